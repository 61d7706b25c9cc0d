"""Needs and offers for the tests, made as people make them."""

from __future__ import annotations

from accounts.models import User
from initiatives import helping
from initiatives.models import Need, Offer, TeamMember, TeamRole
from publications.models import Publication
from tests.factories import initiative, resident


def with_need(quantity: int | None = 2, author: User | None = None, **changes: object) -> Need:
    amounts = {} if quantity is None else {"helpers": quantity}
    one = initiative(author, needs={"helpers": "Spitten"}, amounts=amounts, units={"helpers": "mensen"}, **changes)
    return one.needs.get(kind="helpers")


def member(one: Publication, role: TeamRole = TeamRole.COORDINATOR) -> User:
    person = resident("Teamlid")
    TeamMember.objects.create(initiative_id=one.pk, person=person, role=role)
    return person


def offered(need: Need, person: User | None = None, **changes: object) -> Offer:
    values = {"text": "Ik kom graag spitten.", **changes}
    return helping.offer_help(need, person=person or resident("Helper"), **values)  # type: ignore[arg-type]


def exact(need: Need) -> int:
    need.refresh_from_db()
    assert helping.miscounted() == []
    assert need.quantity is None or need.met <= need.quantity
    return need.met
