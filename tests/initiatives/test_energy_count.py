"""Energy is counted from the facts, and cannot be bought."""

from datetime import timedelta
from math import isclose

import pytest
from django.utils import timezone

from initiatives.energy_count import mark_all, recount_due
from initiatives.models import Initiative
from initiatives.tasks import recount_energy
from publications import energy
from publications.models import Publication
from tests.factories import initiative, resident
from tests.visitors import at_once
from voting.actions import support, withdraw_support
from voting.models import Support


def stored(one: Initiative) -> float:
    return Publication.objects.values_list("energy", flat=True).get(pk=one.pk)


def by_formula(one: Initiative) -> float:
    row = Publication.objects.get(pk=one.pk)
    assert row.published_at is not None
    given = [
        (at, energy.SUPPORT) for at in Support.objects.filter(publication=row).values_list("created_at", flat=True)
    ]
    return energy.score([(row.published_at, energy.PUBLISHED), *given])


@pytest.mark.django_db
class TestRecount:
    def test_a_new_initiative_has_the_energy_of_its_start_at_once(self) -> None:
        one = initiative()
        assert isclose(stored(one), by_formula(one), abs_tol=1e-9)

    def test_support_of_every_age_adds_up_as_the_formula_says(self) -> None:
        one = initiative()
        for number in range(12):
            given = support(one, supporter=resident())
            Support.objects.filter(pk=given.pk).update(created_at=timezone.now() - timedelta(days=11 * number))
        assert recount_due() == 1
        assert isclose(stored(one), by_formula(one), abs_tol=1e-9)
        assert recount_due() == 0

    def test_what_is_taken_back_is_gone(self) -> None:
        one, person = initiative(), resident()
        before = stored(one)
        support(one, supporter=person)
        recount_due()
        assert stored(one) > before
        withdraw_support(one, supporter=person)
        recount_due()
        assert isclose(stored(one), before, abs_tol=1e-9)

    def test_posting_the_same_plan_twice_gives_neither_of_them_more(self) -> None:
        author = resident()
        one, again = initiative(author, title="Zelfde plan"), initiative(author, title="Zelfde plan")
        for target in (one, again):
            Publication.objects.filter(pk=target.pk).update(energy_due=True)
        recount_due()
        now = timezone.now()
        assert energy.now_of(stored(one), now) <= energy.PUBLISHED + 1e-6
        assert energy.now_of(stored(again), now) <= energy.PUBLISHED + 1e-6

    def test_giving_and_taking_back_many_times_buys_nothing(self) -> None:
        one, person = initiative(), resident()
        for _ in range(5):
            support(one, supporter=person)
            withdraw_support(one, supporter=person)
        support(one, supporter=person)
        recount_due()
        assert energy.now_of(stored(one)) <= energy.PUBLISHED + energy.SUPPORT + 1e-6

    def test_the_clock_recounts_what_is_marked_and_nothing_else(self) -> None:
        one, other = initiative(), initiative()
        Publication.objects.filter(pk__in=[one.pk, other.pk]).update(energy=99.0)
        Publication.objects.filter(pk=one.pk).update(energy_due=True)
        recount_energy()
        assert isclose(stored(one), by_formula(one), abs_tol=1e-9)
        assert stored(other) == 99.0
        assert mark_all() == 2
        recount_energy()
        assert isclose(stored(other), by_formula(other), abs_tol=1e-9)

    def test_many_are_counted_in_a_fixed_number_of_queries(self, django_assert_max_num_queries: object) -> None:
        for _ in range(12):
            support(initiative(), supporter=resident())
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            assert recount_due() == 12


class TestAtOnce:
    def test_recounting_while_people_support_loses_none_of_them(self, committed: None) -> None:
        made = [initiative() for _ in range(3)]
        people = [resident() for _ in range(8)]

        def act(number: int) -> None:
            if number < 8:
                for one in made:
                    support(one, supporter=people[number])
            else:
                recount_due()

        assert [answer for answer in at_once(12, act) if answer is not None] == []
        recount_due()
        for one in made:
            assert isclose(stored(one), by_formula(one), abs_tol=1e-9)
            assert not Publication.objects.get(pk=one.pk).energy_due
