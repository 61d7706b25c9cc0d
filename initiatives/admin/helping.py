"""Offers, teams and updates in the back office: to look at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from initiatives.models import Offer, TeamMember, Update
from moderation.rules import is_moderator


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


@admin.register(Update)
class UpdateAdmin(ReadOnlyAdmin):
    """What teams told their followers; hiding is a decision of moderation, with reasons and an appeal."""

    list_display = ("initiative", "__str__", "author", "at", "is_hidden")
    list_select_related = ("initiative__municipality", "author")
    list_filter = ("is_hidden",)
    search_fields = ("initiative__title", "initiative__reference", "text")
    readonly_fields = ("case",)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Add the way to a decision, for who may take it."""
        first, *others = self.list_display
        return (first, "case", *others) if is_moderator(request.user) else self.list_display

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Leave that out for others."""
        return () if is_moderator(request.user) else self.readonly_fields

    @admin.display(description=_("moderation"))
    def case(self, update: Update) -> SafeString:
        """Lead to the case about it, or to opening one; its title says which update."""
        address = reverse("admin:moderation_case_open", args=["update", update.pk])
        title = _("Decide about “%(text)s”") % {"text": update}
        return format_html('<a href="{}" title="{}">{}</a>', address, title, _("Open a case"))
