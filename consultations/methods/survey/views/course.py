"""The pages on which residents answer: a section, the check before sending, and a file they sent."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any
from uuid import UUID

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from consultations import entry, rules
from consultations.methods.survey import answering, branching
from consultations.methods.survey.actions import current
from consultations.methods.survey.answering import Filled
from consultations.methods.survey.definition import Definition, Section
from consultations.methods.survey.files import named_in
from consultations.methods.survey.forms import AnswerForm
from consultations.methods.survey.kinds import kind_of
from consultations.methods.survey.models import SentFile
from consultations.models import Part
from consultations.taking_part import Sitting
from consultations.views.reading import visible_part
from places.geomap import geomap
from places.shelf import municipalities


def survey_part(request: HttpRequest, slug: str, number: int) -> Part:
    """Give the part if it is a survey; else there is no such page."""
    part = visible_part(request, slug, number)
    if part.method != "survey":
        raise Http404("not a survey")
    return part


def section_url(part: Part, section: Section) -> str:
    """Give the address of a section."""
    return reverse("consultations:survey:section", args=[part.consultation.slug, part.number, section.key])


def review_url(part: Part) -> str:
    """Give the address of the check before sending."""
    return reverse("consultations:survey:review", args=[part.consultation.slug, part.number])


def is_preview(part: Part) -> bool:
    """Say whether only staff looks, because it is not open yet."""
    return part.phase.opened_at is None


@never_cache
def page(request: HttpRequest, part: Part) -> HttpResponse:
    """Show the first question at once; who was here before goes on where they left off."""
    definition = current(part)
    if part.phase.closed_at or not definition.sections:
        return closed(request, part)
    first = definition.sections[0]
    if request.method == "POST":
        return hand_in(request, part, first)
    sitting = None if is_preview(part) else entry.sitting_of(request, part)
    if sitting is None:
        filled = Filled({}, seed=Random().randrange(1, answering.SEEDS))
        return show(request, part, first, form_of(first, filled), filled, None)
    filled = Filled.of(sitting.response)
    left = None if sitting.is_sent else answering.where_left(definition, filled)
    return redirect(section_url(part, left) if left else review_url(part))


def closed(request: HttpRequest, part: Part) -> HttpResponse:
    """Say that it cannot be answered any more, or not yet, and where the results are."""
    context = {
        "part": part,
        "consultation": part.consultation,
        "is_empty": not current(part).sections,
        "results_url": f"{part.get_absolute_url()}resultaten/" if rules.can_see_results(request.user, part) else "",
    }
    return render(request, "survey/closed.html", context)


@never_cache
def section(request: HttpRequest, slug: str, number: int, key: str) -> HttpResponse:
    """Show or keep one section."""
    part = survey_part(request, slug, number)
    definition = current(part)
    if key not in definition.places:
        raise Http404("no such section")
    if part.phase.closed_at:
        return closed(request, part)
    asked = definition.section(key)
    if request.method == "POST":
        return hand_in(request, part, asked)
    if is_preview(part):
        return show(request, part, asked, form_of(asked, Filled({})), Filled({}), None)
    sitting = entry.sitting_of(request, part)
    if sitting is None:
        return redirect(part.get_absolute_url())
    filled = Filled.of(sitting.response)
    if key not in branching.route(definition, filled.answers).keys:
        return redirect(part.get_absolute_url())
    return show(request, part, asked, form_of(asked, filled), filled, sitting)


def form_of(section: Section, filled: Filled, request: HttpRequest | None = None, **kwargs: Any) -> AnswerForm:
    """Give the form of a section, bound when something was sent."""
    data = (request.POST, request.FILES) if request else ()
    return AnswerForm(section.questions, *data, filled=filled, **kwargs)


def show(
    request: HttpRequest, part: Part, section: Section, form: AnswerForm, filled: Filled, sitting: Sitting | None
) -> HttpResponse:
    """Render a section."""
    definition = current(part)
    route = branching.route(definition, filled.answers)
    on_route = section.key in route.keys
    before = route.before(section.key) if on_route else None
    keeps = not sitting.is_sent if sitting else isinstance(request.user, User) and not is_preview(part)
    context = {
        "part": part,
        "consultation": part.consultation,
        "section": section,
        "form": form,
        "step": route.keys.index(section.key) + 1 if on_route else definition.places[section.key] + 1,
        "steps": len(route.sections) if on_route else len(definition.sections),
        "is_first": before is None,
        "is_preview": is_preview(part),
        "is_sent": sitting is not None and sitting.is_sent,
        "seed": filled.seed,
        "autosave_url": f"{section_url(part, section)}bewaren/" if keeps else "",
        "address": section_url(part, section) if sitting or is_preview(part) else part.get_absolute_url(),
        "comes_from_review": "nakijken" in request.GET,
        "sections": definition.sections if is_preview(part) else (),
        "can_edit": rules.can_edit(request.user, part.consultation),
    }
    if any(question.kind == "place" for question in section.questions):
        context["geomap"] = geomap(municipalities.all(), None, None)
    return render(request, "survey/section.html", context)


def hand_in(request: HttpRequest, part: Part, section: Section) -> HttpResponse:
    """Keep what was filled in, right or wrong elsewhere in the section; go on when all of it is right."""
    if is_preview(part):
        return hand_in_nothing(request, part, section)
    if wall := entry.gate(request, part):
        return wall
    sitting = entry.begin(request, part)
    filled = Filled.of(sitting.response)
    if not filled.seed:
        filled = Filled(filled.answers, filled.seen, posted_seed(request.POST))
    goes_back = "back" in request.POST
    form = form_of(section, filled, request, is_lenient=goes_back)
    is_right = form.is_valid() or goes_back
    seen = section.key if is_right and not goes_back else ""
    filled = answering.merge(sitting, form.typed, part=part, seed=filled.seed, seen=seen)
    if is_right:
        response: HttpResponse = redirect(onward(request, part, section, filled, goes_back=goes_back))
    else:
        form.filled = filled
        response = show(request, part, section, form, filled, sitting)
    return entry.hand_over(response, request, sitting)


def posted_seed(data: Mapping[str, Any]) -> int:
    """Read the order in which somebody saw the choices before they began."""
    text = str(data.get("seed", ""))
    return int(text) if text.isascii() and text.isdecimal() and len(text) < len(str(answering.SEEDS)) else 0


def onward(request: HttpRequest, part: Part, section: Section, filled: Filled, *, goes_back: bool) -> str:
    """Give the address of what comes after a section that was kept."""
    definition = current(part)
    route = branching.route(definition, filled.answers)
    if section.key not in route.keys:
        return part.get_absolute_url()
    if goes_back:
        return section_url(part, route.before(section.key) or section)
    if "nakijken" in request.GET:
        following = answering.where_left(definition, filled)
        return f"{section_url(part, following)}?nakijken=1" if following else review_url(part)
    after = route.after(section.key)
    return section_url(part, after) if after else review_url(part)


def typed_in(request: HttpRequest, section: Section, filled: Filled) -> dict[str, Any]:
    """Give what was filled in rightly, without asking for more."""
    form = AnswerForm(section.questions, request.POST, request.FILES, filled=filled, is_lenient=True)
    form.is_valid()
    return form.typed


def hand_in_nothing(request: HttpRequest, part: Part, section: Section) -> HttpResponse:
    """Let staff go through the pages; nothing is kept."""
    definition = current(part)
    form = form_of(section, Filled({}), request)
    if not form.is_valid():
        return show(request, part, section, form, Filled({}), None)
    place = branching.next_place(definition, section, form.typed)
    if place >= len(definition.sections):
        return redirect(review_url(part))
    return redirect(section_url(part, definition.sections[place]))


@require_POST
@never_cache
def autosave(request: HttpRequest, slug: str, number: int, key: str) -> HttpResponse:
    """Keep what is being typed; answers with nothing. What was sent already is only changed by pressing a button.

    Who signed in begins with the first sign they type; who has no account with their first press on the button.
    """
    part = survey_part(request, slug, number)
    definition = current(part)
    sitting = entry.sitting_of(request, part)
    if key not in definition.places or is_preview(part) or not (sitting or isinstance(request.user, User)):
        raise Http404("nothing to keep")
    if wall := entry.gate(request, part):
        return wall
    sitting = sitting or entry.begin(request, part)
    typed = typed_in(request, definition.section(key), Filled.of(sitting.response))
    answering.merge(sitting, typed, part=part, seed=posted_seed(request.POST), only_before_sending=True)
    return HttpResponse(status=204)


@never_cache
def review(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show all answers before they are sent, and again afterwards; a POST sends them."""
    part = survey_part(request, slug, number)
    if part.phase.closed_at:
        return closed(request, part)
    definition = current(part)
    sitting = None if is_preview(part) else entry.sitting_of(request, part)
    if sitting is None:
        return show_review(request, part, definition, None) if is_preview(part) else redirect(part.get_absolute_url())
    if request.method == "POST":
        if wall := entry.gate(request, part):
            return wall
        sitting = entry.begin(request, part)
        try:
            answering.send(sitting, part=part, definition=definition)
        except answering.Unfinished:
            return show_review(request, part, definition, sitting, status=409)
        return entry.hand_over(entry.thank(request, sitting), request, sitting)
    left = answering.where_left(definition, Filled.of(sitting.response))
    if left and not sitting.is_sent:
        return redirect(section_url(part, left))
    return show_review(request, part, definition, sitting)


def show_review(
    request: HttpRequest, part: Part, definition: Definition, sitting: Sitting | None, status: int = 200
) -> HttpResponse:
    """Render the answers by section, with what is still missing."""
    filled = Filled.of(sitting.response if sitting else None)
    route = branching.route(definition, filled.answers)
    without = answering.missing(route, filled.answers) if sitting else []
    absent = {question.key for _section, question in without}
    sections = [
        {
            "section": one,
            "url": f"{section_url(part, one)}?nakijken=1",
            "answers": [(question, told(question, filled), question.key in absent) for question in one.questions],
        }
        for one in route.sections
    ]
    context = {
        "part": part,
        "consultation": part.consultation,
        "reviewed": sections,
        "missing": [
            (question, f"{section_url(part, one)}?nakijken=1#vraag-{question.key}") for one, question in without
        ],
        "is_sent": sitting is not None and sitting.is_sent,
        "is_preview": sitting is None,
        "last_url": section_url(part, route.sections[-1]) if route.sections else part.get_absolute_url(),
    }
    return render(request, "survey/review.html", context, status=status)


def told(question: Any, filled: Filled) -> str:
    """Give an answer in words; empty when there is none."""
    answer = filled.answers.get(question.key)
    return "" if answer is None else kind_of(question).words(question, answer)


@require_GET
@never_cache
def sent_file(request: HttpRequest, slug: str, number: int, key: UUID) -> FileResponse:
    """Give a file to staff, and to whoever sent it; to others it does not exist."""
    part = survey_part(request, slug, number)
    kept = get_object_or_404(SentFile, part=part, pk=key)
    if not rules.can_see_workshop(request.user):
        sitting = entry.sitting_of(request, part)
        if sitting is None or str(kept.key) not in named_in(sitting.response.data):
            raise Http404("no such file")
    content = storages["private"].open(kept.stored_as)
    response = FileResponse(content, as_attachment=True, filename=kept.name, content_type=kept.content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
