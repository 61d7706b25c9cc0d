"""Handing a message to the push service of a browser's maker, and what such a service may be."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from django.conf import settings
from py_vapid import Vapid02
from pywebpush import WebPushException, webpush
from requests import RequestException, Session

from notifications.models import Device

log = logging.getLogger("notifications.push")

# A device that is off gets the message when it is on again within this time; then it is no news any more.
KEPT = timedelta(days=1)
# Seconds to wait for a connection, and for an answer.
PATIENCE = (3.05, 5)
TAKEN = range(200, 300)
# There is no such device (any more): RFC 8030, section 7.3.
GONE = (404, 410)


@dataclass(frozen=True)
class Message:
    """What is sent: JSON for the service worker; a newer message on a `topic` takes the place of one not delivered."""

    payload: str
    topic: str
    urgency: str


@dataclass(frozen=True)
class Answer:
    """What a push service said: its status (0 for no answer), in words for the back office, and when to come again."""

    status: int
    said: str
    again_in: timedelta = timedelta(0)

    @property
    def is_taken(self) -> bool:
        """Whether it will deliver the message."""
        return self.status in TAKEN

    @property
    def is_gone(self) -> bool:
        """Whether the device no longer exists."""
        return self.status in GONE


@contextmanager
def line() -> Iterator[Session]:
    """Give connections that stay open for the messages that follow.

    A redirect is not followed: it could lead to an address that is not on the list.
    """
    with Session() as session:
        session.max_redirects = 0
        yield session


def hand_over(message: Message, device: Device, session: Session) -> Answer:
    """Lock a message so that only this device can read it (RFC 8291), sign it, and give it to the push service."""
    host = urlsplit(device.endpoint).hostname or ""
    key = Vapid02.from_string(settings.VAPID_PRIVATE_KEY)
    # Whoever fills in an address of a page as contact is right too; the package only knows mail.
    key.conf = {"no-strict": True}
    try:
        response = webpush(
            {"endpoint": device.endpoint, "keys": {"p256dh": device.p256dh, "auth": device.auth}},
            message.payload,
            vapid_private_key=key,
            vapid_claims={"sub": settings.VAPID_CONTACT},
            ttl=int(KEPT.total_seconds()),
            headers={"Topic": message.topic, "Urgency": message.urgency},
            timeout=PATIENCE,
            requests_session=session,
        )
    except WebPushException as error:
        # Neither the address nor what the service says is written down: both can tell who it is about.
        status = error.status_code or 0
        return Answer(status, f"{status} {host}", wait_of(error.retry_after))
    except RequestException as error:
        return Answer(0, f"{type(error).__name__} {host}")
    return Answer(response.status_code, "")


def wait_of(header: str | None) -> timedelta:
    """Read Retry-After, in seconds or as a date; never more than a day, none when it says nothing we understand."""
    said = (header or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", said):
        wait = timedelta(seconds=int(said))
    else:
        try:
            wait = parsedate_to_datetime(said).astimezone(UTC) - datetime.now(tz=UTC)
        except (ValueError, OverflowError):
            return timedelta(0)
    return min(max(wait, timedelta(0)), KEPT)
