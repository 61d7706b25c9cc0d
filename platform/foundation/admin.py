"""The audit trail in the back office: to read, never to touch."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from foundation.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin[AuditEntry]):
    """Who did what to what, newest first."""

    list_display = ("at", "action", "actor", "subject_type", "subject_id")
    list_select_related = ("actor",)
    search_fields = ("action", "subject_id")
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Entries are written by what happens."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        """Entries never change; the database would refuse it."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        """Entries stay; the database would refuse it."""
        return False
