"""What a promise means for an initiative: it goes on to "answer owed", and an answer of its own keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation import clock
from initiatives.audience import team_of
from initiatives.courses import in_dutch, lock, step
from initiatives.models import Answer, Course
from notifications.catalogue import initiatives as events
from notifications.telling import tell
from promises import actions
from promises.kinds import Answered
from promises.models import Office, Promise
from publications.models import Publication


@transaction.atomic
def promise(initiative: Publication, *, by: User, office: Office, due_on: date, text: str = "") -> Promise:
    """An official promises an answer of the province's own accord. Raises Refused while there is a promise already."""
    actions.require_free_choice(by, due_on)
    course = lock(initiative)
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
    """Make the promise and go on to "answer owed", inside the transaction of who locked the course."""
    made = actions.make(course.initiative, by=by, office=office, due_on=due_on, text=text, without=without)
    step(course, Course.State.OWED, by=by, reason=in_dutch(_("Answer promised by %(office)s."), office=office.name))
    return made


def answers_to(promises: Sequence[Promise]) -> dict[int, Answered]:
    """Give what there is of the answers to these promises, by their number, in one query."""
    found = {one.promise_id: one for one in Answer.objects.filter(promise__in=promises).defer("reasons")}
    return {one.pk: answered(one, found.get(one.pk)) for one in promises}


def answered(promised: Promise, answer: Answer | None) -> Answered:
    """Say how far an answer is, and where staff go on with it."""
    if answer is None:
        if promised.status != Promise.Status.OPEN:
            return Answered()
        return Answered("", _("write the answer"), f"{reverse('admin:initiatives_answer_add')}?promise={promised.pk}")
    url = reverse("admin:initiatives_answer_change", args=[answer.pk])
    if answer.published_at is None:
        return Answered("", _("to be checked"), url)
    return Answered(answer.get_outcome_display(), _("public"), url)
