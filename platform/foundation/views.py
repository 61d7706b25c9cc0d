"""Pages of the house itself: standing texts, media in the demo, security.txt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils._os import safe_join


def standing_text(request: HttpRequest, name: str) -> HttpResponse:
    """Show one of the texts that change once a year: rules, privacy, accessibility, about."""
    return render(request, f"pages/{name}.html")


def media(request: HttpRequest, path: str) -> FileResponse:
    """Serve a public picture where no web server in front does; names never change content, so cache for a year."""
    try:
        full = safe_join(str(settings.MEDIA_ROOT), path)
        handle = Path(full).open("rb")  # noqa: SIM115  # FileResponse closes it
    except (SuspiciousFileOperation, OSError, ValueError) as error:
        raise Http404("no such picture") from error
    response = FileResponse(handle)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def favicon(request: HttpRequest) -> HttpResponse:
    """Give our mark where a browser asks for an icon by habit: beside a feed, a text or a picture."""
    return redirect(static("img/mark.svg"))


def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116: where to report a weakness."""
    expires = (datetime.now(tz=UTC) + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        f"Canonical: {request.build_absolute_uri(request.path)}",
        "Preferred-Languages: nl, en",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def robots_txt(request: HttpRequest) -> HttpResponse:
    """Let search engines read what is public, and show them the site map."""
    lines = [
        "User-agent: *",
        "Disallow: /account/",
        "Disallow: /beheer/",
        "Disallow: /initiatieven/nieuw/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
