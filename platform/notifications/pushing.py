"""Sending push messages: what is due goes to each device of a person once, and tells in two lines what happened."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import translation
from requests import Session

from foundation import audit
from foundation.nudges import nudge
from notifications import devices, push_service, rules, wishes
from notifications.catalogue import EventKind
from notifications.last_look import Dropped, Later, kind_of
from notifications.models import Device, Lane, Notice, Push
from notifications.push_service import Answer, Message
from notifications.push_words import on_screen
from notifications.wording import line_of

log = logging.getLogger("notifications.push")

TASK = "notifications.tasks.send_push"
# After these waits a device that cannot be reached is given up for this message; later it would be no news.
WAITS = [timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6)]
# Seconds that a worker goes on, and that one message may take; then it makes room for what is more urgent.
SLICE = 2.0


def send_due_push(*, seconds: float = SLICE) -> int:
    """Send what is due, each message in its own transaction; several workers share the work without sending twice.

    After `seconds` the rest is left to the next call, which is asked for. Gives how many were dealt with. Without a
    key (VAPID_PRIVATE_KEY) nothing is sent.
    """
    if not devices.is_possible():
        return 0
    started, dealt = monotonic(), 0
    with push_service.line() as session:
        while send_next(session):
            dealt += 1
            if monotonic() - started > seconds:
                nudge(TASK)
                break
    return dealt


@transaction.atomic
def send_next(session: Session) -> bool:
    """Take one message that is due, deal with it, and note how that went; False when nothing is due.

    A crash between sending and noting sends this one again; on the device it takes the place of the first.
    """
    due = Push.objects.select_for_update(skip_locked=True, of=("self",)).select_related(
        "person", "notice__person", "notice__event__publication"
    )
    due = due.filter(sent_at__isnull=True, given_up=False, dropped="", due_at__lte=Now())
    push = due.annotate(now=Now()).order_by("due_at").first()
    if push is None:
        return False
    changes: dict[str, object]
    try:
        changes = deliver(push, message_of(push.notice, push.now), session)
    except Dropped as dropped:
        changes = {"dropped": dropped.why}
    except Later as later:
        changes = {"due_at": later.at}
    except Exception as error:
        # Whatever is wrong with this one (its template, its event), the messages behind it must go on.
        log.exception("push not made", extra={"push": push.pk})
        changes = postponed(push, Answer(0, type(error).__name__))
    Push.objects.filter(pk=push.pk).update(**changes)
    return True


def message_of(notice: Notice, now: datetime) -> Message:
    """Word a message in the person's language. Raises Dropped when it is no longer wanted, Later in quiet hours."""
    kind = kind_of(notice)
    rhythm = wishes.rhythm_of(notice.person)
    if why := why_not(notice, kind, now):
        raise Dropped(why)
    if rules.is_paused(now.astimezone(rules.zone()).date(), rhythm.paused_until):
        raise Dropped("holiday")
    if (loud := rules.first_loud(now, rhythm.quiet)) > now:
        raise Later(loud)
    with translation.override(rhythm.language):
        line = line_of(notice, kind)
    title, body = on_screen(line.subject, line.excerpt)
    payload = {
        "title": title,
        "body": body,
        "url": reverse("notifications:open", args=[notice.pk]) if notice.on_site else line.path,
        "tag": f"notice-{notice.pk}",
        "lang": rhythm.language,
    }
    urgency = "high" if kind.lane == Lane.URGENT or kind.at_once else "normal"
    return Message(json.dumps(payload, ensure_ascii=False), f"notice-{notice.pk}", urgency)


def why_not(notice: Notice, kind: EventKind, now: datetime) -> str:
    """Say in a word why a message is not sent after all; nothing when it is."""
    if not notice.person.is_active:
        return "inactive"
    if notice.seen_at:
        return "seen"
    if now - notice.made_at > push_service.KEPT:
        return "late"
    return "" if wishes.wish_of(notice.person, kind.category).push else "not wanted"


def deliver(push: Push, message: Message, session: Session) -> dict[str, object]:
    """Send to each device that does not have it; gives what changes in the row.

    Devices that there was no time for get it in the next round, which is no failed attempt. Raises Dropped when no
    device is left.
    """
    started = monotonic()
    answers: dict[Device, Answer] = {}
    waiting = list(Device.objects.filter(person=push.person_id).exclude(pk__in=push.reached).order_by("pk"))
    for device in waiting:
        if answers and monotonic() - started > SLICE:
            break
        answers[device] = push_service.hand_over(message, device, session)
    note(answers)
    reached = [*push.reached, *(device.pk for device, answer in answers.items() if answer.is_taken)]
    refusals = [answer for answer in answers.values() if not (answer.is_taken or answer.is_gone)]
    if refusals:
        log.warning("push not sent", extra={"push": push.pk, "said": refusals[0].said})
        return postponed(push, max(refusals, key=lambda answer: answer.again_in)) | {"reached": reached}
    if len(answers) < len(waiting):
        return {"reached": reached, "due_at": Now()}
    if not reached:
        raise Dropped("no device")
    return {"reached": reached, "sent_at": Now(), "attempts": F("attempts") + 1, "error": ""}


def note(answers: dict[Device, Answer]) -> None:
    """Forget the devices that are gone, and note which were reached."""
    # In one order, so that two workers with messages for one person never wait for each other.
    rows = Device.objects.select_for_update().filter(pk__in=[device.pk for device in answers]).order_by("pk")
    addresses = dict(rows.values_list("pk", "endpoint"))
    for device, answer in answers.items():
        # Its address may have been renewed in the meantime: then it is not this one that is gone.
        if answer.is_gone and addresses.get(device.pk) == device.endpoint:
            audit.record("device.gone", actor=None, subject=device)
            Device.objects.filter(pk=device.pk).delete()
    taken = [device.pk for device, answer in answers.items() if answer.is_taken]
    Device.objects.filter(pk__in=taken).update(heard_at=Now())


def postponed(push: Push, answer: Answer) -> dict[str, object]:
    """Try again later, longer each time and not before the push service wants; after the last wait give up."""
    last = push.attempts >= len(WAITS)
    wait = timedelta(0) if last else max(WAITS[push.attempts], answer.again_in)
    return {"attempts": F("attempts") + 1, "given_up": last, "due_at": Now() + wait, "error": answer.said}
