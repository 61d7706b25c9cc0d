"""Reads what a mail service posts about mail of ours: our own simple form, and those of Postmark and Amazon SES."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

from django.utils.crypto import constant_time_compare

from notifications.models import Returned
from notifications.suppression import Report

# Seconds that a signed message stays good: long enough for two clocks that differ, too short to keep and send again.
WINDOW = 300
# What is not a failed delivery but tells that one will never succeed.
POSTMARK_HARD = {"HardBounce", "BadEmailAddress", "ManuallyDeactivated"}
KINDS = {"hard": Returned.Kind.HARD, "soft": Returned.Kind.SOFT, "complaint": Returned.Kind.COMPLAINT}


class Unreadable(ValueError):
    """What was posted is not one of the forms we know."""


def signature(body: bytes, at: int, secret: str) -> str:
    """Sign a body: HMAC-SHA256 in hexadecimals over the Unix time, a full stop and the body."""
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()


def is_signed(header: str, body: bytes, *, secret: str, now: float) -> bool:
    """Say whether `t=<Unix time>,v1=<signature>` is of this body, ours, and of the last minutes."""
    fields = dict(part.strip().partition("=")[::2] for part in header.split(","))
    at = fields.get("t", "")
    if not (at.isascii() and at.isdecimal() and len(at) < 13) or abs(now - int(at)) > WINDOW:
        return False
    return constant_time_compare(signature(body, int(at), secret), fields.get("v1", ""))


def read(body: bytes) -> list[Report]:
    """Give the reports in what was posted; kinds that do not matter here are left out. Raises Unreadable."""
    try:
        posted = json.loads(body)
        found = list(of_any(posted))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    if any("\x00" in one.address + one.key + one.status or "@" not in one.address for one in found):
        raise Unreadable("an address that is none")
    return found


def of_any(posted: dict[str, Any]) -> Iterator[Report]:
    """Recognise the form."""
    if "reports" in posted:
        yield from (of_ours(row) for row in posted["reports"])
    elif "RecordType" in posted:
        yield from of_postmark(posted)
    elif posted.get("Type") == "Notification":
        yield from of_ses(json.loads(posted["Message"]), str(posted["MessageId"]))
    elif "notificationType" in posted or "eventType" in posted:
        yield from of_ses(posted, str(posted["mail"]["messageId"]))
    else:
        raise Unreadable("unknown form")


def of_ours(row: dict[str, Any]) -> Report:
    """Read a row of our own form: id, address, kind (hard, soft, complaint), and status if there is one."""
    return Report(f"own:{row['id']}", str(row["address"]), KINDS[row["kind"]], str(row.get("status") or ""))


def of_postmark(row: dict[str, Any]) -> Iterator[Report]:
    """Read a bounce or a complaint as Postmark posts it."""
    if row["RecordType"] == "SpamComplaint" or row.get("Type") == "SpamComplaint":
        yield Report(f"postmark:{row['ID']}", str(row["Email"]), Returned.Kind.COMPLAINT)
    elif row["RecordType"] == "Bounce":
        kind = Returned.Kind.HARD if row["Type"] in POSTMARK_HARD else Returned.Kind.SOFT
        yield Report(f"postmark:{row['ID']}", str(row["Email"]), kind)


def of_ses(row: dict[str, Any], number: str) -> Iterator[Report]:
    """Read a bounce or a complaint as Amazon SES posts it, by SNS or bare; one may name several addresses."""
    what = row.get("notificationType") or row.get("eventType")
    if what == "Complaint":
        for one in row["complaint"]["complainedRecipients"]:
            yield Report(f"ses:{number}:{one['emailAddress']}", str(one["emailAddress"]), Returned.Kind.COMPLAINT)
    elif what == "Bounce":
        kind = Returned.Kind.HARD if row["bounce"]["bounceType"] == "Permanent" else Returned.Kind.SOFT
        for one in row["bounce"]["bouncedRecipients"]:
            status = str(one.get("status") or "")
            yield Report(f"ses:{number}:{one['emailAddress']}", str(one["emailAddress"]), kind, status)
