"""Quiet hours on the Dutch clock: over midnight, and in the two nights in which the clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from notifications.rules import at_hour, first_loud, is_paused, is_quiet

HERE = ZoneInfo("Europe/Amsterdam")
Quiet = tuple[time, time]

clock_times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
quiets = st.tuples(clock_times, clock_times).filter(lambda two: two[0] != two[1])
# The weekends of the two clock changes of a year, and ordinary days.
FORWARD, BACK = datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)
moments = st.builds(
    lambda start, minutes: start + timedelta(minutes=minutes),
    st.sampled_from([FORWARD, BACK, datetime(2026, 7, 1, tzinfo=UTC)]),
    st.integers(-1500, 1500),
)


def clock(moment: datetime) -> time:
    return moment.astimezone(HERE).time()


def local(month: int, day: int, hour: int, minute: int = 0, *, fold: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=HERE, fold=fold).astimezone(UTC)


def is_skipped(at: time, day: date) -> bool:
    """Whether the clock never shows this time on this day."""
    there = datetime.combine(day, at, tzinfo=HERE).astimezone(UTC).astimezone(HERE)
    return there.time() != at


@given(now=moments, quiet=quiets)
@example(now=local(3, 29, 1, 30), quiet=(time(22), time(2, 30)))
@example(now=local(10, 25, 2, 50), quiet=(time(2, 45), time(2, 10)))
@example(now=local(10, 25, 2, 15, fold=1), quiet=(time(22), time(2, 30)))
def test_it_is_the_first_moment_that_is_not_quiet(now: datetime, quiet: Quiet) -> None:
    loud = first_loud(now, quiet)
    assert not is_quiet(clock(loud), quiet)
    if not is_quiet(clock(now), quiet):
        assert loud == now
        return
    assert now < loud
    days = {(now + timedelta(days=ahead)).astimezone(HERE).date() for ahead in range(2)}
    if any(is_skipped(quiet[1], day) for day in days):
        assert loud - now <= timedelta(hours=49)
        return
    step = timedelta(minutes=15)
    waits = (loud - now) // step
    first = now.replace(minute=now.minute // 15 * 15) + step
    between = (first + step * number for number in range(waits) if first + step * number < loud)
    assert all(is_quiet(clock(one), quiet) for one in between)


@given(now=moments)
def test_without_quiet_hours_every_moment_will_do(now: datetime) -> None:
    assert first_loud(now, None) == now


def test_over_midnight_it_is_the_morning_after() -> None:
    night = (time(22), time(7))
    assert first_loud(local(6, 10, 23, 15), night) == local(6, 11, 7)
    assert first_loud(local(6, 11, 3), night) == local(6, 11, 7)
    assert first_loud(local(6, 11, 7), night) == local(6, 11, 7)
    assert first_loud(local(6, 11, 21, 59), night) == local(6, 11, 21, 59)
    assert first_loud(local(6, 11, 22), night) == local(6, 12, 7)


def test_seven_is_seven_on_the_kitchen_clock_also_when_the_night_is_an_hour_shorter_or_longer() -> None:
    night = (time(22), time(7))
    shorter = first_loud(local(3, 28, 22), night) - local(3, 28, 22)
    longer = first_loud(local(10, 24, 22), night) - local(10, 24, 22)
    assert (shorter, longer) == (timedelta(hours=8), timedelta(hours=10))


def test_an_end_that_is_skipped_comes_when_a_clock_not_yet_changed_shows_it() -> None:
    assert first_loud(local(3, 29, 1), (time(22), time(2, 30))) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_an_end_that_comes_twice_is_the_first_that_is_still_to_come() -> None:
    quiet = (time(22), time(2, 30))
    assert first_loud(local(10, 25, 1), quiet) == local(10, 25, 2, 30)
    assert first_loud(local(10, 25, 2, 10, fold=1), quiet) == local(10, 25, 2, 30, fold=1)


def test_the_first_minute_is_quiet_and_the_last_is_not() -> None:
    for start, end in ((time(13), time(15)), (time(22), time(7))):
        assert is_quiet(start, (start, end))
        assert not is_quiet(end, (start, end))
    assert not is_quiet(time(3), None)


def test_the_day_somebody_is_back_is_no_holiday() -> None:
    back = date(2026, 8, 3)
    assert is_paused(date(2026, 8, 2), back)
    assert not is_paused(back, back)
    assert not is_paused(back, None)


def test_an_hour_is_an_hour_of_the_dutch_clock_in_summer_and_winter() -> None:
    assert at_hour(date(2026, 7, 1), 8) == datetime(2026, 7, 1, 6, tzinfo=UTC)
    assert at_hour(date(2026, 12, 1), 8) == datetime(2026, 12, 1, 7, tzinfo=UTC)
