"""Keyset pages: walking through them gives every row once, whatever the order and the ties."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation import paging
from foundation.models import AuditEntry
from foundation.paging import page_of
from publications.models import Publication
from tests.factories import initiative

pytestmark = pytest.mark.django_db


def walk(fields: list[str], size: int) -> list[int]:
    """The keys of all rows, page by page."""
    seen: list[int] = []
    cursor = ""
    while True:
        page = page_of(AuditEntry.objects.order_by(), fields=fields, cursor=cursor, size=size)
        assert len(page.items) <= size
        assert page.is_first == (not cursor)
        seen += [row.pk for row in page.items]
        if not page.next_cursor:
            return seen
        assert len(page.items) == size
        cursor = page.next_cursor


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=24),
    size=st.integers(1, 7),
    fields=st.sampled_from([["id"], ["action", "id"], ["at", "id"], ["action", "at", "id"], ["subject_id", "id"]]),
)
def test_walking_all_pages_gives_each_row_once_and_in_order(
    rows: list[tuple[str, int]], size: int, fields: list[str]
) -> None:
    made = AuditEntry.objects.bulk_create(
        AuditEntry(
            action=action,
            subject_type="paging",
            subject_id=str(hours),
            at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours),
        )
        for action, hours in rows
    )
    expected = list(AuditEntry.objects.order_by(*(f"-{field}" for field in fields)).values_list("pk", flat=True))
    found = walk(fields, size)
    assert found == expected
    assert {one.pk for one in made} <= set(found)
    assert len(found) == len(set(found))


def test_a_row_that_comes_in_while_somebody_reads_moves_nothing() -> None:
    one, two, three = initiative(), initiative(), initiative()
    first = page_of(Publication.objects.all(), fields=["published_at", "id"], cursor="", size=2)
    initiative()
    second = page_of(Publication.objects.all(), fields=["published_at", "id"], cursor=first.next_cursor, size=2)
    assert [row.pk for row in [*first.items, *second.items]] == [three.pk, two.pk, one.pk]


@pytest.mark.parametrize(
    "change", [lambda it: it[:-1], lambda it: "x" + it, lambda it: it.upper(), lambda _it: "1", lambda _it: "\x00"]
)
def test_a_cursor_we_did_not_make_is_a_page_that_does_not_exist(change: object) -> None:
    good = paging.encode([1], ["id"])
    assert paging.decode(good, ["id"]) == [1]
    with pytest.raises(Http404):
        paging.decode(change(good), ["id"])  # type: ignore[operator]


def test_a_cursor_of_another_order_is_a_page_that_does_not_exist() -> None:
    cursor = paging.encode([datetime(2026, 1, 1, tzinfo=UTC), 4], ["published_at", "id"])
    with pytest.raises(Http404):
        paging.decode(cursor, ["energy", "id"])


def test_pages_far_down_are_found_by_the_index_and_not_by_counting() -> None:
    condition = str(page_of(Publication.objects.all(), fields=["energy", "id"], cursor="").items)
    assert condition == "[]"
    query = Publication.objects.filter(paging.after(["energy", "id"], [1.5, 7])).query
    assert "OFFSET" not in str(query)
