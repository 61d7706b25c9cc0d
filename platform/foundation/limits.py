"""Limits on how often something may be done; kept in Redis, and open when Redis is away."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from foundation.errors import Refused


class TooOften(Refused):
    """Somebody does this more often than a person would."""

    status = 429


def limit(what: str, *, most: int, seconds: int) -> None:
    """Count one time of `what`; raise TooOften beyond `most` in the same stretch of `seconds`."""
    key = f"limit:{what}"
    try:
        cache.add(key, 0, seconds)
        times = cache.incr(key)
    except ValueError:
        return  # it ran out between the two calls, or Redis is away
    if times > most:
        raise TooOften(_("You do this very often in a short time. Wait a while and try again."))


def limit_address(request: HttpRequest, what: str, *, most: int, seconds: int) -> None:
    """Limit by network address, which is kept only as a keyed hash and only as long as the limit lasts."""
    digest = salted_hmac("limits", network_address(request)).hexdigest()[:20]
    limit(f"{what}:{digest}", most=most, seconds=seconds)


def network_address(request: HttpRequest) -> str:
    """Give the address of the person, trusting no more proxies than there are (NUM_PROXIES)."""
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if settings.NUM_PROXIES and len(forwarded) >= settings.NUM_PROXIES:
        return str(forwarded[-settings.NUM_PROXIES])
    return str(request.META.get("REMOTE_ADDR", ""))
