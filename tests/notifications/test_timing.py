"""When a digest comes: at the hour of the kitchen clock, once, after now; and anew when somebody chooses anew."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from notifications.timing import DIGEST_AT

HERE = ZoneInfo("Europe/Amsterdam")
# In January it is an hour later in UTC than in July; the clock changes on 29 March and 25 October 2026.
FORWARD, BACK = date(2026, 3, 29), date(2026, 10, 25)
ASKED = f"""SELECT {DIGEST_AT} FROM (SELECT %(mail)s::text AS mail, %(paused)s AS paused,
    %(back)s::date AS paused_until, %(hour)s * interval '1 hour' AS hour,
    (%(weekday)s - 1) * interval '1 day' AS weekday,
    %(now)s::timestamptz AT TIME ZONE %(zone)s AS clock) AS wanting"""  # constants

moments = st.builds(
    lambda day, minutes: datetime.combine(day, time(12), tzinfo=UTC) + timedelta(minutes=minutes),
    st.sampled_from([FORWARD, BACK, date(2026, 7, 1), date(2026, 12, 31)]),
    st.integers(-3 * 1440, 3 * 1440),
)


def digest_at(
    now: datetime, mail: str = "daily", hour: int = 8, weekday: int = 1, back: date | None = None
) -> datetime | None:
    """Ask the database, for a given moment."""
    values: dict[str, Any] = {
        "mail": mail,
        "paused": back is not None,
        "back": back,
        "hour": hour,
        "weekday": weekday,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(ASKED, {**values, "zone": settings.TIME_ZONE})
        found: datetime | None = cursor.fetchone()[0]
    return found


def local(day: date, hour: int, minute: int = 0, *, fold: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute, fold=fold), tzinfo=HERE).astimezone(UTC)


def exists(day: date, hour: int) -> bool:
    """Whether the clock shows this hour on this day."""
    return local(day, hour).astimezone(HERE).hour == hour


@pytest.mark.django_db
@hypothesis_settings(max_examples=120, deadline=None)
@given(now=moments, hour=st.integers(0, 23))
def test_a_daily_one_comes_after_now_at_its_hour_and_within_a_day(now: datetime, hour: int) -> None:
    found = digest_at(now, hour=hour)
    assert found is not None
    there = found.astimezone(HERE)
    assert now < found <= now + timedelta(hours=25)
    assert there.minute == 0
    assert there.hour == (hour if exists(there.date(), hour) else hour + 1)


@pytest.mark.django_db
@hypothesis_settings(max_examples=120, deadline=None)
@given(now=moments, hour=st.integers(0, 23), weekday=st.integers(1, 7))
def test_a_weekly_one_comes_after_now_on_its_day_at_its_hour_and_within_a_week(
    now: datetime, hour: int, weekday: int
) -> None:
    found = digest_at(now, "weekly", hour, weekday)
    assert found is not None
    there = found.astimezone(HERE)
    assert now < found <= now + timedelta(days=7, hours=1)
    assert there.isoweekday() == weekday
    assert there.hour == (hour if exists(there.date(), hour) else hour + 1)


@pytest.mark.django_db
@pytest.mark.parametrize("change", [FORWARD, BACK])
def test_on_both_sides_of_a_clock_change_eight_is_eight(change: date) -> None:
    for day in (change - timedelta(days=1), change, change + timedelta(days=1)):
        assert digest_at(local(day, 7, 59)) == local(day, 8)
        assert digest_at(local(day, 8)) == local(day + timedelta(days=1), 8)
    nights = [
        local(change + timedelta(days=ahead), 8) - local(change + timedelta(days=ahead - 1), 8) for ahead in (0, 1)
    ]
    assert nights == [timedelta(hours=23 if change == FORWARD else 25), timedelta(hours=24)]


@pytest.mark.django_db
def test_the_week_over_a_clock_change_ends_on_the_same_hour() -> None:
    for change in (FORWARD, BACK):
        saturday = change - timedelta(days=1)
        monday = change + timedelta(days=1)
        assert digest_at(local(saturday, 12), "weekly", 8, 1) == local(monday, 8)
        assert digest_at(local(monday, 8), "weekly", 8, 1) == local(monday + timedelta(days=7), 8)


@pytest.mark.django_db
def test_an_hour_that_is_skipped_and_one_that_comes_twice_give_one_digest() -> None:
    assert digest_at(local(FORWARD, 1, 30), hour=2) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert digest_at(datetime(2026, 3, 29, 1, tzinfo=UTC), hour=2) == local(FORWARD + timedelta(days=1), 2)
    second = local(BACK, 2, fold=1)
    assert digest_at(local(BACK, 1, 30), hour=2) == second
    assert digest_at(second, hour=2) == local(BACK + timedelta(days=1), 2)


@pytest.mark.django_db
def test_in_a_holiday_all_comes_on_the_day_of_return_whatever_the_pace() -> None:
    for back in (date(2026, 8, 3), FORWARD, BACK):
        now = local(back - timedelta(days=10), 20)
        for mail in ("now", "daily", "weekly"):
            assert digest_at(now, mail, 9, 4, back) == local(back, 9)


@pytest.mark.django_db
def test_what_is_not_mailed_or_comes_at_once_is_in_no_digest() -> None:
    now = local(date(2026, 8, 3), 12)
    assert digest_at(now, "now") is None
    assert digest_at(now, "never") is None
    assert digest_at(now, "never", back=date(2026, 8, 10)) is None
