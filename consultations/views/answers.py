"""What became of it, for everybody: decisions with quotes, and the way from a subject to what was done with it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from consultations import answers, remarks, rules
from consultations.models import Report
from consultations.views.reading import visible


@require_GET
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the answer; before it is public only to staff, as it will look."""
    consultation = visible(request, slug)
    report = Report.objects.filter(consultation=consultation).first()
    is_staff = rules.can_see_workshop(request.user)
    if report is None or not (report.is_published or is_staff):
        raise Http404("no answer yet")
    report.consultation = consultation
    passages = list(answers.passages_of(report))
    for passage in passages:
        passage.shown = [quote for quote in passage.quotes.all() if quote.is_shown]  # type: ignore[attr-defined]
    counts = remarks.tag_counts(consultation.parts.all())
    context = {
        "consultation": consultation,
        "report": report,
        "passages": passages,
        "subjects": answers.subjects(passages, counts),
        "can_write": rules.can_answer(request.user),
    }
    return render(request, "consultations/answer/detail.html", context)
