"""No more mail a minute than the mail server takes (MAIL_PER_MINUTE); counted in Redis, and open when that is away."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache


def may_send(now: datetime) -> bool:
    """Count one mail in the minute of `now`; False when the minute is full."""
    if not settings.MAIL_PER_MINUTE:
        return True
    key = f"mail:{now:%Y%m%d%H%M}"
    try:
        cache.add(key, 0, 120)
        return cache.incr(key) <= int(settings.MAIL_PER_MINUTE)
    except ValueError:
        return True  # it ran out between the two calls, or Redis is away


def next_minute(now: datetime) -> datetime:
    """Give the moment at which there is room again."""
    return now.replace(second=0, microsecond=0) + timedelta(minutes=1)
