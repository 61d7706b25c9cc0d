"""Whole pages for visitors without a cookie, kept for a few seconds in Redis.

A visitor who never signed in or chose a language sends no cookie, so everybody like that gets the same page. As soon
as there is a cookie, the page is made for that person. The first middleware in the list: a hit touches nothing else.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Addresses that answer one person or a machine that wants the truth of this very moment.
NEVER = ("/account/", "/beheer/", "/_", "/initiatieven/nieuw/", "/media/", "/static/")
KEPT_HEADERS = (
    "Content-Type",
    "Content-Language",
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "X-Frame-Options",
    "Strict-Transport-Security",
)
# What never changes, such as a drawn landscape, is kept longer: drawing it costs more than most pages.
UNCHANGING_SECONDS = 3600
KEPT_TYPES = ("text/html", "application/atom+xml", "application/xml", "image/svg+xml", "text/plain")


def made_for_one(request: HttpRequest) -> None:
    """Say that the page being made is for this visitor alone, though they sent no cookie; it is not kept."""
    request.__dict__["is_made_for_one"] = True


class PageCacheMiddleware:
    """Answer a cookieless GET from Redis when the same page was made in the last `PAGE_CACHE_SECONDS`."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response
        self.seconds = settings.PAGE_CACHE_SECONDS

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give the kept page, or make it and keep it."""
        if not self.seconds or request.method != "GET" or request.COOKIES or request.path.startswith(NEVER):
            return self.get_response(request)
        zipped = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
        key = self.key(request, zipped)
        kept = self.look_up(key)
        if kept is not None:
            body, headers = kept
            return HttpResponse(body, headers=headers)
        response = self.get_response(request)
        is_for_one = "is_made_for_one" in request.__dict__
        if not is_for_one and isinstance(response, HttpResponse) and self.may_keep(response):
            self.keep(key, response, zipped)
        return response

    def key(self, request: HttpRequest, zipped: bool) -> str:
        """Name the page: scheme, host, address, and whether htmx asks for a fragment of it."""
        fragment = request.META.get("HTTP_HX_REQUEST", "")
        return (
            f"page:{request.scheme}:{request.META.get('HTTP_HOST', '')}:{request.get_full_path()}:{fragment}:{zipped}"
        )

    def look_up(self, key: str) -> tuple[bytes, dict[str, str]] | None:
        """Read from Redis; without Redis the site is slower, not down."""
        kept: tuple[bytes, dict[str, str]] | None = cache.get(key)
        return kept

    def may_keep(self, response: HttpResponse) -> bool:
        """Keep only whole, public, successful pages that set no cookie."""
        return (
            response.status_code == 200
            and not response.cookies
            and "no-store" not in response.headers.get("Cache-Control", "")
            and response.headers.get("Content-Type", "").startswith(KEPT_TYPES)
        )

    def keep(self, key: str, response: HttpResponse, zipped: bool) -> None:
        """Write the page with the headers that matter; compress it once for all who follow.

        Compression is safe here: the page is the same for everybody and holds no secret (BREACH).
        """
        headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
        own = response.headers.get("Cache-Control", "")
        never_changes = "immutable" in own
        headers["Cache-Control"] = own if never_changes else "no-cache"
        headers["Vary"] = "Accept-Encoding" if never_changes else "Cookie, Accept-Encoding, HX-Request"
        body = response.content
        if zipped and len(body) > 500:
            body = gzip.compress(body, compresslevel=6, mtime=0)
            headers["Content-Encoding"] = "gzip"
            headers["Content-Length"] = str(len(body))
        cache.set(key, (body, headers), UNCHANGING_SECONDS if never_changes else self.seconds)
        response.content = body
        for name, value in headers.items():
            response.headers[name] = value
