"""The devices of who looks, for the page where people choose how they hear things."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings

from accounts.models import User
from notifications import devices, vapid
from notifications.device_views import SESSION_KEY
from notifications.models import Device

register = template.Library()


@dataclass(frozen=True)
class Row:
    """A device and its mark: by it a browser knows itself, without the page telling its address."""

    device: Device
    mark: str


@dataclass(frozen=True)
class Own:
    """Somebody's devices; the public key that browsers subscribe with; the device this session knows (0: none)."""

    rows: list[Row]
    key: str
    known: int

    @property
    def is_full(self) -> bool:
        """Whether there is no room for one more."""
        return len(self.rows) >= devices.MOST


@register.simple_tag(takes_context=True)
def own_devices(context: dict[str, Any]) -> Own | None:
    """Give what the part about devices shows; nothing when this site sends no push messages."""
    request = context["request"]
    if not devices.is_possible() or not isinstance(request.user, User):
        return None
    rows = [Row(device, mark_of(device.endpoint)) for device in devices.devices_of(request.user)]
    known = int(request.session.get(SESSION_KEY) or 0)
    return Own(rows, vapid.public_key_of(settings.VAPID_PRIVATE_KEY), known)


def mark_of(endpoint: str) -> str:
    """Give what stands for an address on a page; push.js makes the same of its own."""
    return hashlib.sha256(endpoint.encode()).hexdigest()
