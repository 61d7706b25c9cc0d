"""Results: of one part, and of a whole consultation; from what the worker counted, never from the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from consultations import charts, groups, remarks, rules
from consultations.charts import Figure
from consultations.method import METHODS, Method, Shown, method_of
from consultations.models import Consultation, Part, Report, Result, Tag
from consultations.tallies import SMALLEST_GROUP
from consultations.views.reading import visible, visible_part
from places.shelf import municipalities

# On the page of the whole consultation each part shows so many of its questions.
FIRST_FIGURES = 3


@dataclass(frozen=True)
class PartResults:
    """A part with what was counted, ready to be shown; `own` is the HTML of a method that shows its results itself.

    `paper` is None when it would say too much.
    """

    part: Part
    method: Method
    answers: int
    paper: int | None
    result: Result | None
    figures: list[Figure]
    own: str
    tags: list[Tag]

    @property
    def more(self) -> int:
        """How many questions the page of the whole consultation leaves out."""
        return max(0, len(self.figures) - FIRST_FIGURES)

    @property
    def first_figures(self) -> list[Figure]:
        """The questions on the page of the whole consultation."""
        return self.figures[:FIRST_FIGURES]


def results_of(request: HttpRequest, part: Part, *, is_staff: bool, tags: list[Tag] | None = None) -> PartResults:
    """Give what may be shown of a part.

    While it is open only staff sees groups: from two counts, one answer apart, others could read what one person said.
    """
    result: Result | None = getattr(part, "result", None)
    data: dict[str, Any] = result.data if result else {}
    with_groups = is_staff or part.phase.closed_at is not None
    own = method_of(part).results(part, data) if result and result.answers else None
    paper = result.paper if result else 0
    return PartResults(
        part=part,
        method=method_of(part),
        answers=result.answers if result else 0,
        paper=paper if paper >= SMALLEST_GROUP else None,
        result=result,
        figures=[] if own else charts.figures(data, municipalities.by_id(), with_groups=with_groups),
        own=drawn(request, part, own) if own else "",
        tags=tags or [],
    )


def drawn(request: HttpRequest, part: Part, own: Shown) -> str:
    """Draw what a method shows itself, with no more than it gave, as `data`."""
    return render_to_string(own.template, {"part": part, "data": own.context}, request)


@require_GET
def of_part(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show the results of one part, or when they will be there."""
    part = visible_part(request, slug, number)
    is_staff = rules.can_see_workshop(request.user)
    has_groups = is_staff or part.phase.closed_at is not None
    context: dict[str, Any] = {
        "consultation": part.consultation,
        "part": part,
        "is_staff": is_staff,
        "has_groups": has_groups,
        "can_download": is_staff or (part.consultation.is_open_data and has_groups),
    }
    if not rules.can_see_results(request.user, part):
        return render(request, "consultations/results/not_yet.html", {**context, "closes_at": part.phase.closes_at})
    part.result = Result.objects.filter(part=part).first()
    tags = list(remarks.tag_counts([part]))
    shown = results_of(request, part, is_staff=is_staff, tags=tags)
    both = shown.result.people.get("both", {}) if shown.result else {}
    context |= {"shown": shown, "comparison": comparison(part.consultation, both, [part], is_staff=is_staff)}
    context["report"] = public_report(part.consultation)
    return render(request, "consultations/results/part.html", context)


@require_GET
def of_consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the results of all parts that may be seen, the most telling questions of each."""
    consultation = visible(request, slug)
    is_staff = rules.can_see_workshop(request.user)
    context: dict[str, Any] = {"consultation": consultation, "is_staff": is_staff}
    parts = list(consultation.parts.select_related("phase", "result"))
    for part in parts:
        part.consultation = consultation
    seen = [part for part in parts if part.method in METHODS and rules.can_see_results(request.user, part)]
    seen = [part for part in seen if part.phase.opened_at or is_staff]
    if not seen:
        context["closes_at"] = consultation.closes_at
        return render(request, "consultations/results/not_yet.html", context)
    shown = [results_of(request, part, is_staff=is_staff) for part in seen]
    both = groups.added(one.result.people for one in shown if one.result)
    context |= {
        "shown": shown,
        "answers": sum(one.answers for one in shown),
        "paper": sum(one.paper or 0 for one in shown),
        "comparison": comparison(consultation, both, seen, is_staff=is_staff),
        "has_groups": is_staff or all(part.phase.closed_at for part in seen),
        "report": public_report(consultation),
    }
    return render(request, "consultations/results/consultation.html", context)


def public_report(consultation: Consultation) -> Report | None:
    """Give the answer of the province once everybody can read it; before that it is not asked for."""
    if consultation.stage != Consultation.Stage.ANSWERED:
        return None
    return Report.objects.filter(consultation=consultation, published_at__isnull=False).first()


def comparison(
    consultation: Consultation, both: dict[str, int], parts: list[Part], *, is_staff: bool
) -> groups.Comparison | None:
    """Compare who took part with who lives here: for staff while there is time, for everybody afterwards."""
    if not is_staff and not all(part.phase.closed_at for part in parts):
        return None
    only = list(consultation.concerned.values_list("pk", flat=True))
    return groups.compare(both, municipalities.by_id(), only=only)
