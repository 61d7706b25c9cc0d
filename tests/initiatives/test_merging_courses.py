"""Merging where a threshold or a promise is in play: nothing that was promised gets lost, every count stays exact."""

import pytest

from accounts.models import Role
from foundation import clock
from foundation.errors import Refused
from initiatives import merging, promises, thresholds
from initiatives.models import Course, Initiative, Kind, Merge
from initiatives.thresholds import Declared
from promises.models import Office
from tests.factories import initiative, resident, staff, zwolle
from voting import actions as voting

pytestmark = pytest.mark.django_db


def counting() -> Initiative:
    """Something with a threshold that nobody reaches here."""
    return initiative(course_kind=Kind.objects.get(slug="burgerinitiatief"))


def promise(one: Initiative) -> None:
    office = Office.objects.order_by("pk")[0]
    promises.promise(one, by=staff(Role.OFFICIAL), office=office, due_on=clock.today())


def become_one(first: Initiative, second: Initiative) -> Merge:
    merge = merging.propose(first, second, by=first.author, reason="Samen staan we sterker.")
    return merging.agree(merge, by=second.author)


def yes() -> Declared:
    return Declared(age_16=True, lives_in_province=True, municipality=zwolle())


def exact() -> bool:
    return voting.miscounted() == [] and thresholds.miscounted() == []


def test_what_has_a_promise_stays_and_others_go_on_in_it() -> None:
    owed, other = initiative(), initiative()
    promise(owed)
    with pytest.raises(Refused):
        merging.propose(owed, other, by=owed.author, reason="Wij gaan op in jullie.")
    assert become_one(other, owed).state == Merge.State.MERGED


def test_a_promise_made_after_the_proposal_stops_the_merge() -> None:
    first, second = initiative(), initiative()
    merge = merging.propose(first, second, by=first.author, reason="Samen")
    promise(first)
    with pytest.raises(Refused):
        merging.agree(merge, by=second.author)
    assert Merge.objects.get().state == Merge.State.PROPOSED


def test_declarations_stay_with_the_one_they_were_given_for() -> None:
    first, second = counting(), counting()
    thresholds.support(first, supporter=resident(), declared=yes())
    become_one(first, second)
    assert (Course.objects.get(pk=first.pk).online, Course.objects.get(pk=second.pk).online) == (1, 0)
    assert exact()


def test_who_declares_after_the_merge_chose_it_and_stays_when_it_is_undone() -> None:
    first, second = initiative(), counting()
    declaring, silent = resident(), resident()
    for person in (declaring, silent):
        voting.support(first, supporter=person)
    merge = become_one(first, second)
    thresholds.choose(second, supporter=declaring, is_named=False, declared=yes())
    merging.undo(merge, by=first.author)
    second.refresh_from_db()
    assert (second.support_count, Course.objects.get(pk=second.pk).online) == (1, 1)
    assert exact()


def test_being_left_out_takes_a_declaration_along_and_counts_once() -> None:
    first, second = initiative(), counting()
    person = resident()
    voting.support(first, supporter=person)
    merge = become_one(first, second)
    thresholds.choose(second, supporter=person, is_named=False, declared=yes())
    merging.leave_out(merge, person=person)
    second.refresh_from_db()
    assert (second.support_count, Course.objects.get(pk=second.pk).online) == (0, 0)
    assert exact()


def test_the_counts_of_a_proposal_are_those_of_the_merge() -> None:
    first, second = initiative(), initiative()
    for person in (resident(), second.author):
        voting.support(first, supporter=person)
    voting.support(second, supporter=resident())
    for each in (first, second):
        each.refresh_from_db()
    merge = merging.propose(first, second, by=first.author, reason="Samen")
    told = merging.counts_now(merge)
    done = merging.agree(merge, by=second.author)
    assert told == {
        "gone": done.gone_count,
        "kept": done.kept_count,
        "both": done.both_count,
        "after": done.count_after,
    }
