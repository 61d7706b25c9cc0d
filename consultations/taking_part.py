"""Taking part: who sits down, what they fill in, and that it counts once; the one way to write a response."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations import keys, remarks, results
from consultations.method import method_of
from consultations.models import Consultation, Part, Participation, Response
from consultations.models.taking_part import AgeGroup, Channel
from foundation.errors import NotAllowed, Refused
from places.models import Municipality


class Closed(Refused):
    """It cannot be answered now."""


@dataclass(frozen=True)
class About:
    """What somebody says about themselves, for results by group: never more precise than this."""

    municipality: Municipality | None = None
    age_group: str = AgeGroup.UNKNOWN


@dataclass(frozen=True)
class Sitting:
    """Somebody at work on one part: the participation and the response that belongs to it.

    The row of the response is there after the first `write`. `code` is known in the request that began it without an
    account, and when its holder shows it; only its hash is kept. `about` is what this request says of the person.
    """

    participation: Participation
    response: Response
    code: str = ""
    about: About | None = None

    @property
    def is_sent(self) -> bool:
        """Whether it counts."""
        return self.response.state == Response.State.SENT


OF_ANOTHER = _("These answers belong to another account already.")
CLOSED = _("You cannot answer here now: it is not open yet, or it is closed already.")


def open_parts() -> Any:
    """Give the parts that can be answered now, by the clock of the database."""
    return Part.objects.filter(
        consultation__state=Consultation.State.PUBLISHED, phase__opens_at__lte=Now(), phase__closes_at__gt=Now()
    )


def is_open(part: Part) -> bool:
    """Say whether it can be answered now."""
    return bool(open_parts().filter(pk=part.pk).exists())


def refuse_closed(part: Part) -> None:
    """Raise Closed unless it can be answered now."""
    if not is_open(part):
        raise Closed(CLOSED)


def refuse_unproven(part: Part, person: User | None, address: str) -> None:
    """Raise NotAllowed when more must be shown before taking part."""
    access = part.consultation.access
    if person is None and access == Consultation.Access.ACCOUNT:
        raise NotAllowed(_("Sign in first: for this question you need an account."))
    if person is None and not address and access == Consultation.Access.EMAIL:
        raise NotAllowed(_("Confirm your e-mail address first."))


def begin(
    part: Part,
    *,
    person: User | None = None,
    address: str = "",
    channel: Channel = Channel.SITE,
    about: About | None = None,
    code: str = "",
    is_checked: bool = False,
) -> Sitting:
    """Let somebody sit down: a person with an account, somebody with a confirmed address, or anybody.

    Who sat here before goes on with the same response, and two presses give one participation: by the account, by the
    address, and without either by the `code` that the page gave out. Without one a code is made. Raises Closed outside
    the phase (not with `is_checked`: the caller just saw that it is open), NotAllowed when more must be shown first.
    """
    refuse_unproven(part, person, address)
    if not is_checked:
        refuse_closed(part)
    code = "" if person or channel == Channel.PAPER else code or keys.new_code()
    fresh = Participation(part=part, person=person, channel=channel)
    fresh.email_hash = address_hash(part, person, address)
    fresh.code_hash = keys.code_hash(code) if code else ""
    participation, is_new = settle(fresh)
    response = blank_response(participation, about) if is_new else response_of(participation, about)
    return Sitting(participation, response, code, about)


def address_hash(part: Part, person: User | None, address: str) -> str:
    """Give the hash of the address that counts once; of an account only where others come in by their address."""
    if person is not None:
        address = person.email if part.consultation.access == Consultation.Access.EMAIL else ""
    return keys.email_hash(address) if address else ""


def settle(fresh: Participation) -> tuple[Participation, bool]:
    """Write the participation, or give the one that is there for this person, address or code; whether it is new.

    The database decides, so that two requests at the same moment end up with the same one.
    """
    same: dict[str, Any] = {"code_hash": fresh.code_hash}
    if fresh.person_id:
        same = {"person_id": fresh.person_id}
    elif fresh.email_hash:
        same = {"email_hash": fresh.email_hash}
    known = Participation.objects.filter(part=fresh.part, **same)
    # Nobody with a new code is there yet, which spares every first answer a look.
    looks_first = bool(fresh.person_id or fresh.email_hash)
    if not looks_first or (found := known.first()) is None:
        try:
            with transaction.atomic():
                fresh.save(force_insert=True)
        except IntegrityError:
            found = known.first() or of_same_address(fresh)
        else:
            return fresh, True
    found.part = fresh.part
    if fresh.email_hash and not fresh.person_id:
        renew_code(found, fresh.code_hash)
    return found, False


def of_same_address(fresh: Participation) -> Participation:
    """Give what stood in the way of a new one: the same code, or somebody's own answers by mail from before.

    The account proved the same address, so from now on those are of the account.
    """
    if not fresh.person_id:
        return Participation.objects.get(part=fresh.part, code_hash=fresh.code_hash)
    found = Participation.objects.get(part=fresh.part, email_hash=fresh.email_hash)
    if found.person_id is None:
        Participation.objects.filter(pk=found.pk).update(person=fresh.person_id, code_hash="")
        found.person, found.code_hash = fresh.person, ""
    elif found.person_id != fresh.person_id:
        raise Refused(OF_ANOTHER)
    return found


def renew_code(found: Participation, code_hash: str) -> None:
    """Let who confirmed the address again go on with a new code. Raises Refused when an account took it over."""
    if found.person_id:
        raise Refused(_("You took part with this address and keep that in your account. Sign in to change it."))
    Participation.objects.filter(pk=found.pk).update(code_hash=code_hash)
    found.code_hash = code_hash


def blank_response(participation: Participation, about: About | None = None) -> Response:
    """Give the response of somebody who answered nothing yet; `write` makes its row."""
    about = about or About()
    return Response(
        key=keys.response_key(participation.pk),
        part=participation.part,
        channel=participation.channel,
        municipality=about.municipality,
        age_group=about.age_group,
        changed_on=timezone.localdate(),
    )


def response_of(participation: Participation, about: About | None = None) -> Response:
    """Give the response that belongs to a participation, empty when nothing was answered yet."""
    found = Response.objects.filter(key=keys.response_key(participation.pk)).first()
    if found is None:
        return blank_response(participation, about)
    found.part = participation.part
    return found


def by_person(part: Part, person: User) -> Sitting | None:
    """Give where this person left off."""
    found = Participation.objects.filter(part=part, person=person).first()
    if found is None:
        return None
    found.part = part
    return Sitting(found, response_of(found))


def by_code(code: str, part: Part | None = None) -> Sitting | None:
    """Give where the holder of a code left off; None when no such code was given out."""
    found = Participation.objects.filter(code_hash=keys.code_hash(code))
    if part is None:
        first = found.select_related("part__consultation", "part__phase").first()
    elif (first := found.filter(part=part).first()) is not None:
        first.part = part
    return Sitting(first, response_of(first), code) if first else None


def look(part: Part, code: str) -> tuple[bool, Sitting | None]:
    """Say whether it is open, and give where the holder of a code left off: one question when the code is new."""
    held = Participation.objects.filter(part=OuterRef("pk"), code_hash=keys.code_hash(code)).values("pk")[:1]
    rows = Part.objects.filter(pk=part.pk).values_list(Exists(open_parts().filter(pk=OuterRef("pk"))), Subquery(held))
    is_open_now, number = rows.get()
    return bool(is_open_now), by_code(code, part) if number else None


@transaction.atomic
def write(
    sitting: Sitting, data: dict[str, Any], *, version: int = 1, is_sent: bool, about: About | None = None
) -> Response:
    """Keep answers; with `is_sent` they count from now on. What counts goes on counting when it is edited.

    Raises Closed outside the phase: what was kept before stays as it was.
    """
    participation = hold(sitting.participation)
    counts = is_sent or participation.sent_at is not None
    response = sitting.response
    response.data, response.version, response.changed_on = data, version, timezone.localdate()
    response.state = Response.State.SENT if counts else Response.State.STARTED
    changed = ["data", "version", "changed_on", "state"]
    if (about := about or sitting.about) is not None:
        response.municipality, response.age_group = about.municipality, about.age_group
        changed += ["municipality", "age_group"]
    Response.objects.bulk_create([response], update_conflicts=True, unique_fields=["key"], update_fields=changed)
    if counts and participation.sent_at is None:
        Participation.objects.filter(pk=participation.pk).update(sent_at=Now())
    if counts:
        ask_for_recount(sitting.participation.part)
    return response


def hold(participation: Participation) -> Participation:
    """Lock who takes part, so that two writes of one person follow each other. Raises Closed outside the phase."""
    rows = Participation.objects.select_for_update(of=("self",), no_key=True)
    held = rows.annotate(is_open=Exists(open_parts().filter(pk=OuterRef("part")))).get(pk=participation.pk)
    if not held.is_open:
        raise Closed(CLOSED)
    return held


@transaction.atomic
def write_paper(part: Part, data: dict[str, Any], *, about: About | None = None) -> Participation:
    """Count answers from paper, of nobody in particular; `consultations.paper` says which sheets may still count."""
    participation = Participation.objects.create(part=part, channel=Channel.PAPER, sent_at=Now())
    response = blank_response(participation, about)
    response.data, response.state = data, Response.State.SENT
    response.save(force_insert=True)
    ask_for_recount(part)
    return participation


@transaction.atomic
def describe(sitting: Sitting, about: About) -> None:
    """Keep what somebody says about themselves afterwards. Raises Closed once the phase is over."""
    hold(sitting.participation)
    Response.objects.filter(pk=sitting.response.pk).exclude(state=Response.State.WITHDRAWN).update(
        municipality=about.municipality, age_group=about.age_group
    )
    ask_for_recount(sitting.participation.part)


@transaction.atomic
def withdraw(sitting: Sitting) -> None:
    """Take the answers back: they are wiped and count no more. Raises Closed once the phase is over."""
    hold(sitting.participation)
    part, response = sitting.participation.part, sitting.response
    Response.objects.filter(pk=response.pk).update(
        state=Response.State.WITHDRAWN, data={}, municipality=None, age_group="", changed_on=timezone.localdate()
    )
    method_of(part).forget(part, response)
    remarks.forget(response)
    Participation.objects.filter(pk=sitting.participation.pk).update(sent_at=None)
    response.state, response.data, response.municipality, response.age_group = Response.State.WITHDRAWN, {}, None, ""
    ask_for_recount(part)


@transaction.atomic
def claim(sitting: Sitting, person: User) -> Sitting:
    """Let somebody who signed in take over what they answered without an account; its code works no more.

    Raises Refused, and changes nothing, when another account did so or this one answered the same part already.
    """
    rows = Participation.objects.select_for_update(of=("self",), no_key=True)
    held = rows.get(pk=sitting.participation.pk)
    if held.person_id == person.pk:
        return Sitting(sitting.participation, sitting.response)
    if held.person_id is not None:
        raise Refused(OF_ANOTHER)
    try:
        with transaction.atomic():
            Participation.objects.filter(pk=held.pk).update(person=person, code_hash="")
    except IntegrityError as error:
        raise Refused(
            _(
                "You answered this with your account already, and one person counts once. Nothing is lost: with your "
                "code you still see, change and withdraw the answers you gave without an account."
            )
        ) from error
    sitting.participation.person, sitting.participation.code_hash = person, ""
    return Sitting(sitting.participation, sitting.response)


def ask_for_recount(part: Part) -> None:
    """Have the worker count anew; a no-op while it was asked already, so that answers do not queue for one row."""
    results.ask(part)
