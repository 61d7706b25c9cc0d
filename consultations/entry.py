"""How somebody comes in at a part over HTTP: by account, by confirmed address, or by the code this browser holds."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from accounts.models import User
from consultations import taking_part
from consultations.models import Part
from consultations.taking_part import Sitting

COOKIE = "deelname"
COOKIE_SECONDS = 60 * 60 * 24 * 60


def sitting_of(request: HttpRequest, part: Part) -> Sitting | None:
    """Give where this person left off; None when they did not begin."""
    if isinstance(request.user, User) and (found := taking_part.by_person(part, request.user)):
        return found
    code = request.COOKIES.get(f"{COOKIE}-{part.pk}", "")
    return taking_part.by_code(code, part) if code else None


def gate(request: HttpRequest, part: Part) -> HttpResponse | None:
    """Give the page on which somebody first shows what this consultation asks for; None when they may begin."""
    return None


def begin(request: HttpRequest, part: Part) -> Sitting:
    """Give where this person left off, or let them sit down. Raises Refused when they may not (call `gate` first)."""
    found = sitting_of(request, part)
    return found or taking_part.begin(part, person=request.user if isinstance(request.user, User) else None)


def hand_over(response: HttpResponse, request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Let this browser go on later: a cookie that only comes with taking part, and only for this consultation."""
    if sitting.code:
        response.set_cookie(
            f"{COOKIE}-{sitting.participation.part_id}",
            sitting.code,
            max_age=COOKIE_SECONDS,
            path="/consultaties/",
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response
