"""Reads mail that came back: delivery reports (RFC 3464) and complaints (RFC 5965) about mail that we sent."""

from __future__ import annotations

import hashlib
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser

from django.db.models import F, Value
from django.db.models.functions import Coalesce

from notifications.message_ids import number_of
from notifications.models import Mail, Returned
from notifications.suppression import Report

# Reports are small; a mail of more than this is no report.
LARGEST = 2 * 1024 * 1024


def read(raw: bytes) -> Report | None:
    """Give what a message reports about a mail of ours; None when it is no report, or not about our mail.

    The address is that of the mail we sent, found by its signed Message-ID: what the message says about recipients is
    not believed, since anybody may write to the mailbox that reports come to.
    """
    if len(raw) > LARGEST:
        return None
    message = BytesParser(EmailMessage, policy=policy.compat32).parsebytes(raw)
    found = verdict(message)
    number = number_of(about(message))
    address = address_of(number) if found and number else ""
    if found is None or not address:
        return None
    kind, status = found
    key = str(message.get("Message-ID") or "").strip() or hashlib.sha256(raw).hexdigest()
    return Report(f"mail:{number}:{kind.value}:{key}", address, kind, status)


def verdict(message: Message) -> tuple[Returned.Kind, str] | None:
    """Say what a report means: a complaint, or the gravest status of a failed or delayed delivery."""
    if part_of(message, "message/feedback-report"):
        kind = fields_of(message, "message/feedback-report").get("feedback-type", "abuse").strip().lower()
        # `not-spam` and the like are no complaint.
        return (Returned.Kind.COMPLAINT, "") if kind in {"abuse", "fraud", "opt-out", "other"} else None
    fields = fields_of(message, "message/delivery-status")
    status, action = fields.get("status", "").split(" ")[0].strip(), fields.get("action", "").strip().lower()
    if action == "failed" and status.startswith("5"):
        return Returned.Kind.HARD, status
    if status.startswith("4") or action == "failed":
        return Returned.Kind.SOFT, status
    return None


def fields_of(message: Message, kind: str) -> dict[str, str]:
    """Give the fields of a report, in lower case; of several recipients, those of the one that failed for good."""
    part = part_of(message, kind)
    if part is None:
        return {}
    payload = part.get_payload()
    # The parser makes a message of each block of fields of a delivery report; of a complaint it may leave the text.
    blocks = [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []
    blocks = blocks or [BytesParser().parsebytes(str(payload).strip().encode())]
    found = [{name.lower(): str(value) for name, value in block.items()} for block in blocks]
    found.sort(key=lambda fields: not fields.get("status", "").startswith("5"))
    return {name: value for fields in reversed(found) for name, value in fields.items()}


def part_of(message: Message, kind: str) -> Message | None:
    """Find the part of a kind; in the report only, not in the mail that is enclosed."""
    parts = message.get_payload() if message.get_content_type() == "multipart/report" else []
    return next((one for one in parts if isinstance(one, Message) and one.get_content_type() == kind), None)


def about(message: Message) -> str:
    """Give the Message-ID of the mail that a report encloses, whole or its headers only."""
    for kind in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"):
        part = part_of(message, kind)
        if part is None:
            continue
        payload = part.get_payload()
        if isinstance(payload, list) and payload and isinstance(payload[0], Message):
            return str(payload[0].get("Message-ID") or "")
        text = part.get_payload(decode=True)
        if isinstance(text, bytes):
            return str(BytesParser().parsebytes(text.lstrip(), headersonly=True).get("Message-ID") or "")
    return ""


def address_of(number: int) -> str:
    """Give the address that a mail of ours went to; empty when it never went."""
    sent = Mail.objects.filter(pk=number, sent_at__isnull=False)
    found = sent.annotate(to=Coalesce(F("recipient__email"), F("address"), Value(""))).values_list("to", flat=True)
    return found.first() or ""
