"""Proving that an address is somebody's, with digits in a mail; of the address only a keyed hash is kept."""

from __future__ import annotations

import secrets
from datetime import timedelta
from enum import Enum
from hmac import compare_digest

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from consultations import keys
from consultations.models import EmailCode, Part
from notifications.actions import write_mail
from notifications.models import Lane, Mail

WORKS_FOR = timedelta(minutes=15)
MOST_ATTEMPTS = 5
# Asking again within this time sends no second mail: the first is on its way.
ON_ITS_WAY = timedelta(minutes=1)
CODE_MAIL, LINK_MAIL = "consultation_code", "consultation_link"
# Until then the mail server may still be away; the address is forgotten when the mail went, or after this.
MAIL_KEPT = timedelta(days=1)


class Outcome(Enum):
    """How typing a code went: OVER is too late, too often, or never sent."""

    RIGHT = "right"
    WRONG = "wrong"
    OVER = "over"


@transaction.atomic
def send_code(part: Part, address: str, language: str = "nl") -> bool:
    """Mail a code to an address; says whether a mail was written, or one was on its way already."""
    hashed, code = keys.email_hash(address), f"{secrets.randbelow(1_000_000):06d}"
    fresh = EmailCode(part=part, email_hash=hashed, code_hash="", until=timezone.now())
    EmailCode.objects.bulk_create([fresh], ignore_conflicts=True)
    row = EmailCode.objects.select_for_update().get(part=part, email_hash=hashed)
    if row.code_hash and row.until > timezone.now() + WORKS_FOR - ON_ITS_WAY:
        return False
    EmailCode.objects.filter(pk=row.pk).update(
        code_hash=keys.mailed_code_hash(address, code), attempts=0, until=Now() + WORKS_FOR
    )
    write_mail(
        None,
        template=CODE_MAIL,
        key=f"consultation-code:{secrets.token_hex(12)}",
        context={"code": code, "title": part.consultation.title},
        language=language,
        lane=Lane.URGENT,
        address=address,
    )
    return True


@transaction.atomic
def check_code(part: Part, address: str, code: str) -> Outcome:
    """Compare what was typed with what was mailed; a right code works once."""
    rows = EmailCode.objects.select_for_update().filter(part=part, email_hash=keys.email_hash(address))
    row = rows.filter(until__gt=Now(), attempts__lt=MOST_ATTEMPTS).first()
    if row is None:
        return Outcome.OVER
    if compare_digest(row.code_hash, keys.mailed_code_hash(address, code)):
        row.delete()
        return Outcome.RIGHT
    EmailCode.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1)
    return Outcome.WRONG if row.attempts + 1 < MOST_ATTEMPTS else Outcome.OVER


def mail_link(part: Part, address: str, path: str, language: str = "nl") -> None:
    """Mail the way back to where somebody left off; the address is used for this mail only."""
    write_mail(
        None,
        template=LINK_MAIL,
        key=f"consultation-link:{secrets.token_hex(12)}",
        context={"path": path, "title": part.consultation.title},
        language=language,
        lane=Lane.URGENT,
        address=address,
    )


def forget_addresses() -> int:
    """Delete codes that ran out, and the mails that went to an address without an account; gives how many mails."""
    EmailCode.objects.filter(until__lt=Now()).delete()
    mails = Mail.objects.filter(template__in=(CODE_MAIL, LINK_MAIL))
    gone = mails.filter(Q(sent_at__isnull=False) | ~Q(dropped="") | Q(created_at__lt=Now() - MAIL_KEPT))
    return gone.delete()[0]
