"""Counting a dialogue: who came to which meeting, and what was asked and came of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db.models import Count as Rows
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from consultations.method import Point
from consultations.methods.dialogue import pages
from consultations.methods.dialogue.models import SEATED, Meeting, Question, QuestionQuerySet, Registration
from consultations.models import Part
from consultations.tallies import Count

TOP = 10


def questions_in(part: Part) -> QuestionQuerySet:
    """Give the questions that everybody can read."""
    return Question.objects.filter(meeting__part=part, is_hidden=False, is_waiting=False)


def people_in(part: Part) -> int:
    """Count everybody who has a seat, was there or asked something, each once."""
    guests = Registration.objects.filter(meeting__part=part, state__in=SEATED).order_by().values_list("person_id")
    return guests.union(questions_in(part).order_by().values_list("author_id")).count()


def concerned(part: Part) -> QuerySet[User]:
    """Give everybody who has a seat, was there or asked something."""
    guests = Registration.objects.filter(meeting__part=part, state__in=SEATED).values("person_id")
    asked = questions_in(part).values("author_id")
    return User.objects.filter(Q(pk__in=guests) | Q(pk__in=asked))


def tally(part: Part) -> dict[str, Any]:
    """Count seats and questions by meeting; nothing in it is about people."""
    meetings = list(part.meetings.filter(cancelled_at=None)[: pages.MOST_MEETINGS])
    labels = {str(one.pk): one.title for one in meetings}
    came = Count("came", _("Who came to the meetings"), "bars", labels)
    asked = Count("asked", _("Questions for the meetings"), "bars", labels)
    guests = Registration.objects.filter(meeting__in=meetings, state__in=SEATED).order_by()
    for count, rows in ((came, guests), (asked, questions_in(part).filter(meeting__in=meetings).order_by())):
        for pk, people in rows.values_list("meeting_id").annotate(people=Rows("pk")):
            count.values[str(pk)] = people
            count.answered += people
    top = questions_in(part).select_related("meeting").in_order()[:TOP]
    return {
        "counts": [came.as_json(), asked.as_json()],
        "top": [{"text": one.text, "meeting": one.meeting.title, "supports": one.support_count} for one in top],
        "outcomes": [
            {"meeting": one.title, "meeting_pk": one.pk, "lines": lines_of(one)} for one in meetings if one.minutes_at
        ],
    }


def lines_of(meeting: Meeting) -> list[str]:
    """Give the outcomes one by one."""
    lines = (line.strip().removeprefix("-").removeprefix("*").strip() for line in meeting.outcomes.splitlines())
    return [line for line in lines if line]


def points(part: Part) -> Iterator[Point]:
    """Give each outcome and each question; an outcome keeps its name as long as its words stay."""
    for meeting in part.meetings.exclude(minutes_at=None):
        for line in lines_of(meeting):
            name = hashlib.sha256(line.encode()).hexdigest()[:12]
            yield Point(f"uitkomst-{meeting.pk}-{name}", line, meeting.title)
    for question in questions_in(part).select_related("meeting").in_order().iterator(chunk_size=2_000):
        yield Point(f"vraag-{question.pk}", question.text, question.meeting.title)
