"""A round number of supporters is told once, also when many support at the same moment."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notifications.catalogue import initiatives as events
from notifications.models import Event
from tests.factories import initiative, resident
from tests.visitors import at_once
from voting.actions import MILESTONES, passed, support, withdraw_support


def told() -> list[int]:
    return list(Event.objects.filter(kind=events.SUPPORTERS.code).values_list("context__count", flat=True))


@pytest.mark.usefixtures("committed")
def test_supporters_at_the_same_moment_reach_a_number_once() -> None:
    one = initiative()
    first = [resident() for _ in range(MILESTONES[0] - 4)]
    for person in first:
        support(one, supporter=person)
    late = [resident() for _ in range(8)]
    given = at_once(8, lambda number: support(one, supporter=late[number]))
    assert not [one for one in given if isinstance(one, Exception)]
    assert told() == [MILESTONES[0]]


@pytest.mark.django_db
def test_going_back_and_forth_over_a_number_is_told_once_and_costs_no_more_queries_below_it() -> None:
    one, people = initiative(), [resident() for _ in range(MILESTONES[0] + 1)]
    for person in people[: MILESTONES[0] - 2]:
        support(one, supporter=person)
    with CaptureQueriesContext(connection) as below:
        support(one, supporter=people[-3])
    with CaptureQueriesContext(connection) as reached:
        support(one, supporter=people[-2])
    withdraw_support(one, supporter=people[0])
    support(one, supporter=people[0])
    assert told() == [MILESTONES[0]]
    with CaptureQueriesContext(connection) as beyond:
        support(one, supporter=people[-1])
    assert len(below) == len(beyond) < len(reached)


@pytest.mark.parametrize(
    ("before", "after", "expected"), [(9, 10, 10), (10, 24, 0), (9, 60, 50), (0, 9, 0), (9_999, 20_000, 10_000)]
)
def test_of_many_that_come_at_once_the_last_number_counts(before: int, after: int, expected: int) -> None:
    assert passed(before, after) == expected
