"""The coach: the best next steps, for the team only."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from initiatives import coach, helping
from initiatives.coach import Facts, Goal, next_steps
from initiatives.models import Offer, TeamMember, TeamRole
from publications.models import Publication
from tests.factories import initiative, resident
from tests.visitors import signed_in, text_of


def keys(facts: Facts) -> list[str]:
    return [step.key for step in next_steps(facts)]


GOING_WELL = Facts(supporters=40, team=2, age=90, update_age=3)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"offers_waiting": 2, "oldest_offer": 3}, ["answer_offers"]),
        ({"offers_waiting": 2, "oldest_offer": 2}, []),
        ({"needs": 0}, ["ask_help"]),
        ({"has_picture": False}, ["add_picture"]),
        ({"supporters": 9}, ["share"]),
        ({"supporters": 10, "update_age": None}, ["first_update"]),
        ({"update_age": 21}, ["new_update"]),
        ({"update_age": 20}, []),
        ({"accepted_long_ago": 1}, ["mark_done"]),
        ({"team": 0}, ["find_team"]),
        ({"needs_without_number": 1}, ["count_needs"]),
        ({"age": 5}, ["hang_poster"]),
    ],
)
def test_each_stage_has_its_step(change: dict[str, object], expected: list[str]) -> None:
    facts = Facts(**{**GOING_WELL.__dict__, **change})
    assert keys(facts) == expected


def test_who_just_started_hears_what_matters_most_first() -> None:
    assert keys(Facts(has_picture=False, needs=0)) == ["ask_help", "add_picture", "share"]


@given(
    st.builds(
        Facts,
        has_picture=st.booleans(),
        needs=st.integers(0, 5),
        needs_without_number=st.integers(0, 5),
        supporters=st.integers(0, 200),
        team=st.integers(0, 5),
        age=st.integers(0, 400),
        update_age=st.none() | st.integers(0, 400),
        offers_waiting=st.integers(0, 9),
        oldest_offer=st.integers(0, 90),
        accepted_long_ago=st.integers(0, 9),
    )
)
def test_it_is_never_more_than_three_and_who_waits_for_days_comes_first(facts: Facts) -> None:
    found = next_steps(facts)
    assert len(found) <= coach.MOST
    assert len({step.key for step in found}) == len(found)
    if facts.offers_waiting and facts.oldest_offer >= coach.OFFER_WAITS:
        assert found[0].goal is Goal.OFFERS


@pytest.mark.django_db
class TestOnThePage:
    def test_the_team_sees_it_and_nobody_else(self) -> None:
        one = initiative()
        member = TeamMember.objects.create(initiative=one, person=resident(), role=TeamRole.ORGANISER).person
        url = one.get_absolute_url()
        for person in (one.author, member):
            assert 'class="coach"' in text_of(signed_in(person).get(url))
        for client in (Client(), signed_in(resident())):
            assert 'class="coach"' not in text_of(client.get(url))

    def test_a_coordinator_is_not_told_to_do_what_a_coordinator_may_not(self) -> None:
        one = initiative(needs={})
        member = TeamMember.objects.create(initiative=one, person=resident(), role=TeamRole.COORDINATOR).person
        steps = signed_in(member).get(one.get_absolute_url()).context["coach"]
        assert {each["step"].goal for each in steps}.isdisjoint({Goal.EDIT, Goal.TEAM})

    def test_facts_are_read_from_what_happened(self) -> None:
        one = initiative()
        Publication.objects.filter(pk=one.pk).update(published_at=timezone.now() - timedelta(days=30))
        helping.offer_help(one.needs.get(), person=resident(), text="Ik kom")
        Offer.objects.update(created_at=timezone.now() - timedelta(days=4))
        steps = signed_in(one.author).get(one.get_absolute_url()).context["coach"]
        assert [each["step"].key for each in steps] == ["answer_offers", "add_picture", "share"]
