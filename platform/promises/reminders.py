"""Asking after a promise until it is kept: before its day, on it, and every week from the day after."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from accounts.models import Role, User
from foundation import audit, clock
from foundation.errors import Refused
from notifications.catalogue import promises as events
from notifications.telling import tell
from notifications.wording import excerpt
from promises.actions import lock_open
from promises.lateness import days_late
from promises.models import Office, Promise
from publications import circle

# Days before the last one on which the office hears; then on the day, and every week from the day after.
REMIND_BEFORE = (14, 3)


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
    due = Promise.objects.open().filter(due_on__lte=soon).only("pk", "publication")
    return sum(remind_of(promised, today) for promised in due)


@transaction.atomic
def remind_of(promised: Promise, today: date) -> bool:
    """Remind of one promise, if it is still open."""
    try:
        promised = lock_open(promised)
    except Refused:
        return False
    if not (what := occasion(promised, today)):
        return False
    late = days_late(promised, today)
    if late and promised.overdue_at is None:
        mark_overdue(promised)
    tell(
        events.PROMISE_LATE if late else events.PROMISE_NEAR,
        key=f"{promised.pk}:{what}",
        about=promised.publication,
        people=people_of(promised.office),
        excerpt=excerpt(promised.text),
        due_on=promised.due_on.isoformat(),
        days_left=max(0, (promised.due_on - today).days),
        days_late=late,
    )
    return True


def mark_overdue(promised: Promise) -> None:
    """Write down that its day has passed, and tell everybody concerned, once. `promised` must be locked."""
    Promise.objects.filter(pk=promised.pk).update(overdue_at=Now())
    audit.record("promise.overdue", actor=None, subject=promised)
    tell(
        events.PROMISE_OVERDUE,
        key=promised.pk,
        about=promised.publication,
        people=circle.concerned(promised.publication),
        office=promised.office.name,
        due_on=promised.due_on.isoformat(),
    )


def people_of(office: Office) -> QuerySet[User]:
    """Give who hears for an office: its people, or all officials when it has nobody."""
    people = office.people.filter(is_active=True)
    return people if people.exists() else User.objects.filter(is_active=True, groups__name=Role.OFFICIAL.value)
