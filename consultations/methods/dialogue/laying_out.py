"""Laying out meetings from a blueprint or from another consultation."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from consultations.methods.dialogue.models import Meeting
from consultations.models import Part

# What one meeting has in common with its copy.
SAME = ("title", "text", "place_name", "address", "accessibility", "seats")


def from_blueprint(part: Part, content: dict[str, Any]) -> None:
    """Add the meetings of a blueprint.

    {"meetings": [{"title", "text", "after_days": 7, "begins": "19:30", "minutes": 120, "place_name", ...}]}; the days
    count from the day on which the phase opens, the times are those of the Netherlands.
    """
    opens = timezone.localtime(part.phase.opens_at)
    for one in content.get("meetings", ()):
        hour, minute = (int(piece) for piece in str(one.get("begins", "19:30")).split(":"))
        day = (opens + timedelta(days=int(one.get("after_days", 7)))).date()
        starts = timezone.make_aware(datetime.combine(day, time(hour, minute)))
        Meeting.objects.create(
            part=part,
            starts_at=starts,
            ends_at=starts + timedelta(minutes=int(one.get("minutes", 120))),
            **{name: one[name] for name in SAME if name in one},
        )


def copy(source: Part, target: Part) -> None:
    """Copy the meetings to the same days and hours after the opening of the phase; the link to join is not copied."""
    moved = timezone.localtime(target.phase.opens_at).date() - timezone.localtime(source.phase.opens_at).date()
    for meeting in source.meetings.filter(cancelled_at=None):
        # By the clock on the wall: half past seven stays half past seven, also when the clocks changed in between.
        starts = timezone.make_aware(timezone.localtime(meeting.starts_at).replace(tzinfo=None) + moved)
        ends = starts + (meeting.ends_at - meeting.starts_at)
        values = {name: getattr(meeting, name) for name in SAME}
        Meeting.objects.create(part=target, starts_at=starts, ends_at=ends, **values)
