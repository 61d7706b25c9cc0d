"""What happened to an initiative, for the page of everybody: its states, its edits and the steps of its course."""

from __future__ import annotations

from django.db.models import CharField, Value
from django.utils.translation import gettext as _

from initiatives.models import Course, CourseStep, Initiative, Revision
from publications.models import Publication, StateChange

MOST_EDITS = 50
# What the page tells elsewhere: that it was withdrawn is a state too, and an answer has a box of its own.
NOT_TOLD = {Course.State.WITHDRAWN}
NO_NOTE = {Course.State.ADOPTED, Course.State.PARTLY, Course.State.DECLINED}


def timeline(initiative: Initiative) -> list[dict[str, object]]:
    """Give what happened, oldest first, in one query."""
    states = StateChange.objects.filter(publication=initiative.pk).order_by()
    edits = Revision.objects.filter(initiative=initiative.pk, number__gt=1).order_by("-number")
    steps = CourseStep.objects.filter(course=initiative.pk).exclude(state__in=NOT_TOLD).order_by()
    rows = states.values_list("at", text("state"), "state", "note").union(
        edits.values_list("at", text("edit"), text(""), text(""))[:MOST_EDITS],
        steps.values_list("at", text("step"), "state", "reason"),
        all=True,
    )
    return [line(at, what, value, note) for at, what, value, note in sorted(rows, key=lambda row: row[0])]


def text(value: str) -> Value:
    """Write a column that is the same in every row."""
    return Value(value, output_field=CharField())


def line(at: object, what: str, value: str, note: str) -> dict[str, object]:
    """Give one thing that happened, in words."""
    if what == "edit":
        return {"at": at, "label": _("edited"), "note": ""}
    if what == "step":
        return {"at": at, "label": Course.State(value).label, "note": "" if value in NO_NOTE else note}
    return {"at": at, "label": Publication.State(value).label, "note": note}
