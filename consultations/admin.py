"""Consultations in the back office: to look at. They are made in the workshop on the site, which this leads to."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from consultations import rules
from consultations.models import Consultation
from foundation.admin import LinksThatOpen


@admin.register(Consultation)
class ConsultationAdmin(LinksThatOpen, admin.ModelAdmin[Consultation]):
    """Read-only."""

    list_display = ("reference", "title", "stage", "theme", "opens_at", "closes_at", "answer_by", "workshop")
    list_select_related = ("theme",)
    list_filter = ("stage", "state", "theme")
    search_fields = ("reference", "title")
    show_full_result_count = False
    exclude = ("search_body",)
    readonly_fields = ("workshop",)

    @admin.display(description=_("workshop"))
    def workshop(self, consultation: Consultation) -> SafeString:
        """Lead to where it is changed."""
        address = reverse("consultations:prepare", args=[consultation.slug])
        return format_html('<a href="{}">{}</a>', address, _("Open in the workshop"))

    def has_view_permission(self, request: HttpRequest, obj: Consultation | None = None) -> bool:
        """Who works on consultations looks at them here; for others the link to the workshop would lead nowhere."""
        return rules.can_see_workshop(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Consultations are begun in the workshop."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Consultation | None = None) -> bool:
        """Consultations are changed in the workshop, where each change is checked."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Consultation | None = None) -> bool:
        """Consultations keep their address."""
        return False
