"""What is checked before the site starts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from notifications import vapid


@register
def key_of_push_messages(**_more: Any) -> list[CheckMessage]:
    """Refuse a VAPID_PRIVATE_KEY that is none: no browser could ever be reached with it."""
    if not settings.VAPID_PRIVATE_KEY:
        return []
    try:
        vapid.public_key_of(settings.VAPID_PRIVATE_KEY)
    except ValueError as error:
        return [Error(f"VAPID_PRIVATE_KEY: {error}", id="notifications.E001")]
    return []
