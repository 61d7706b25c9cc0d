"""What the page of an initiative shows of its course: who counts, what was promised, answered and done."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from accounts.models import User
from accounts.rules import Visitor
from initiatives import glance, rules
from initiatives.models import Course, Initiative, Milestone
from promises.lateness import with_lateness
from promises.models import Promise
from voting import counting
from voting.models import Support

S = Course.State
NAMES = 5


def course_of(initiative: Initiative) -> Course | None:
    """Give the course, asked once for an object; None for an open idea from before there were courses."""
    attached = initiative.__dict__.setdefault("attached", {})
    if "course" not in attached:
        attached["course"] = getattr(initiative, "course", None)
    course: Course | None = attached["course"]
    return course


def course_context(initiative: Initiative) -> dict[str, object]:
    """Give the box of the course; for an idea without a promise there is none."""
    course = course_of(initiative)
    if course is None or (course.threshold == 0 and course.state in {S.OPEN, S.LAPSED, S.WITHDRAWN}):
        return {"course": None}
    context: dict[str, object] = {"course": course, "is_counting": rules.declares_in_time(course, timezone.localdate())}
    if course.state not in {S.OPEN, S.LAPSED}:
        context |= promise_context(initiative)
    if course.state == S.DONE:
        context["report"] = getattr(initiative, "closing_report", None)
    return context


def promise_context(initiative: Initiative) -> dict[str, object]:
    """Give the last promise, its answer if that is public, and the milestones, all in one query."""
    columns = JSONObject(title="title", due_on="due_on", done_on="done_on", note="note")
    planned = Milestone.objects.filter(initiative=OuterRef("publication")).values_list(columns)
    rows = Promise.objects.filter(publication=initiative.pk).select_related("office", "answer")
    found = rows.annotate(planned=ArraySubquery(planned)).order_by("-id").first()
    if found is None:
        return {}
    milestones = [milestone(one) for one in found.__dict__["planned"]]
    answer = getattr(found, "answer", None)
    return {
        "promise": with_lateness(found, timezone.localdate()),
        "answer": answer if answer is not None and answer.published_at else None,
        "milestones": milestones,
        "done": sum(one.done_on is not None for one in milestones),
    }


def milestone(row: dict[str, str | None]) -> Milestone:
    """Read a milestone back from how the database wrote it."""
    days = {name: date.fromisoformat(day) if (day := row[name]) else None for name in ("due_on", "done_on")}
    return Milestone(title=row["title"] or "", note=row["note"] or "", **days)


def own_support(user: Visitor, initiative: Initiative) -> bool | None:
    """Say whether this person's support shows their name; None when they do not support it."""
    if not isinstance(user, User):
        return None
    if "own_support_named" in initiative.__dict__:
        known: bool | None = initiative.__dict__["own_support_named"]
        return known
    mine = Support.objects.filter(publication=initiative.pk, person=user)
    return mine.values_list("is_named", flat=True).first()


def not_counted(initiative: Initiative) -> int:
    """Give how much support moderators set aside; not asked again when the page knows."""
    known: int | None = initiative.__dict__.get("not_counted")
    return counting.not_counted(initiative.pk) if known is None else known


def names_of(initiative: Initiative) -> list[str]:
    """Give a few of those who show their name, the last first."""
    named = (
        Support.objects.filter(publication=initiative.pk, is_named=True, counted=True)
        .select_related("person")
        .order_by("-id")
    )
    return [one.person.public_name for one in named[:NAMES]]


def support_context(user: Visitor, initiative: Initiative) -> dict[str, object]:
    """Give what the support box shows of the people: a few names, the rest as a number, and this person's choice."""
    mine = own_support(user, initiative)
    names = names_of(initiative) if glance.has(initiative, "has_named") else []
    course = course_of(initiative)
    return {
        "supported": mine is not None,
        "is_named": bool(mine),
        "names": names,
        "others": max(0, initiative.support_count - len(names)),
        "not_counted": not_counted(initiative),
        "asks_declaration": course is not None and rules.declares_in_time(course, timezone.localdate()),
    }
