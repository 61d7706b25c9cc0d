"""The audit trail in the back office: to read, never to touch."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest

from foundation.models import AuditEntry


class LinksThatOpen:
    """Shows a relation as a link only to who may open what it leads to; to others as words. For read-only tables."""

    opts: Any
    admin_site: admin.AdminSite

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Put words in the place of every link that would be refused."""
        return self.that_open(request, super().get_fields(request, obj))  # type: ignore[misc]  # of the class below

    def that_open(self, request: HttpRequest, names: Iterable[Any]) -> list[Any]:
        """Give these fields, those whose link would be refused as words; for a class that gives its own fields."""
        return [self._words(name) if self._is_refused(request, name) else name for name in names]

    def _is_refused(self, request: HttpRequest, name: str) -> bool:
        try:
            field = self.opts.get_field(name)
        except FieldDoesNotExist:
            return False
        registered = self.admin_site._registry.get(field.related_model) if field.many_to_one else None  # noqa: SLF001
        return registered is not None and not registered.has_view_permission(request)

    def _words(self, name: str) -> Callable[[Any], str]:
        def words(obj: Any) -> str:
            return str(getattr(obj, name) or "-")

        words.short_description = self.opts.get_field(name).verbose_name  # type: ignore[attr-defined]
        return words


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
