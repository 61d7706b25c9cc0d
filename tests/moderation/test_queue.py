"""Who gets which case, in which order, and how fast."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role, User
from accounts.permissions import sync_roles
from foundation.errors import NotAllowed
from moderation import opening, queue
from moderation.deciding import decide
from moderation.models import Case, CaseNote, Measure, Source
from moderation.queue import Filters
from moderation.seeding import seed_cases
from tests.factories import deventer, initiative, resident, staff, zwolle
from tests.moderation.making import case_about, comment, moderator, verdict
from tests.visitors import at_once, queries, signed_in

ONE = pytest.mark.django_db


def numbers(user: User, filters: Filters | None = None) -> list[int]:
    return [case.pk for case in queue.page(user, filters or Filters(), "").items]


@ONE
def test_the_worst_comes_first_and_of_two_alike_the_oldest() -> None:
    trifle, threat, older = (case_about(comment(), harm=harm) for harm in (5, 90, 5))
    Case.objects.filter(pk=older.pk).update(opened_at=timezone.now() - timedelta(days=2))
    older.refresh_from_db()
    opening.weigh(older, harm=5, reach=older.reach)
    assert numbers(moderator()) == [threat.pk, older.pk, trifle.pk]


@ONE
def test_a_moderator_of_a_municipality_sees_only_what_is_there() -> None:
    here = case_about(comment(on=initiative(municipality=zwolle())))
    there = case_about(comment(on=initiative(municipality=deventer())))
    assert numbers(staff(Role.MODERATOR, zwolle())) == [here.pk]
    assert set(numbers(moderator())) == {here.pk, there.pk}


@ONE
def test_residents_and_editors_see_no_case() -> None:
    case_about(comment())
    assert numbers(resident()) == numbers(staff(Role.EDITOR)) == []


@ONE
def test_nobody_gets_a_case_about_their_own_words() -> None:
    me = moderator()
    own, other = case_about(comment(by=me)), case_about(comment())
    assert numbers(me) == [other.pk]
    assert own.pk in numbers(moderator())


@ONE
def test_what_a_colleague_has_in_hand_is_left_out_until_that_runs_out() -> None:
    me, colleague = moderator(), moderator()
    case = opening.claim(case_about(comment()), by=colleague)
    assert numbers(me) == []
    assert numbers(colleague) == [case.pk]
    Case.objects.filter(pk=case.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert numbers(me) == [case.pk]


@ONE
def test_a_second_opinion_goes_to_a_colleague_and_not_back_to_who_asked() -> None:
    me, colleague = moderator(), moderator()
    case = case_about(comment())
    opening.ask_second_opinion(case, by=me, text="Mag dit?")
    assert numbers(me) == []
    assert numbers(colleague, Filters(only="second")) == [case.pk]
    assert CaseNote.objects.get(case=case).author == me


@ONE
def test_the_queue_can_be_sifted() -> None:
    me = moderator()
    plan = initiative(municipality=deventer())
    reported, seen = case_about(comment(on=plan)), case_about(initiative(), source=Source.SIGNAL)
    assert numbers(me, Filters(kind="publication")) == [seen.pk]
    assert numbers(me, Filters(source="report")) == [reported.pk]
    assert numbers(me, Filters(municipality=deventer().pk)) == [reported.pk]
    assert numbers(me, Filters(author=seen.author_id)) == [seen.pk]
    Case.objects.filter(pk=seen.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    assert numbers(me, Filters(only="late")) == [seen.pk]
    opening.claim(reported, by=me)
    assert numbers(me, Filters(only="mine")) == [reported.pk]
    assert queue.counts(me) == {"all": 2, "late": 1, "mine": 1, "second": 0}


@ONE
def test_pages_follow_each_other_without_gaps_or_repeats() -> None:
    initiative()
    seed_cases(queue.PAGE + 7)
    me = moderator()
    first = queue.page(me, Filters(), "")
    second = queue.page(me, Filters(), first.next_cursor)
    found = [case.pk for case in [*first.items, *second.items]]
    assert (len(first.items), len(second.items), second.next_cursor) == (queue.PAGE, 7, "")
    assert found == list(Case.objects.order_by("-priority", "-id").values_list("pk", flat=True))


@ONE
def test_the_next_case_stays_the_same_until_it_is_decided() -> None:
    me = moderator()
    worst, other = case_about(comment(), harm=90), case_about(comment(), harm=10)
    taken = queue.next_case(me)
    assert taken == queue.next_case(me) == worst
    decide(worst, verdict(Measure.LEAVE), by=me)
    assert queue.next_case(me) == other
    decide(other, verdict(Measure.LEAVE), by=me)
    assert queue.next_case(me) is None


@ONE
def test_skipping_gives_the_case_back_and_goes_round() -> None:
    me = moderator()
    worst, other = case_about(comment(), harm=90), case_about(comment(), harm=10)
    taken = queue.next_case(me)
    assert queue.next_case(me, past=taken) == other
    worst.refresh_from_db()
    assert worst.claimed_by is None
    assert queue.next_case(me, past=other) == worst


def test_moderators_who_press_next_at_the_same_moment_never_get_the_same_case(committed: None) -> None:
    cases = {case_about(comment()).pk for _ in range(6)}
    people = [moderator() for _ in range(6)]
    taken = at_once(6, lambda number: queue.next_case(people[number]))
    assert {case.pk for case in taken} == cases


@ONE
def test_a_moderator_opens_a_case_about_what_they_saw_and_has_it() -> None:
    me, said = moderator(), comment()
    case = opening.open_own("comment", said.pk, by=me)
    assert (case.source, case.claimed_by) == (Source.OWN, me)
    elsewhere = staff(Role.MODERATOR, deventer())
    with pytest.raises(NotAllowed):
        opening.open_own("comment", said.pk, by=elsewhere)
    with pytest.raises(NotAllowed):
        opening.open_own("comment", comment(by=me).pk, by=me)


@ONE
def test_load_counts_decisions_of_today_and_puts_oneself_first() -> None:
    me, colleague = moderator(), moderator()
    for person, amount in ((me, 1), (colleague, 3)):
        for _ in range(amount):
            decide(case_about(comment()), verdict(Measure.LEAVE), by=person)
    found = queue.load(me, timezone.now())
    assert [(one.is_own, one.hour, one.today) for one in found] == [(True, 1, 1), (False, 3, 3)]


@ONE
def test_a_page_of_the_queue_takes_as_many_queries_with_many_cases_as_with_few() -> None:
    sync_roles()
    client = signed_in(staff(Role.MODERATOR, zwolle(), deventer()))
    plan = initiative(municipality=zwolle())
    for _ in range(3):
        case_about(comment(on=plan))
    few = queries(client, "/beheer/moderation/case/")
    for _ in range(20):
        case_about(comment(on=plan))
    assert queries(client, "/beheer/moderation/case/") == few <= 12


@ONE
def test_a_page_of_a_long_queue_comes_from_the_index() -> None:
    initiative()
    seed_cases(3_000)
    me = moderator()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE moderation_case")
    with CaptureQueriesContext(connection) as captured:
        queue.page(me, Filters(), "")
    page = next(one["sql"] for one in captured if "moderation_case" in one["sql"] and "LIMIT" in one["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {page}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "queue_of_all" in plan
    assert "Sort" not in plan
