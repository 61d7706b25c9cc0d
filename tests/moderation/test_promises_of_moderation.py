"""What moderation promises, whatever the order in which people decide, take back, appeal and answer."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from discussions.actions import miscounted, pin, say
from discussions.models import Comment
from foundation.errors import Refused
from initiatives.models import Initiative
from moderation import appeals, notes, rules
from moderation.deciding import decide, take_back
from moderation.models import Appeal, Case, Decision, Measure, Restriction
from notifications.telling import write_events
from publications.models import Publication
from tests.factories import initiative, resident, staff
from tests.moderation.making import case_about, moderator, verdict

STEPS = 14
LASTS = timedelta(days=7)
Thing = Comment | Initiative | User


@dataclass
class World:
    """A few things, three moderators, and what everything was like before anybody decided anything."""

    things: list[Thing] = field(default_factory=list)
    moderators: list[User] = field(default_factory=list)
    before: list[dict[str, Any]] = field(default_factory=list)


def world() -> World:
    one = initiative()
    official = staff(Role.OFFICIAL)
    pinned = say(one, author=official, text="Namens de provincie", as_official=True)
    pin(pinned, by=official)
    said = say(one, author=resident(), text="Wat een onzin, jij bent gek.")
    reply = say(one, author=resident(), text="Doe eens rustig.", parent=said)
    things: list[Thing] = [initiative(), pinned, said, reply, resident("Piet")]
    made = World(things, [moderator() for _ in range(3)])
    made.before = [looks(thing) for thing in things]
    return made


def looks(thing: Thing) -> dict[str, Any]:
    """Every field of it that a decision could touch, as it is in the database now."""
    moments = {"changed_at", "energy", "energy_due", "last_login", "search_vector"}
    (row,) = type(thing).objects.filter(pk=thing.pk).values()
    return {name: value for name, value in row.items() if name not in moments}


def kind_of(thing: Thing) -> str:
    return {"Comment": "comment", "User": "person"}.get(type(thing).__name__, "publication")


def is_hidden(thing: Thing) -> bool:
    if isinstance(thing, Comment):
        return Comment.objects.get(pk=thing.pk).is_hidden
    if isinstance(thing, User):
        return not User.objects.get(pk=thing.pk).display_name
    return Publication.objects.get(pk=thing.pk).state == Publication.State.HIDDEN


def step(chance: Random, made: World) -> None:
    """Let somebody do something; a refusal is fine, and changes nothing."""
    by = chance.choice(made.moderators)
    what = chance.choice(["decide", "decide", "take back", "appeal", "answer"])
    with suppress(Refused):
        if what == "decide":
            measure = chance.choice([one for one in Measure if one != Measure.RESTORE])
            lasts = LASTS if measure in rules.LONGEST else None
            decide(case_about(chance.choice(made.things)), verdict(measure, lasts=lasts), by=by)
        elif what == "take back" and (decisions := list(Decision.objects.exclude(measure=Measure.RESTORE))):
            decision = chance.choice(decisions)
            take_back(decision, by=decision.decided_by)
        elif what == "appeal" and (decisions := [one for one in Decision.objects.all() if one.restricts]):
            decision = chance.choice(decisions)
            assert decision.case.author is not None
            appeals.appeal(decision, by=decision.case.author, text="Ik ben het er niet mee eens.")
        elif what == "answer" and (waiting := list(Appeal.objects.filter(state=Appeal.State.OPEN))):
            appeals.answer(chance.choice(waiting), by=by, granted=chance.random() < 0.5, reasons="Opnieuw bekeken.")


def check(made: World) -> None:
    """What always holds."""
    for thing in made.things:
        hiding = notes.in_force(kind_of(thing), thing.pk).filter(measure__in=notes.HIDING).exists()
        assert is_hidden(thing) == hiding, f"{thing} is hidden without a decision in force, or the other way round"
    assert miscounted() == []
    assert not Case.objects.filter(state=Case.State.OPEN, decided_at__isnull=False).exists()
    undone = Decision.objects.filter(undone_by__isnull=False).values("pk")
    assert not Restriction.objects.filter(decision__in=undone, lifted_at__isnull=True).exists()
    assert not Restriction.objects.exclude(decision__in=undone).filter(lifted_at__isnull=False).exists()


def check_rights(client: Client) -> None:
    """Of every restricting decision: told, to be appealed against, and in the register."""
    write_events(seconds=60)
    for decision in Decision.objects.all():
        if not decision.restricts:
            continue
        author = decision.case.author
        assert author is not None
        path = reverse("moderation:decision", args=[decision.pk])
        assert author.notices.filter(event__context__path=path, event__kind__regex=r"^(content|account)\.").exists()
        assert rules.can_appeal(author, decision, decision.decided_at + timedelta(days=183))
        assert decision.facts in decision.statement
        assert client.get(reverse("moderation:entry", args=[decision.pk])).status_code == 200


def take_everything_back(made: World) -> None:
    """As the law on the site allows: within the hour, or else by an appeal that is granted."""
    for decision in Decision.objects.exclude(measure=Measure.RESTORE).filter(undone_by__isnull=True):
        if not decision.restricts:
            continue
        appeal = Appeal.objects.filter(decision=decision).first()
        if appeal is None:
            take_back(decision, by=decision.decided_by)
        elif appeal.state == Appeal.State.OPEN:
            other = next(one for one in made.moderators if one.pk != decision.decided_by_id)
            appeals.answer(appeal, by=other, granted=True, reasons="Toch terug.")


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(8))
def test_whatever_people_do_the_promises_hold(seed: int, client: Client) -> None:
    chance, made = Random(seed), world()
    for _number in range(STEPS):
        step(chance, made)
        check(made)
    check_rights(client)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(8, 14))
def test_with_everything_taken_back_everything_is_as_it_was_field_by_field(seed: int) -> None:
    chance, made = Random(seed), world()
    for _number in range(STEPS):
        by = chance.choice(made.moderators)
        measure = chance.choice([Measure.HIDE, Measure.REMOVE, Measure.LABEL, Measure.HIDE])
        with suppress(Refused):
            decide(case_about(chance.choice(made.things)), verdict(measure), by=by)
    take_everything_back(made)
    assert [looks(thing) for thing in made.things] == made.before


@pytest.mark.django_db
@pytest.mark.parametrize("first", [0, 1])
def test_hidden_twice_it_stays_hidden_until_both_are_taken_back(first: int) -> None:
    made = world()
    for thing, before in zip(made.things, made.before, strict=True):
        decisions = [decide(case_about(thing), verdict(), by=made.moderators[0]) for _ in range(2)]
        take_back(decisions[first], by=made.moderators[0])
        assert is_hidden(thing)
        take_back(decisions[1 - first], by=made.moderators[0])
        assert looks(thing) == before
