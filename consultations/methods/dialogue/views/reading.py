"""Reading: the meetings of a part, one meeting, the screen in the hall, and the calendar."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from consultations.methods.dialogue import pages, rules
from consultations.methods.dialogue.calendar import calendar_of
from consultations.methods.dialogue.models import Meeting, Question
from consultations.models import Part
from consultations.rules import can_edit, can_see_results
from consultations.views.reading import visible_part


def page(request: HttpRequest, part: Part) -> HttpResponse:
    """Show the meetings of a part: what is to come, and what was."""
    lines = pages.seen(pages.meetings_of(part), request.user)
    context = {
        "item": part.consultation,
        "consultation": part.consultation,
        "part": part,
        "coming": [line for line in lines if not line.is_over],
        "past": [line for line in reversed(lines) if line.is_over],
        "can_see_results": can_see_results(request.user, part),
        "can_edit": can_edit(request.user, part.consultation),
    }
    return render(request, "dialogue/page.html", context)


@require_GET
def meeting(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Show one meeting, with the questions people want to ask."""
    return meeting_page(request, pages.meeting_of(request, slug, number, pk))


def meeting_page(request: HttpRequest, found: Meeting) -> HttpResponse:
    """Show a meeting that was looked up already."""
    (line,) = pages.seen([found], request.user)
    consultation = found.part.consultation
    context = {
        "item": consultation,
        "consultation": consultation,
        "part": found.part,
        "line": line,
        "meeting": found,
        "questions": pages.questions_for(found, request.user),
        "can_lead": rules.can_lead(request.user, consultation),
        "can_edit": can_edit(request.user, consultation),
    }
    return render(request, "dialogue/meeting.html", context)


@require_GET
def question(request: HttpRequest, slug: str, number: int, pk: int, question: int) -> HttpResponse:
    """Show one question on a page of its own: its lasting address."""
    found = pages.meeting_of(request, slug, number, pk)
    one = Question.objects.visible_to(request.user).filter(meeting=found, pk=question).first()
    if one is None:
        raise Http404("no such question")
    context = {"meeting": found, "part": found.part, "consultation": found.part.consultation, "question": one}
    return render(request, "dialogue/question.html", context)


@require_GET
@never_cache
def screen(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Show the questions of the evening in large type, for a screen in the hall; it refreshes itself."""
    found = pages.meeting_of(request, slug, number, pk)
    context = {"meeting": found, "part": found.part, "questions": pages.shortlist(found)}
    template = "dialogue/_screen.html" if getattr(request, "htmx", False) else "dialogue/screen.html"
    return render(request, template, context)


def calendar_file(meetings: list[Meeting]) -> HttpResponse:
    """Give meetings as a file for a calendar."""
    response = HttpResponse(calendar_of(meetings, settings.SITE_URL), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="agenda.ics"'
    return response


@require_GET
def part_calendar(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give all meetings of a part, to follow in one's own calendar."""
    return calendar_file(pages.meetings_of(visible_part(request, slug, number)))


@require_GET
def meeting_calendar(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Give one meeting."""
    return calendar_file([pages.meeting_of(request, slug, number, pk)])
