"""The promise clock: an answer by a day, made once, seen by all, and asked after until it is there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from foundation import audit
from foundation.errors import NotAllowed, Refused
from initiatives import clock, rules
from initiatives.audience import team_of, tell_all
from initiatives.courses import in_dutch, lock, step
from initiatives.models import Course, Initiative, Office, Promise
from notifications.catalogue import initiatives as events
from notifications.telling import tell
from notifications.wording import excerpt

# Days before the last one on which the office hears; then on the day, and every week from the day after.
REMIND_BEFORE = (14, 3)


@transaction.atomic
def promise(initiative: Initiative, *, by: User, office: Office, due_on: date, text: str = "") -> Promise:
    """An official promises an answer of the province's own accord. Raises Refused while there is a promise already."""
    if not rules.can_answer(by):
        raise NotAllowed(_("Only officials can promise an answer."))
    course = lock(initiative)
    if due_on < clock.today():
        raise Refused(_("Choose a day that is still to come."))
    return make(course, by=by, office=office, due_on=due_on, text=text or course.kind.promise)


def make_by_count(course: Course) -> Promise:
    """The threshold is reached: promise what the kind says, by the day it says. `course` must be locked.

    Those who carry it hear both in one message.
    """
    due_on, office = clock.today() + timedelta(days=course.kind.answer_days), course.kind.office
    team = team_of(course.initiative)
    made = make(course, by=None, office=office, due_on=due_on, text=course.kind.promise, without=team)
    tell(
        events.THRESHOLD,
        key=course.pk,
        about=course.initiative,
        people=team,
        count=course.total,
        office=office.name,
        due_on=due_on.isoformat(),
    )
    return made


def make(
    course: Course, *, by: User | None, office: Office, due_on: date, text: str, without: Iterable[User] = ()
) -> Promise:
    """Write the promise down, go on to "answer owed", and tell everybody but those who hear it otherwise."""
    if Promise.objects.filter(initiative=course.pk, status=Promise.Status.OPEN).exists():
        raise Refused(_("There is a promise already, and it is not kept yet."))
    step(course, Course.State.OWED, by=by, reason=in_dutch(_("Answer promised by %(office)s."), office=office.name))
    made = Promise.objects.create(initiative_id=course.pk, office=office, text=text, due_on=due_on, made_by=by)
    audit.record("promise.made", actor=by, subject=made, initiative=course.pk, due_on=due_on.isoformat())
    tell_all(
        Initiative.objects.get(pk=course.pk),
        events.PROMISE_MADE,
        key=made.pk,
        without=without,
        office=office.name,
        excerpt=excerpt(text),
        due_on=due_on.isoformat(),
    )
    return made


def days_late(promised: Promise, today: date) -> int:
    """Give how many days late it is, or was; 0 when in time."""
    end = promised.closed_on or today
    return max(0, (end - promised.due_on).days)


def occasion(promised: Promise, today: date) -> str:
    """Name the reminder that fits today; every name is mailed once, so a day on which the clock slept loses nothing."""
    left = (promised.due_on - today).days
    if left < 0:
        return f"overdue-{(-left - 1) // 7}"
    if left == 0:
        return "today"
    return next((f"{days}-days" for days in sorted(REMIND_BEFORE) if left <= days), "")


def remind() -> int:
    """Write the reminders that are due and mark what is overdue now. Gives how many promises needed either."""
    today = clock.today()
    soon = today + timedelta(days=max(REMIND_BEFORE))
    due = Promise.objects.filter(status=Promise.Status.OPEN, due_on__lte=soon).values_list("pk", flat=True)
    return sum(remind_of(pk, today) for pk in due)


@transaction.atomic
def remind_of(pk: int, today: date) -> bool:
    """Remind of one promise, if it is still open."""
    found = Promise.objects.select_for_update(of=("self",)).filter(pk=pk, status=Promise.Status.OPEN)
    promised = found.select_related("office", "initiative").first()
    if promised is None or not (what := occasion(promised, today)):
        return False
    late = days_late(promised, today)
    if late and promised.overdue_at is None:
        Promise.objects.filter(pk=pk).update(overdue_at=Now())
        audit.record("promise.overdue", actor=None, subject=promised)
        tell_all(
            promised.initiative,
            events.PROMISE_OVERDUE,
            key=pk,
            office=promised.office.name,
            due_on=promised.due_on.isoformat(),
        )
    tell(
        events.PROMISE_LATE if late else events.PROMISE_NEAR,
        key=f"{pk}:{what}",
        about=promised.initiative,
        people=people_of(promised.office),
        excerpt=excerpt(promised.text),
        due_on=promised.due_on.isoformat(),
        days_left=max(0, (promised.due_on - today).days),
        days_late=late,
    )
    return True


def people_of(office: Office) -> QuerySet[User]:
    """Give who hears for an office: its people, or all officials when it has nobody."""
    people = office.people.filter(is_active=True)
    return people if people.exists() else User.objects.filter(is_active=True, groups__name=Role.OFFICIAL.value)
