"""Links in newsletters that work without an account, signed so that nobody can make one for somebody else."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from newsletters.models import Subscription
from newsletters.rules import ANSWER_WITHIN

ANSWER, OWN = "newsletters.answer", "newsletters.own"


def answer_path(row: Subscription) -> str:
    """Give the address where somebody answers that they want the newsletter; it runs out after a week."""
    return reverse("newsletters:confirm", args=[signing.dumps(row.pk, salt=ANSWER)])


def own_path(row: Subscription) -> str:
    """Give the address where somebody changes what the newsletter is about. It does not run out."""
    return reverse("newsletters:interests", args=[signing.dumps(row.pk, salt=OWN)])


def end_path(row: Subscription) -> str:
    """Give the address that ends it, with one press (RFC 8058). It does not run out."""
    return reverse("newsletters:end", args=[signing.dumps(row.pk, salt=OWN)])


def read_answer(token: str) -> int | None:
    """Give the number of the subscription; None for a link that ran out or is not ours."""
    return read(token, ANSWER, ANSWER_WITHIN)


def read_own(token: str) -> int | None:
    """Give the number of the subscription; None for a link that is not ours."""
    return read(token, OWN, None)


def read(token: str, salt: str, within: timedelta | None) -> int | None:
    """Read a token."""
    try:
        return int(signing.loads(token, salt=salt, max_age=within))
    except (signing.BadSignature, ValueError, TypeError):
        return None
