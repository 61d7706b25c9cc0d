"""Addresses that mail does not go to, in the back office."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications import suppression
from notifications.models import Suppressed


@admin.register(Suppressed)
class SuppressedAdmin(admin.ModelAdmin[Suppressed]):
    """Addresses that mail does not go to; the one thing to do is to let it go there again."""

    list_display = ("address", "why", "since")
    list_display_links = None
    list_filter = ("why",)
    search_fields = ("address",)
    actions = ("lift",)
    show_full_result_count = False

    @admin.action(description=_("Send mail to these addresses again"), permissions=["view"])
    def lift(self, request: HttpRequest, queryset: QuerySet[Suppressed]) -> None:
        """Lift each through the action, which notes who did it."""
        assert isinstance(request.user, User)
        chosen = list(queryset)
        for one in chosen:
            suppression.lift(one, by=request.user)
        self.message_user(request, _("Mail goes to %(count)d addresses again.") % {"count": len(chosen)})

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Addresses come here by what mail servers tell."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Suppressed | None = None) -> bool:
        """Nothing is edited by hand."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Suppressed | None = None) -> bool:
        """Lifting is an action with a note."""
        return False
