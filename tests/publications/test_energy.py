"""The formula of docs/rules/energy.md, and the drawing made of it."""

from datetime import UTC, datetime, timedelta
from itertools import combinations
from math import hypot, isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publications import energy
from publications.packing import GAP, Circle, cloud

NOW = datetime(2026, 11, 1, tzinfo=UTC)
moments = st.floats(0, 2_000).map(lambda days: NOW - timedelta(days=days))
sparks = st.lists(st.tuples(moments, st.sampled_from([1.0, 1.5, 2.0, 3.0])), min_size=1, max_size=30)


def direct(given_sparks: list[energy.Spark], at: datetime) -> float:
    """The sum as docs/rules/energy.md writes it."""
    return sum(weight * 2 ** (-((at - moment) / energy.HALF_LIFE)) for moment, weight in given_sparks)


@given(sparks, st.floats(0, 400))
def test_what_is_stored_gives_the_sum_at_any_later_moment(given_sparks: list[energy.Spark], days: float) -> None:
    at = NOW + timedelta(days=days)
    expected = direct(given_sparks, at)
    found = energy.now_of(energy.score(given_sparks), at)
    assert isclose(found, expected, rel_tol=1e-6, abs_tol=1e-12)


@given(sparks, sparks, st.floats(0, 5_000))
def test_time_alone_never_changes_who_has_more(one: list[energy.Spark], other: list[energy.Spark], days: float) -> None:
    first, second = energy.score(one), energy.score(other)
    later = NOW + timedelta(days=days)
    if first >= second:
        assert energy.now_of(first, later) >= energy.now_of(second, later)
        assert energy.level(first, later) >= energy.level(second, later)


@given(sparks, moments)
def test_one_more_support_never_lowers_it(given_sparks: list[energy.Spark], at: datetime) -> None:
    assert energy.score([*given_sparks, (at, energy.SUPPORT)]) >= energy.score(given_sparks) - 1e-9


@given(sparks)
def test_the_order_of_the_sparks_does_not_matter(given_sparks: list[energy.Spark]) -> None:
    assert isclose(energy.score(given_sparks), energy.score(given_sparks[::-1]), abs_tol=1e-9)


@given(moments, st.floats(0.1, 200))
def test_a_later_spark_is_worth_more(at: datetime, days: float) -> None:
    assert energy.score([(at + timedelta(days=days), 1.0)]) > energy.score([(at, 1.0)])


def test_it_halves_in_a_half_life() -> None:
    stored = energy.score([(NOW, 8.0)])
    assert isclose(energy.now_of(stored, NOW), 8.0)
    assert isclose(energy.now_of(stored, NOW + energy.HALF_LIFE), 4.0)


def test_nothing_overflows_in_a_hundred_years() -> None:
    then = NOW + timedelta(days=36_525)
    assert energy.now_of(energy.score([(NOW, 1.0)]), then) >= 0
    assert energy.level(energy.score([(then, 100.0)] * 1_000), then) == 5
    assert energy.score([]) == 0.0


@pytest.mark.parametrize(("supports", "level"), [(0, 0), (1, 1), (4, 1), (6, 2), (15, 3), (35, 4), (80, 5)])
def test_the_meter_rises_with_support(supports: int, level: int) -> None:
    assert energy.level(energy.score([(NOW, energy.PUBLISHED), *[(NOW, energy.SUPPORT)] * supports]), NOW) == level


def overlaps(circles: list[Circle]) -> list[tuple[int, int]]:
    return [
        (one.key, other.key)
        for one, other in combinations(circles, 2)
        if hypot(one.x - other.x, one.y - other.y) < one.r + other.r - 0.01
    ]


@pytest.mark.parametrize(
    "groups",
    [
        [[78.0] * 60],
        [[78.0] * 15] * 4,
        [[13.0] * 60],
        [[78.0, 60.0, 40.0] + [20.0] * 12, [30.0] * 15, [13.0] * 20, [50.0]],
        [[78.0]],
        [],
    ],
)
def test_circles_never_overlap_and_stay_in_the_drawing(groups: list[list[float]]) -> None:
    keys = iter(range(1_000))
    packed = [[Circle(next(keys), r) for r in group] for group in groups]
    cloud(packed, 1_000.0)
    circles = [circle for group in packed for circle in group]
    assert overlaps(circles) == []
    assert GAP > 0
    for circle in circles:
        assert circle.x - circle.r >= -0.1
        assert circle.x + circle.r <= 1_000.1
        assert circle.y - circle.r >= -0.1


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.floats(13, 78), min_size=1, max_size=10), max_size=4))
def test_any_mixture_of_sizes_fits_without_overlap(groups: list[list[float]]) -> None:
    keys = iter(range(1_000))
    packed = [[Circle(next(keys), r) for r in group] for group in groups]
    cloud(packed, 1_000.0)
    assert overlaps([circle for group in packed for circle in group]) == []
