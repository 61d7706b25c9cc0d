"""No more mail a minute than the mail server takes (MAIL_PER_MINUTE); counted in Redis, and open when that is away."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.cache import cache

from notifications.models import Lane

# Digests and newsletters leave a quarter of each minute to mail about what happens now.
BULK_SHARE = 0.75


def may_send(now: datetime, lane: Lane) -> bool:
    """Count one mail in the minute of `now`; False when the minute is full. Urgent mail is counted and never waits."""
    if not settings.MAIL_PER_MINUTE:
        return True
    most = settings.MAIL_PER_MINUTE
    if lane == Lane.BULK:
        most = max(1, int(most * BULK_SHARE))
    key = f"mail:{now:%Y%m%d%H%M}"
    try:
        cache.add(key, 0, 120)
        if lane != Lane.URGENT and int(cache.get(key, 0)) >= most:
            return False
        cache.incr(key)
    except ValueError:
        pass  # it ran out between the two calls, or Redis is away
    return True
