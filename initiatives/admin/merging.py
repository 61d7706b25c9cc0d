"""Merges in the back office: which are proposed and which were carried out; moderators propose on the site itself."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from initiatives.admin.helping import ReadOnlyAdmin
from initiatives.models import Merge


@admin.register(Merge)
class MergeAdmin(ReadOnlyAdmin):
    """A worklist: what waits for an answer stands first, because it is newest."""

    list_display = ("__str__", "state", "proposed_by", "proposed_at", "merged_at", "count_after", "page")
    list_select_related = ("gone", "kept", "proposed_by")
    list_filter = ("state",)
    search_fields = ("gone__title", "kept__title", "gone__reference", "kept__reference")

    @admin.display(description=_("page"))
    def page(self, merge: Merge) -> SafeString:
        """Link to the page where it is agreed, declined or undone."""
        return format_html('<a href="{}">{}</a>', merge.get_absolute_url(), _("Open the page"))
