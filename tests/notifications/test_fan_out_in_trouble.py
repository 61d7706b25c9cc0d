"""Fan-out when things go wrong: workers at the same time, locks, lost connections and events that cannot be written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from notifications import dead_letters, fan_out, telling
from notifications.catalogue import BY_CODE, discussions
from notifications.catalogue import initiatives as events
from notifications.models import Event, Notice
from notifications.telling import WAITS, tell, write_events
from publications.models import Publication
from tests.factories import initiative, resident
from tests.notifications.crowds import a_plan, crowd, happen, reached, town
from tests.visitors import at_once

COMMENT, UPDATE = discussions.COMMENT, events.UPDATE


@pytest.fixture
def plan(db: None) -> Publication:
    return a_plan()


@pytest.mark.usefixtures("committed")
class TestTogether:
    def test_two_workers_at_once_write_each_notice_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(telling, "BATCH", 10)
        plans = [Publication.objects.get(pk=initiative().pk) for _ in range(3)]
        write_events(seconds=60)
        people = [crowd(35, plan) for plan in plans]
        for number, plan in enumerate(plans):
            tell(UPDATE, key=number, about=plan, words=UPDATE.sample)
        assert all(isinstance(one, int) for one in at_once(2, lambda _number: write_events(seconds=60)))
        for number, crowd_of_one in enumerate(people):
            event = Event.objects.get(key=f"update.posted:{number}")
            assert {person.pk for person in crowd_of_one} <= reached(event)
            assert Notice.objects.filter(event=event).count() == len(reached(event))

    def test_who_changes_the_publication_is_not_held_up_by_a_fan_out(self) -> None:
        plan = Publication.objects.get(pk=initiative().pk)
        write_events(seconds=60)
        crowd(5, plan)
        tell(UPDATE, key="groot", about=plan, words=UPDATE.sample)
        with transaction.atomic():
            Publication.objects.select_for_update(of=("self",)).get(pk=plan.pk)
            (outcome,) = at_once(1, lambda _number: write_events())
            assert outcome == 0
            # The fan-out let go of the event, so that we may change it.
            event = Event.objects.select_for_update(nowait=True).get(key="update.posted:groot")
        assert (event.done_at, event.attempts) == (None, 1)

    def test_a_lost_connection_costs_no_attempt_and_the_next_call_works(self) -> None:
        plan = Publication.objects.get(pk=initiative().pk)
        write_events(seconds=60)
        crowd(5, plan)
        tell(UPDATE, key="groot", about=plan, words=UPDATE.sample)

        def cut_off(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if "notifications_notice" in sql:
                context["connection"].connection.close()
            return execute(sql, params, many, context)

        with connection.execute_wrapper(cut_off), pytest.raises(Exception, match="closed"):
            write_events()
        connection.close_if_unusable_or_obsolete()
        assert Event.objects.get(key="update.posted:groot").attempts == 0
        write_events()
        assert Event.objects.get(key="update.posted:groot").done_at is not None


class TestDeadLetters:
    @pytest.fixture
    def unknown(self, plan: Publication) -> Event:
        """An event of a kind that a newer version knew."""
        event = Event.objects.create(kind="kind.gone", key="kind.gone:1", people=[resident().pk])
        Event.objects.filter(pk=event.pk).update(due_at=timezone.now() - timedelta(days=1))
        return event

    def test_an_unknown_kind_holds_up_nobody(self, plan: Publication, unknown: Event) -> None:
        person = resident()
        assert reached(happen(COMMENT, plan, person)) == {person.pk}
        unknown.refresh_from_db()
        assert (unknown.attempts, unknown.given_up) == (1, False)
        assert unknown.due_at > timezone.now()

    def test_it_is_given_up_after_its_last_attempt_and_can_be_tried_again(
        self, unknown: Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for _ in range(len(WAITS) + 1):
            Event.objects.filter(pk=unknown.pk).update(due_at=Now())
            write_events()
        unknown.refresh_from_db()
        assert unknown.given_up
        assert write_events() == 0
        monkeypatch.setitem(BY_CODE, "kind.gone", COMMENT)
        assert dead_letters.try_again(Event.objects.all(), by=resident()) == 1
        assert write_events() == 1
        assert reached(unknown) == set(unknown.people)

    def test_an_error_of_any_kind_holds_up_nobody(self, plan: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(telling, "WRITE_BATCH", f"SELECT 1/0; {fan_out.WRITE_BATCH}")
        event = happen(COMMENT, plan, resident())
        assert (event.attempts, event.done_at) == (1, None)
        monkeypatch.undo()
        person = resident()
        assert reached(happen(COMMENT, plan, person)) == {person.pk}


@pytest.mark.usefixtures("committed")
class TestPlans:
    def test_a_batch_reads_only_the_next_followers_however_many_there_are(self) -> None:
        plan = Publication.objects.get(pk=initiative().pk)
        write_events(seconds=60)
        town(20_000, plan)
        tell(UPDATE, key="groot", about=plan, words=UPDATE.sample)
        event = Event.objects.get(key="update.posted:groot")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE notifications_follow, accounts_user")
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {fan_out.WRITE_BATCH}", telling.values_of(event, UPDATE))
            nodes = list(walk(cursor.fetchone()[0][0]["Plan"]))
        read = [node for node in nodes if node.get("Relation Name") == "notifications_follow"]
        assert len(read) == 4
        assert all(node["Actual Rows"] <= telling.BATCH for node in read)
        assert all("Index" in node["Node Type"] for node in read)
        assert not [node for node in nodes if node["Node Type"] == "Seq Scan" and node["Actual Rows"] > telling.BATCH]


def walk(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every step of a plan."""
    yield plan
    for child in plan.get("Plans", ()):
        yield from walk(child)
