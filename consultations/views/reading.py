"""Reading: the list, a consultation, and the page of one of its parts."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.models import User
from consultations import rules
from consultations.method import METHODS, method_of
from consultations.models import Consultation, Part
from notifications import inbox


def visible(request: HttpRequest, slug: str) -> Consultation:
    """Give the consultation, or a page that does not exist to who may not see it."""
    rows = Consultation.objects.visible_to(request.user).select_related("theme", "municipality", "official")
    return get_object_or_404(rows, slug=slug)


def visible_part(request: HttpRequest, slug: str, number: int) -> Part:
    """Give a part with its consultation and phase; before its phase opens only staff sees it."""
    consultation = visible(request, slug)
    part = get_object_or_404(Part.objects.select_related("phase"), consultation=consultation, number=number)
    part.consultation = consultation
    if part.phase.opened_at is None and not rules.can_see_workshop(request.user):
        raise Http404("not open yet")
    return part


@require_GET
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell what is asked, what can change, and where it stands."""
    consultation = visible(request, slug)
    if isinstance(request.user, User):
        inbox.saw(request.user, consultation)
    return render(request, "consultations/detail.html", {"item": consultation, **course_context(consultation)})


def course_context(consultation: Consultation) -> dict[str, Any]:
    """Give the phases with the parts in each."""
    phases = list(consultation.phases.all())
    parts = list(consultation.parts.all())
    for part in parts:
        part.consultation = consultation
    steps = [
        {"phase": phase, "parts": [(part, METHODS[part.method]) for part in parts if part.phase_id == phase.pk]}
        for phase in phases
    ]
    return {"consultation": consultation, "steps": steps}


def part(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one part, by its method."""
    found = visible_part(request, slug, number)
    return method_of(found).page(request, found)
