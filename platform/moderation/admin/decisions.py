"""What was decided, what accounts may not do for a time, to read. Sentences for reasons: to write."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from moderation.admin.common import ToLookAt
from moderation.models import Decision, ReasonTemplate, Restriction


@admin.register(Decision)
class DecisionAdmin(ToLookAt):
    """Decisions, newest first."""

    list_display = ("pk", "what", "measure", "ground", "decided_by", "decided_at", "until")
    list_select_related = ("case__publication", "rule", "decided_by")
    list_filter = ("measure", "source", "decided_at")
    search_fields = ("case__publication__title", "case__publication__reference", "facts")
    raw_id_fields = ("case", "rule", "decided_by", "undoes")
    exclude = ("before",)

    @admin.display(description=_("about"))
    def what(self, decision: Decision) -> SafeString:
        """Link to the case."""
        case = decision.case
        url = reverse("admin:moderation_case_change", args=[case.pk])
        return format_html('<a href="{}">{}</a>', url, case.publication or case)

    @admin.display(description=_("ground"))
    def ground(self, decision: Decision) -> str:
        """Name the house rule or the law."""
        return str(decision.rule or decision.get_law_display() or "-")


@admin.register(Restriction)
class RestrictionAdmin(ToLookAt):
    """Which accounts may do less, until when."""

    place = "decision__case__municipality"
    list_display = ("person", "kind", "until", "lifted_at", "decision")
    list_select_related = ("person", "decision")
    list_filter = ("kind",)
    search_fields = ("person__display_name",)
    raw_id_fields = ("person", "decision")


@admin.register(ReasonTemplate)
class ReasonTemplateAdmin(admin.ModelAdmin[Any]):
    """The sentences; moderators read them here, administrators write them."""

    list_display = ("text", "rule", "is_active")
    list_filter = ("is_active",)
    search_fields = ("text", "rule")
