"""Meetings for tests, laid out as an editor does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from consultations.methods.dialogue import actions
from consultations.methods.dialogue.models import Meeting
from consultations.models import Part
from tests.consultations import asking
from tests.factories import staff


def part() -> Part:
    """A part with meetings, open now."""
    return asking.part("dialogue")


def plan(**changes: Any) -> actions.Plan:
    """An evening of the day after tomorrow."""
    starts = changes.pop("starts_at", timezone.now() + timedelta(days=2))
    values = {"title": "Avond in het dorpshuis", "place_name": "De Spil", "ends_at": starts + timedelta(hours=2)}
    return actions.Plan(**{**values, "starts_at": starts, **changes})


def meeting(of: Part | None = None, **changes: Any) -> Meeting:
    """A meeting that people can sign up for."""
    return actions.add(of or part(), plan(**changes), by=staff(Role.EDITOR))


def was(meeting: Meeting) -> Meeting:
    """The same meeting, after it ended."""
    ended = timezone.now() - timedelta(hours=1)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=ended - timedelta(hours=2), ends_at=ended)
    meeting.refresh_from_db(fields=["starts_at", "ends_at"])
    return meeting


def address(meeting: Meeting, name: str, *more: object) -> str:
    """The address of one of its pages."""
    part = meeting.part
    return reverse(f"consultations:dialogue:{name}", args=[part.consultation.slug, part.number, meeting.pk, *more])
