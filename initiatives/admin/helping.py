"""Offers, teams and updates in the back office: to look at; the one thing to do is to hide an update."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib import messages as notes
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from foundation.errors import Refused
from initiatives import updates
from initiatives.models import Offer, TeamMember, Update


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """People do these things on the site."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Made on the site."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Changed on the site."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Removed on the site."""
        return False


@admin.register(Offer)
class OfferAdmin(ReadOnlyAdmin):
    """Who offered what; what both sides wrote each other stays between them."""

    list_display = ("need", "initiative", "person", "amount", "accepted", "state", "created_at", "answered_at")
    list_select_related = ("need__initiative", "person")
    list_filter = ("state", "need__kind")
    search_fields = ("need__initiative__title", "need__initiative__reference")
    exclude = ("text",)

    @admin.display(description=_("initiative"))
    def initiative(self, offer: Offer) -> str:
        """Give the title."""
        return offer.need.initiative.title


@admin.register(TeamMember)
class TeamMemberAdmin(ReadOnlyAdmin):
    """Who carries what."""

    list_display = ("initiative", "person", "role", "since")
    list_select_related = ("initiative", "person")
    list_filter = ("role",)
    search_fields = ("initiative__title", "initiative__reference")


class WithReason(ActionForm):
    """The choice of what to do, with why: who wrote it reads that."""

    reason = forms.CharField(label=_("Reason, for who wrote it"), required=False, max_length=400)


@admin.register(Update)
class UpdateAdmin(ReadOnlyAdmin):
    """What teams told their followers."""

    list_display = ("initiative", "author", "at", "is_hidden", "text")
    list_select_related = ("initiative__municipality", "author")
    list_filter = ("is_hidden",)
    search_fields = ("initiative__title", "initiative__reference", "text")
    actions = ("hide", "show")
    action_form = WithReason

    @admin.action(description=_("Hide these updates"))
    def hide(self, request: HttpRequest, queryset: QuerySet[Update]) -> None:
        """Hide what breaks the house rules."""
        self.set_hidden(request, queryset, hidden=True)

    @admin.action(description=_("Show these updates again"))
    def show(self, request: HttpRequest, queryset: QuerySet[Update]) -> None:
        """Undo that."""
        self.set_hidden(request, queryset, hidden=False)

    def set_hidden(self, request: HttpRequest, queryset: QuerySet[Update], *, hidden: bool) -> None:
        """Do it one by one, each with its own rule and line in the audit trail."""
        assert isinstance(request.user, User)
        changed, reason = 0, request.POST.get("reason", "")
        for update in queryset:
            try:
                changed += updates.set_hidden(update, by=request.user, hidden=hidden, reason=reason)
            except Refused as no:
                self.message_user(request, f"{update.initiative.title}: {no.message}", notes.ERROR)
        said = ngettext("%(count)d update changed.", "%(count)d updates changed.", changed)
        self.message_user(request, said % {"count": changed})
