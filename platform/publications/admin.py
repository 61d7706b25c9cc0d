"""Publications of every kind in the back office: to find and to look at; state changes go through actions."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from foundation.admin import LinksThatOpen
from publications.models import Publication


@admin.register(Publication)
class PublicationAdmin(LinksThatOpen, admin.ModelAdmin[Publication]):
    """Read-only list over all kinds."""

    list_display = ("reference", "title", "kind", "state", "theme", "municipality", "published_at", "support_count")
    list_select_related = ("theme", "municipality")
    list_filter = ("kind", "state", "theme", "municipality")
    search_fields = ("reference", "title")
    show_full_result_count = False
    exclude = ("search_body",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Publications are made on the site."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Publication | None = None) -> bool:
        """Publications are changed by their author on the site."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Publication | None = None) -> bool:
        """Publications keep their address."""
        return False
