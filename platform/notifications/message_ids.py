"""The Message-ID of our mail: the same when a mail goes out twice, and ours to recognise in what comes back.

It is signed, so that nobody can make up a bounce of a mail that went to somebody else.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from notifications.models import Mail

SALT = "notifications.message-id"
OURS = re.compile(r"<?mail-(\d{1,18})\.([0-9a-f]{20})@[^\s<>]+>?")


def message_id(mail: Mail) -> str:
    """Give the Message-ID; the same one for a repeated mail lets mail programs drop the copy."""
    return f"<mail-{mail.pk}.{signature(str(mail.pk), settings.SECRET_KEY)}@{mail_domain()}>"


def number_of(text: str) -> int | None:
    """Give the number of the mail that a Message-ID in `text` names; None when there is none that we wrote."""
    for number, written in OURS.findall(text):
        keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        if any(constant_time_compare(signature(number, key), written) for key in keys):
            return int(number)
    return None


def signature(number: str, key: str) -> str:
    """Sign the number of a mail."""
    return salted_hmac(SALT, number, secret=key, algorithm="sha256").hexdigest()[:20]


def mail_domain() -> str:
    """Give the domain we send from."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or "localhost"
