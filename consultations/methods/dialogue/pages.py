"""What pages about meetings show, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest
from django.utils import timezone

from accounts.models import User
from accounts.rules import Visitor
from consultations.methods.dialogue import rules
from consultations.methods.dialogue.models import SEATED, Backing, Meeting, Question, Registration
from consultations.models import Part
from consultations.views.reading import visible_part

# More than anybody reads; a part with more meetings or a meeting with more questions shows the first.
MOST_MEETINGS = 100
MOST_QUESTIONS = 100
ON_SCREEN = 5


def meeting_of(request: HttpRequest, slug: str, number: int, pk: int) -> Meeting:
    """Give a meeting with its part, or a page that does not exist to who may not see that."""
    part = visible_part(request, slug, number)
    found = Meeting.objects.filter(part=part, pk=pk).first()
    if found is None:
        raise Http404("no such meeting")
    found.part = part
    return found


@dataclass
class Seen:
    """A meeting with what a list or page tells about it."""

    meeting: Meeting
    taken: int = 0
    waiting: int = 0
    mine: Registration | None = None

    @property
    def free(self) -> int | None:
        """How many seats are free; None when there is room for everybody."""
        return None if self.meeting.seats is None else max(0, self.meeting.seats - self.taken)

    @property
    def is_over(self) -> bool:
        """Whether it ended."""
        return self.meeting.ends_at <= timezone.now()

    @property
    def takes_people(self) -> bool:
        """Whether somebody can sign up or off."""
        return self.meeting.cancelled_at is None and self.meeting.starts_at > timezone.now()

    @property
    def takes_questions(self) -> bool:
        """Whether somebody can ask something."""
        return self.meeting.cancelled_at is None and not self.is_over

    @property
    def has_seat(self) -> bool:
        """Whether this reader has a seat."""
        return self.mine is not None and self.mine.state in SEATED

    @property
    def waits(self) -> bool:
        """Whether this reader is on the waiting list."""
        return self.mine is not None and self.mine.state == Registration.State.WAITING


def seen(meetings: Iterable[Meeting], user: Visitor) -> list[Seen]:
    """Give meetings with their seats and the registration of this reader; two queries, one for a visitor."""
    items = {one.pk: Seen(one) for one in meetings}
    rows = Registration.objects.filter(meeting__in=items).order_by().values("meeting_id")
    waits = Q(state=Registration.State.WAITING)
    for row in rows.annotate(taken=Count("pk", filter=Q(state__in=SEATED)), waiting=Count("pk", filter=waits)):
        items[row["meeting_id"]].taken, items[row["meeting_id"]].waiting = row["taken"], row["waiting"]
    if isinstance(user, User):
        for mine in Registration.objects.filter(meeting__in=items, person=user):
            items[mine.meeting_id].mine = mine
    return list(items.values())


def meetings_of(part: Part) -> list[Meeting]:
    """Give the meetings of a part in their order, each knowing the part."""
    found = list(part.meetings.all()[:MOST_MEETINGS])
    for meeting in found:
        meeting.part = part
    return found


def questions_for(meeting: Meeting, user: Visitor) -> list[dict[str, Any]]:
    """Give the questions with what this reader may do with them; two queries, one for a visitor."""
    found = list(Question.objects.visible_to(user).filter(meeting=meeting).in_order()[:MOST_QUESTIONS])
    backed: set[int] = set()
    if isinstance(user, User):
        mine = Backing.objects.filter(person=user, question__in=[one.pk for one in found])
        backed = set(mine.values_list("question_id", flat=True))
    lines = []
    for question in found:
        question.meeting = meeting
        can_back = not user.is_authenticated or rules.can_back(user, question)
        is_own = user.is_authenticated and question.author_id == user.pk
        lines.append({"question": question, "is_backed": question.pk in backed, "can_back": can_back, "is_own": is_own})
    return lines


def shortlist(meeting: Meeting) -> list[Question]:
    """Give what the screen in the hall shows: what is on the list, the most supported first."""
    rows = Question.objects.filter(meeting=meeting, is_hidden=False, is_waiting=False, place=Question.Place.PICKED)
    return list(rows.in_order()[:ON_SCREEN])
