"""What the workshop shows: all consultations at a glance, and the steps of one with what is still to be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.checklist import Checked, step_url
from consultations.method import Problem
from consultations.models import Consultation, Part, Phase
from consultations.standing import standing_of
from foundation.models import AuditEntry

STEPS = {
    "basis": _("What it is about"),
    "fasen": _("When"),
    "onderdelen": _("What you ask"),
    "meedoen": _("Who takes part, and the results"),
}
HAPPENED = {
    "consultation.started": _("begun"),
    "consultation.copied": _("copied from another"),
    "consultation.revised": _("text or settings changed"),
    "consultation.announced": _("announced"),
    "consultation.opened": _("opened by the clock"),
    "consultation.closed": _("closed by the clock"),
    "consultation.results": _("results published"),
    "consultation.answered": _("answered"),
    "consultation.withdrawn": _("withdrawn"),
    "consultation.hidden": _("hidden by a moderator"),
    "phase.added": _("phase added"),
    "phase.changed": _("phase changed"),
    "phase.removed": _("phase removed"),
    "part.added": _("part added"),
    "part.changed": _("part changed"),
    "part.moved": _("part moved"),
    "part.removed": _("part removed"),
}
ON_LIST = 60
LAST = 12


@dataclass
class Step:
    """One step of making a consultation."""

    name: str
    label: str | Promise
    url: str
    musts: list[Problem] = field(default_factory=list)
    advice: list[Problem] = field(default_factory=list)


def steps_of(consultation: Consultation, checked: Checked) -> list[Step]:
    """Give the steps with what the check found in each; what a way of asking found belongs to the questions."""
    steps = [Step(name, label, step_url(consultation, name)) for name, label in STEPS.items()]
    by_url = {step.url: step for step in steps}
    questions = steps[2]
    for problem in checked.musts:
        by_url.get(problem.url, questions).musts.append(problem)
    for problem in checked.advice:
        by_url.get(problem.url, questions).advice.append(problem)
    return steps


def count_of(model: type[Part] | type[Phase]) -> Any:
    """Count the rows of a consultation beside it, without multiplying one count by the other."""
    rows = model.objects.filter(consultation=OuterRef("pk")).order_by().values("consultation")
    return Coalesce(Subquery(rows.annotate(total=Count("pk")).values("total")), 0)


def rows_with_counts() -> Any:
    """Give the newest consultations, each with how many phases and parts it has."""
    rows = Consultation.objects.for_cards().select_related("official").order_by("-publication_ptr_id")
    return rows.annotate(phase_count=count_of(Phase), part_count=count_of(Part))[:ON_LIST]


def all_of_them() -> list[dict[str, Any]]:
    """Give the newest consultations with where each stands and what is plainly missing; one query."""
    now = timezone.now()
    rows = rows_with_counts()
    return [{"item": one, "standing": standing_of(one, now), "missing": missing_from(one)} for one in rows]


def missing_from(consultation: Consultation) -> list[str | Promise]:
    """Say what a draft has nothing of; what is public has all of it."""
    if consultation.stage != Consultation.Stage.DRAFT:
        return []
    counts: Any = consultation
    wanted = (
        (_("dates"), counts.phase_count),
        (_("something to take part in"), counts.part_count),
        (_("an official"), consultation.official_id),
        (_("a day of the answer"), consultation.answer_by),
    )
    return [name for name, value in wanted if not value]


def happened(consultation: Consultation) -> list[dict[str, Any]]:
    """Give what was done last, newest first, with who did it."""
    own = AuditEntry.objects.filter(subject_type__in=("consultation", "publication"), subject_id=str(consultation.pk))
    entries = own.select_related("actor").order_by(F("pk").desc())[:LAST]
    return [{"at": one.at, "what": HAPPENED.get(one.action, one.action), "who": one.actor} for one in entries]
