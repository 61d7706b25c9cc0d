"""Counting help: whatever happens at the same moment or in any order, never more is accepted than is needed."""

from __future__ import annotations

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from foundation.errors import Refused
from foundation.models import AuditEntry
from initiatives import helping
from initiatives.actions import revise
from initiatives.models import Initiative, Offer
from tests.factories import content, resident
from tests.initiatives.offers import exact, offered, with_need
from tests.visitors import at_once


class TestAtOnce:
    def test_the_last_helper_is_accepted_once(self, committed: None) -> None:
        need = with_need(1)
        author = need.initiative.author
        offers = [offered(need) for _ in range(6)]
        answers = at_once(6, lambda number: helping.accept(offers[number], by=author))
        assert sum(isinstance(one, Offer) for one in answers) == 1
        assert sum(isinstance(one, Refused) for one in answers) == 5
        assert exact(need) == 1

    def test_accepting_the_same_offer_twice_counts_once(self, committed: None) -> None:
        need = with_need(5)
        one = offered(need, amount=2)
        answers = at_once(6, lambda _number: helping.accept(one, by=need.initiative.author))
        assert all(isinstance(answer, Offer) for answer in answers), answers
        assert exact(need) == 2
        assert AuditEntry.objects.filter(action="offer.accepted", subject_id=str(one.pk)).count() == 1

    def test_accepting_and_taking_back_at_once_stays_exact(self, committed: None) -> None:
        need = with_need(5)
        one = offered(need, amount=2)

        def act(number: int) -> object:
            if number % 2:
                return helping.accept(one, by=need.initiative.author)
            return helping.take_back(one, by=one.person)

        answers = at_once(6, act)
        assert all(isinstance(answer, Offer | Refused) for answer in answers), answers
        one.refresh_from_db()
        assert exact(need) == (2 if one.state == Offer.State.ACCEPTED else 0)

    def test_editing_while_accepting_neither_locks_up_nor_asks_for_less(self, committed: None) -> None:
        need = with_need(4)
        author = need.initiative.author
        offers = [offered(need) for _ in range(4)]
        changed = content(needs={"helpers": "Anders"}, amounts={"helpers": 1})

        def act(number: int) -> object:
            if number == 4:
                with transaction.atomic():
                    return revise(need.initiative, by=author, content=changed)
            return helping.accept(offers[number], by=author)

        answers = at_once(5, act)
        assert all(isinstance(answer, Offer | Refused | Initiative) for answer in answers), answers
        assert exact(need) >= 1


def act(offer: Offer, what: str, amount: int) -> None:
    """Do one thing with an offer, as its helper or as the author."""
    author = offer.need.initiative.author
    if what == "accept":
        helping.accept(offer, by=author, amount=amount)
    elif what == "withdraw":
        helping.take_back(offer, by=offer.person)
    elif what == "decline":
        helping.decline(offer, by=author, word="Dank je.")
    else:
        helping.mark_done(offer, by=author)


class TestAnyOrder(TestCase):
    """Whatever people do in whatever order, the count stays between nothing and what is needed."""

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        quantity=st.integers(1, 4) | st.none(),
        steps=st.lists(
            st.tuples(
                st.sampled_from(["offer", "accept", "withdraw", "decline", "done"]),
                st.integers(0, 3),
                st.integers(1, 3),
            ),
            max_size=14,
        ),
    )
    def test_the_count_is_exact(self, quantity: int | None, steps: list[tuple[str, int, int]]) -> None:
        need = with_need(quantity)
        people = [resident() for _ in range(4)]
        offers: dict[int, Offer] = {}
        for what, who, amount in steps:
            try:
                if what == "offer":
                    offers[who] = helping.offer_help(need, person=people[who], text=f"x{amount}", amount=amount)
                elif who in offers:
                    act(offers[who], what, amount)
            except Refused:
                pass
            assert exact(need) >= 0
