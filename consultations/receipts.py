"""The receipt: what somebody answered, with a reference, and a signature that shows it is ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core import signing
from django.db.models import Q

from accounts.models import User
from consultations import keys
from consultations.method import Said, method_of
from consultations.models import Part, Participation, Response
from consultations.taking_part import Sitting

SALT, LINK_SALT = "consultations.receipt", "consultations.link"
LINK_SECONDS = 60 * 60 * 24 * 60


@dataclass(frozen=True)
class Receipt:
    """What a receipt says. `day` is in the Netherlands; `code` is empty for who has an account."""

    part: Part
    reference: str
    day: date
    said: list[Said]
    is_sent: bool
    is_withdrawn: bool
    code: str = ""

    @property
    def token(self) -> str:
        """The signature: whoever is shown this receipt can ask us whether it is ours, without seeing the answers."""
        return signing.dumps([self.part.pk, self.reference, self.day.isoformat()], salt=SALT)


def receipt_of(sitting: Sitting) -> Receipt:
    """Make the receipt of somebody's answers."""
    part, response = sitting.participation.part, sitting.response
    is_sent = response.state == Response.State.SENT
    return Receipt(
        part=part,
        reference=keys.reference_of(response.key),
        day=response.changed_on,
        said=method_of(part).said(part, response) if is_sent else [],
        is_sent=is_sent,
        is_withdrawn=response.state == Response.State.WITHDRAWN,
        code=sitting.code,
    )


def read_token(token: str) -> tuple[int, str, date] | None:
    """Give part, reference and day that we signed; None for what is not ours."""
    try:
        part, reference, day = signing.loads(token, salt=SALT)
        return int(part), str(reference), date.fromisoformat(day)
    except (signing.BadSignature, ValueError, TypeError):
        return None


def link_token(code: str) -> str:
    """Sign a code for the link in a mail."""
    return signing.dumps(code, salt=LINK_SALT)


def read_link(token: str) -> str | None:
    """Give the code in a link; None when it ran out or is not ours."""
    try:
        return str(signing.loads(token, salt=LINK_SALT, max_age=LINK_SECONDS))
    except signing.BadSignature:
        return None


def taken_by(person: User) -> Q:
    """Say which participations are somebody's."""
    return Q(person=person)


def data_of(person: User) -> list[dict[str, object]]:
    """Give everything this person answered with their account, as plain values, for who asks for their own data."""
    rows = Participation.objects.filter(taken_by(person)).select_related("part__consultation", "part__phase")
    found = list(rows.order_by("pk"))
    answers = Response.objects.in_bulk([keys.response_key(one.pk) for one in found])
    return [described(one, answers.get(keys.response_key(one.pk))) for one in found]


def described(participation: Participation, response: Response | None) -> dict[str, object]:
    """Give one participation in plain words."""
    part = participation.part
    return {
        "consultation": part.consultation.title,
        "part": part.title,
        "started_at": participation.started_at.isoformat(),
        "sent_at": participation.sent_at.isoformat() if participation.sent_at else None,
        "municipality": str(response.municipality or "") if response else "",
        "age_group": response.age_group if response else "",
        "answers": [{"question": one.question, "answer": one.answer} for one in method_of(part).said(part, response)]
        if response and response.state == Response.State.SENT
        else [],
    }
