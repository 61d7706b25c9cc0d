"""The course of an initiative: one table says which step may follow which, and every step is written down."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.functional import Promise as Promised
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import User
from foundation import audit, clock
from foundation.errors import Refused
from initiatives.models import Course, CourseStep, Initiative, Kind, KindThreshold, SignatureSheet
from promises.actions import release
from promises.models import Promise
from publications.models import Publication

S = Course.State
ANSWERED = frozenset({S.ADOPTED, S.PARTLY, S.DECLINED})
# The table of docs/rules/thresholds.md; nothing else is possible.
NEXT: dict[str, frozenset[Course.State]] = {
    S.OPEN: frozenset({S.REACHED, S.OWED, S.WITHDRAWN, S.LAPSED}),
    S.REACHED: frozenset({S.OWED, S.WITHDRAWN}),
    S.OWED: frozenset({S.ADOPTED, S.PARTLY, S.DECLINED, S.WITHDRAWN}),
    S.ADOPTED: frozenset({S.DOING, S.DONE}),
    S.PARTLY: frozenset({S.DOING, S.DONE}),
    S.DOING: frozenset({S.DONE}),
    S.DECLINED: frozenset(),
    S.DONE: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.LAPSED: frozenset(),
}


def default_kind() -> Kind:
    """Give the kind of who did not choose, or posted before there were kinds."""
    return Kind.objects.get(is_default=True)


def begin(initiative: Initiative, kind: Kind | None) -> Course:
    """Start the course with the rules of today; call it in the transaction that posts the initiative."""
    kind = kind or default_kind()
    own = KindThreshold.objects.filter(kind=kind, municipality=initiative.municipality_id).first()
    here = kind.counting == Kind.Counting.MUNICIPALITY
    return Course.objects.create(
        initiative=initiative,
        kind=kind,
        threshold=own.threshold if own else kind.threshold,
        counted_in_id=initiative.municipality_id if here else None,
        ends_on=clock.today() + timedelta(days=kind.term_days) if kind.term_days else None,
    )


def lock(initiative: Publication) -> Course:
    """Lock the publication and then its course, always in this order; who has no course yet is an open idea."""
    Publication.objects.select_for_update(of=("self",)).only("pk").get(pk=initiative.pk)
    if not Course.objects.filter(pk=initiative.pk).exists():
        Course.objects.create(initiative_id=initiative.pk, kind=default_kind())
    return lock_known(initiative)


def lock_known(initiative: Publication) -> Course:
    """Lock the course of an initiative that has one, with what day it is (`today`); its publication is locked."""
    rows = Course.objects.select_for_update(of=("self",)).select_related("kind__office")
    course: Course = rows.annotate(today=clock.as_column()).get(pk=initiative.pk)
    return course


def step(course: Course, state: Course.State, *, by: User | None, reason: str) -> None:
    """Go to another state; `by` None is the count or the clock. `course` must be locked.

    Raises Refused for a step that is not in the table.
    """
    if state not in NEXT[course.state]:
        now = course.get_state_display()
        raise Refused(_("This step cannot be taken now: the initiative is %(state)s.") % {"state": now})
    CourseStep.objects.create(course=course, came_from=course.state, state=state, actor=by, reason=reason.strip()[:500])
    audit.record(f"course.{state.value}", actor=by, subject=course, came_from=course.state)
    course.state = state
    course.save(update_fields=["state"])


def in_dutch(text: str | Promised, **values: object) -> str:
    """Write a reason of the site itself in the language of the content, whoever pressed the button."""
    with override("nl"):
        return str(text) % values


def withdraw(initiative: Initiative, *, by: User, reason: str = "") -> None:
    """The author stops: part of `actions.withdraw`. Raises Refused once there is an answer."""
    if not Course.objects.filter(pk=initiative.pk).exists():
        return
    course = lock(initiative)
    if S.WITHDRAWN not in NEXT[course.state]:
        raise Refused(_("The province has answered. Others must be able to follow what comes of it."))
    step(course, S.WITHDRAWN, by=by, reason=reason or in_dutch(_("The author stopped.")))
    for promised in Promise.objects.open().filter(publication=initiative.pk):
        release(promised, by=by)


def may_withdraw(course: Course | None) -> bool:
    """Say whether the author may still stop."""
    return course is None or S.WITHDRAWN in NEXT[course.state]


def lapse_ended() -> int:
    """Lapse what is open past the last day of its term; sheets that wait for their check are waited for."""
    waiting = SignatureSheet.objects.filter(verdict=SignatureSheet.Verdict.ENTERED).values("initiative")
    ended = Course.objects.filter(state=S.OPEN, ends_on__lt=clock.today()).exclude(initiative__in=waiting)
    return sum(lapse(pk) for pk in ended.values_list("pk", flat=True))


@transaction.atomic
def lapse(pk: int) -> bool:
    """Lapse one, unless something happened to it in the meantime."""
    course = lock(Publication(pk=pk))
    if course.state != S.OPEN or course.ends_on is None or course.ends_on >= clock.today():
        return False
    reason = in_dutch(
        _("The term ended with %(total)s of the %(threshold)s signatures."),
        total=course.total,
        threshold=course.threshold,
    )
    step(course, S.LAPSED, by=None, reason=reason)
    return True
