"""Taking part: who sits down, what they fill in, and that it counts once; the one way to write a response."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations import keys, results
from consultations.models import Consultation, Part, Participation, Response
from consultations.models.taking_part import AgeGroup, Channel
from foundation.errors import NotAllowed, Refused
from places.models import Municipality


class Closed(Refused):
    """It cannot be answered now."""


@dataclass(frozen=True)
class Sitting:
    """Somebody at work on one part: the participation and the response that belongs to it.

    `code` is only there in the request that began it without an account: it is shown once and kept as a hash.
    """

    participation: Participation
    response: Response
    code: str = ""

    @property
    def is_sent(self) -> bool:
        """Whether it counts."""
        return self.response.state == Response.State.SENT


@dataclass(frozen=True)
class About:
    """What somebody says about themselves, for results by group: never more precise than this."""

    municipality: Municipality | None = None
    age_group: str = AgeGroup.UNKNOWN


def is_open(part: Part) -> bool:
    """Say whether it can be answered now, by the clock of the database."""
    return Part.objects.filter(
        pk=part.pk,
        consultation__state=Consultation.State.PUBLISHED,
        phase__opens_at__lte=Now(),
        phase__closes_at__gt=Now(),
    ).exists()


def refuse_closed(part: Part) -> None:
    """Raise Closed unless it can be answered now."""
    if not is_open(part):
        raise Closed(_("You cannot answer here now: it is not open yet, or it is closed already."))


@transaction.atomic
def begin(
    part: Part,
    *,
    person: User | None = None,
    address: str = "",
    channel: Channel = Channel.SITE,
    about: About | None = None,
) -> Sitting:
    """Let somebody sit down: a person with an account, somebody with a confirmed address, or anybody.

    Who sat here before goes on with the same response, and two presses give one participation. Anybody else gets a
    code. Raises Closed outside the phase, NotAllowed when more must be shown first.
    """
    refuse_closed(part)
    access = part.consultation.access
    if person is None and access == Consultation.Access.ACCOUNT:
        raise NotAllowed(_("Sign in first: for this question you need an account."))
    if person is None and not address and access == Consultation.Access.EMAIL:
        raise NotAllowed(_("Confirm your e-mail address first."))
    code = "" if person or channel == Channel.PAPER else keys.new_code()
    fresh = Participation(part=part, person=person, channel=channel)
    fresh.email_hash = keys.email_hash(address) if address and person is None else ""
    fresh.code_hash = keys.code_hash(code) if code else ""
    participation, code = settle(fresh, code)
    return Sitting(participation, response_of(participation, about), code)


def settle(fresh: Participation, code: str) -> tuple[Participation, str]:
    """Write the participation, or give the one that is there for this person or address, with a new code."""
    same: dict[str, Any] = {}
    if fresh.person_id:
        same = {"person_id": fresh.person_id}
    elif fresh.email_hash:
        same = {"email_hash": fresh.email_hash}
    if not same:
        fresh.save()
        return fresh, code
    defaults = {"code_hash": fresh.code_hash, "channel": fresh.channel}
    found, is_new = Participation.objects.get_or_create(part=fresh.part, **same, defaults=defaults)
    if not is_new and code:
        Participation.objects.filter(pk=found.pk).update(code_hash=fresh.code_hash)
    return found, code


def response_of(participation: Participation, about: About | None = None) -> Response:
    """Give the response that belongs to a participation, made empty when there is none."""
    about = about or About()
    response, _is_new = Response.objects.get_or_create(
        key=keys.response_key(participation.pk),
        defaults={
            "part_id": participation.part_id,
            "channel": participation.channel,
            "municipality": about.municipality,
            "age_group": about.age_group,
            "changed_on": timezone.localdate(),
        },
    )
    return response


def by_person(part: Part, person: User) -> Sitting | None:
    """Give where this person left off."""
    found = Participation.objects.filter(part=part, person=person).first()
    return Sitting(found, response_of(found)) if found else None


def by_code(code: str, part: Part | None = None) -> Sitting | None:
    """Give where the holder of a code left off; None when no such code was given out."""
    found = Participation.objects.filter(code_hash=keys.code_hash(code)).select_related("part__consultation")
    first = (found.filter(part=part) if part else found).first()
    return Sitting(first, response_of(first), code) if first else None


@transaction.atomic
def write(
    sitting: Sitting, data: dict[str, Any], *, version: int = 1, is_sent: bool, about: About | None = None
) -> Response:
    """Keep answers; with `is_sent` they count from now on. What counts goes on counting when it is edited.

    Raises Closed outside the phase: what was kept before stays as it was.
    """
    refuse_closed(sitting.participation.part)
    response = Response.objects.select_for_update(of=("self",)).get(pk=sitting.response.pk)
    counts = is_sent or response.state == Response.State.SENT
    response.data, response.version, response.changed_on = data, version, timezone.localdate()
    if about is not None:
        response.municipality, response.age_group = about.municipality, about.age_group
    if counts:
        response.state = Response.State.SENT
        Participation.objects.filter(pk=sitting.participation.pk, sent_at=None).update(sent_at=Now())
        ask_for_recount(sitting.participation.part)
    response.save()
    return response


@transaction.atomic
def withdraw(sitting: Sitting) -> None:
    """Take the answers back: they are wiped and count no more. Raises Closed once the phase is over."""
    refuse_closed(sitting.participation.part)
    Response.objects.filter(pk=sitting.response.pk).update(
        state=Response.State.WITHDRAWN, data={}, municipality=None, age_group="", changed_on=timezone.localdate()
    )
    Participation.objects.filter(pk=sitting.participation.pk).update(sent_at=None)
    ask_for_recount(sitting.participation.part)


def ask_for_recount(part: Part) -> None:
    """Have the worker count anew; a no-op while it was asked already, so that answers do not queue for one row."""
    results.ask(part)
