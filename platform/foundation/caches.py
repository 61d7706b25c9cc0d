"""The cache in Redis, which may be away: the site is then slower, not down."""

from __future__ import annotations

import logging
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger("foundation.caches")


class ForgivingRedisCache(RedisCache):
    """Django's own, that knows nothing as long as Redis is out of reach.

    Sessions are in the database too, limits are open meanwhile, and what is counted or drawn is made anew.
    """

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Give what is kept, or the default."""
        try:
            return super().get(key, default, version)
        except RedisError:
            away()
            return default

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Keep it if that is possible."""
        try:
            super().set(*args, **kwargs)
        except RedisError:
            away()

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """Keep it if it is new; out of reach counts as new."""
        try:
            return super().add(*args, **kwargs)
        except RedisError:
            away()
            return True

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Count; raises ValueError, as for an unknown key."""
        try:
            return super().incr(key, delta, version)
        except RedisError as error:
            away()
            raise ValueError("cache out of reach") from error

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """Forget it; what is out of reach runs out by itself."""
        try:
            return super().delete(*args, **kwargs)
        except RedisError:
            away()
            return False

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        """Say whether it is kept."""
        try:
            return super().has_key(*args, **kwargs)
        except RedisError:
            away()
            return False


def away() -> None:
    """Note it for whoever keeps the site running; the request goes on."""
    log.warning("cache out of reach")
