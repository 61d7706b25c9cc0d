"""When something may reach somebody: quiet hours, holidays and no flood. Pure functions over moments and hours.

Quiet hours are Dutch clock hours, also in the two nights a year when the clock changes: "until seven" is seven on the
clock that hangs in the kitchen.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

# More mails about single events than this within an hour, and the next ones come together in one.
MOST_AN_HOUR = 6
TOGETHER_AFTER = timedelta(hours=1)


def zone() -> ZoneInfo:
    """Give the zone that hours are meant in."""
    return ZoneInfo(settings.TIME_ZONE)


def is_quiet(at: time, quiet: tuple[time, time] | None) -> bool:
    """Say whether a clock time is within quiet hours; the first minute is, the last is not."""
    if quiet is None:
        return False
    start, end = quiet
    return start <= at < end if start < end else at >= start or at < end


def first_loud(now: datetime, quiet: tuple[time, time] | None) -> datetime:
    """Give the first moment at or after `now` (aware) that is not quiet.

    When the hour that quiet ends at is skipped by the clock, the same moment is meant that a clock not yet changed
    shows; when it comes twice, the first of the two that is still to come.
    """
    local = now.astimezone(zone())
    if quiet is None or not is_quiet(local.time(), quiet):
        return now
    days = (local.date() + timedelta(days=ahead) for ahead in range(3))
    ends = (datetime.combine(day, quiet[1], tzinfo=zone()).replace(fold=fold) for day in days for fold in (0, 1))
    # By UTC: of two local times in one zone Python compares the clocks, not the moments.
    moments = (end.astimezone(UTC) for end in ends)
    loud = min(one for one in moments if one > now and not is_quiet(one.astimezone(zone()).time(), quiet))
    return loud.astimezone(now.tzinfo)


def is_paused(today: date, paused_until: date | None) -> bool:
    """Say whether somebody is on holiday; `paused_until` is the first day of mail again."""
    return paused_until is not None and today < paused_until


def at_hour(day: date, hour: int) -> datetime:
    """Give the moment of a Dutch clock hour on a day."""
    return datetime.combine(day, time(hour), tzinfo=zone())
