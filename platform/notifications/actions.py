"""Writing mail down that is about no event of the catalogue, and sending what is due."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from enum import IntEnum
from smtplib import SMTPRecipientsRefused
from time import monotonic

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from accounts.models import User
from foundation.nudges import nudge
from notifications import throttle
from notifications.last_look import Dropped, Later, last_look
from notifications.letters import letter
from notifications.models import Lane, Mail

log = logging.getLogger("notifications.mail")

# After these waits a mail that cannot be delivered is given up, and shows as such in the back office.
WAITS = [timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(days=1)]
# A worker goes on for this long, and then makes room for what is more urgent.
SLICE = timedelta(seconds=2)
TASKS = {lane: f"notifications.tasks.send_{lane.name.lower()}_mail" for lane in Lane}


class Broken(Exception):  # the transaction is
    """A mail in whose making the database refused something, so that the transaction cannot go on."""

    def __init__(self, mail: Mail, error: DatabaseError) -> None:
        super().__init__(mail.pk)
        self.mail, self.error = mail, error


class Outcome(IntEnum):
    """How it went with one mail; only NOTHING is false."""

    NOTHING = 0
    DEALT = 1
    AWAY = 2


def write_mail(
    recipient: User | None,
    *,
    template: str,
    key: str,
    context: dict[str, object],
    language: str = "nl",
    lane: Lane = Lane.DEFAULT,
    address: str = "",
) -> None:
    """Write a mail down in the current transaction; a key that was used before changes nothing.

    For what is about no event of the catalogue; events go through `telling.tell`. Without a `recipient` it goes to an
    `address` without an account. The worker is asked to come at once
    when the transaction commits; the clock finds what that misses.
    """
    mail = Mail(key=key, recipient=recipient, template=template, context=context, language=language, lane=lane)
    mail.address = address
    Mail.objects.bulk_create([mail], ignore_conflicts=True)
    nudge(TASKS[lane])


def send_due_mail(lane: Lane | None = None, *, seconds: float = SLICE.total_seconds()) -> int:
    """Send what is due in a lane (without one: in all, the urgent first), each mail in its own transaction.

    Several workers share the work without sending twice. After `seconds` the rest is left to the next call, which is
    asked for. When the mail server is away the rest waits for the clock, without using up its attempts. Gives how many
    were dealt with.
    """
    started, dealt = monotonic(), 0
    post = get_connection()
    try:
        for one in Lane if lane is None else [lane]:
            while outcome := send_next(one, post):
                dealt += 1
                if outcome == Outcome.AWAY:
                    return dealt
                if monotonic() - started > seconds:
                    nudge(TASKS[one])
                    return dealt
    finally:
        post.close()
    return dealt


def send_next(lane: Lane = Lane.DEFAULT, post: BaseEmailBackend | None = None) -> Outcome:
    """Take one mail that is due, deal with it, and note how that went; NOTHING when none is due or there is no room.

    A crash between sending and noting sends this one mail again, under the same Message-ID.
    """
    try:
        with transaction.atomic():
            return take_next(lane, post)
    except Broken as broken:
        # The transaction is lost, so it is noted in another; without a database it cannot be noted at all.
        if not connection.is_usable():
            raise
        Mail.objects.filter(pk=broken.mail.pk).update(**postponed(broken.mail), error=what_went_wrong(broken.error))
        return Outcome.DEALT


def take_next(lane: Lane, post: BaseEmailBackend | None) -> Outcome:
    """Take the next mail in the current transaction. Raises Broken when the database refuses something midway."""
    due = Mail.objects.select_for_update(skip_locked=True, of=("self",)).select_related(
        "recipient", "notice__event__publication"
    )
    due = due.filter(sent_at__isnull=True, given_up=False, dropped="", lane=lane, due_at__lte=Now())
    mail = due.annotate(now=Now()).order_by("due_at").first()
    if mail is None:
        return Outcome.NOTHING
    return deal_with(mail, mail.now, post or get_connection())


def deal_with(mail: Mail, now: datetime, post: BaseEmailBackend) -> Outcome:
    """Send one mail, or note why not: no longer wanted, later, or it went wrong; nothing when there is no room."""
    outcome = Outcome.DEALT
    try:
        made = made_or_not(mail, now)
        if isinstance(made, dict):
            changes = made
        elif not throttle.may_send(now, Lane(mail.lane)):
            return Outcome.NOTHING
        else:
            outcome = Outcome.AWAY
            # Opened here, the connection stays open for the mails that follow.
            post.open()
            outcome = Outcome.DEALT
            made.connection = post
            made.send()
            changes = {"sent_at": Now(), "attempts": F("attempts") + 1, "error": ""}
    except DatabaseError as error:
        raise Broken(mail, error) from error
    except Exception as error:
        # Whatever is wrong with this one (the server, its address, its template), the mails behind it must go on.
        log.exception("mail not sent", extra={"mail": mail.pk, "attempt": mail.attempts + 1})
        post.close()
        changes = postponed(mail) | {"error": what_went_wrong(error)}
    Mail.objects.filter(pk=mail.pk).update(**changes)
    return outcome


def made_or_not(mail: Mail, now: datetime) -> EmailMultiAlternatives | dict[str, object]:
    """Make the message, or give what to note when it does not go now."""
    try:
        last_look(mail, now)
        return letter(mail)
    except Dropped as dropped:
        return {"dropped": dropped.why}
    except Later as later:
        return {"due_at": later.at}


def postponed(mail: Mail) -> dict[str, object]:
    """Try again later, longer each time; after the last wait give up."""
    last = mail.attempts >= len(WAITS)
    wait = timedelta(0) if last else WAITS[mail.attempts]
    return {"attempts": F("attempts") + 1, "given_up": last, "due_at": Now() + wait, "failed_at": Now()}


def what_went_wrong(error: Exception) -> str:
    """Name an error without what it says, which may hold an address; with the code of the mail server."""
    code = getattr(error, "smtp_code", "")
    if isinstance(error, SMTPRecipientsRefused):
        code = next(iter(error.recipients.values()), ("",))[0]
    return f"{type(error).__name__} {code}".strip()
