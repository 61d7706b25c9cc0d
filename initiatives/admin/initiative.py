"""Initiatives in the back office: to look at; moderation acts through its own pages."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from accounts.models import Role
from accounts.rules import has_role
from foundation.admin import LinksThatOpen
from initiatives.admin.courses import QuietFilter, archive_quiet, warn_author
from initiatives.admin.merging import propose_merge
from initiatives.models import Initiative, Need


class NeedInline(admin.StackedInline[Need, Initiative]):
    """What an initiative needs."""

    model = Need
    extra = 0
    can_delete = False

    def has_change_permission(self, request: HttpRequest, obj: Initiative | None = None) -> bool:
        """Needs are the author's."""
        return False

    def has_add_permission(self, request: HttpRequest, obj: Initiative | None = None) -> bool:
        """Needs are the author's."""
        return False


@admin.register(Initiative)
class InitiativeAdmin(LinksThatOpen, admin.ModelAdmin[Initiative]):
    """Read-only."""

    list_display = ("reference", "title", "state", "theme", "municipality", "published_at", "support_count")
    list_select_related = ("theme", "municipality")
    list_filter = ("state", QuietFilter, "theme", "municipality")
    actions = (warn_author, archive_quiet, propose_merge)
    search_fields = ("reference", "title")
    show_full_result_count = False
    inlines = (NeedInline,)
    exclude = ("search_body",)

    def has_propose_merge_permission(self, request: HttpRequest) -> bool:
        """Moderators propose that initiatives become one; of which places is up to the action."""
        return has_role(request.user, Role.MODERATOR)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Initiatives are started on the site."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Initiative | None = None) -> bool:
        """Initiatives are changed by their author on the site."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Initiative | None = None) -> bool:
        """Initiatives keep their address."""
        return False
