"""How a browser holds on to where somebody left off: a cookie of its own, or a signed field of the form."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core import signing
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from consultations import keys, taking_part
from consultations.models import Part
from consultations.taking_part import Sitting

COOKIE = "deelname"
COOKIE_SECONDS = 60 * 60 * 24 * 60
# The field of a form that says the same as the cookie, for pages inside another site, where no cookie comes along.
FIELD = "deelname"
SALT = "consultations.deelname"


@dataclass
class Seen:
    """What this request found out about one part, so that it is asked once."""

    sitting: Sitting | None = None
    was_looked_for: bool = False
    is_open: bool = False
    code: str = ""


@dataclass
class Memory:
    """What this request knows of parts, by their number in the database."""

    parts: dict[int, Seen] = field(default_factory=dict)


def memory(request: HttpRequest, part: Part) -> Seen:
    """Give what this request knows of a part."""
    kept: Memory = request.__dict__.setdefault("consultations_seen", Memory())
    return kept.parts.setdefault(part.pk, Seen())


def remember(request: HttpRequest, part: Part, sitting: Sitting) -> Sitting:
    """Let the rest of this request go on with it."""
    seen = memory(request, part)
    seen.sitting, seen.was_looked_for = sitting, True
    return sitting


def cookie_name(part: Part) -> str:
    """Name the cookie of a part."""
    return f"{COOKIE}-{part.pk}"


def token(part: Part, code: str) -> str:
    """Sign a code for the form of one part; an empty code says that the page was made for somebody signed in."""
    return signing.dumps([part.pk, code], salt=SALT)


def read_token(request: HttpRequest, part: Part) -> str | None:
    """Give the code in the form, "" when its page was made for somebody signed in; None without a field of ours."""
    try:
        number, code = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=COOKIE_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(code) if number == part.pk else None


def was_signed_in(request: HttpRequest, part: Part) -> bool:
    """Say whether the form was made for somebody whose session ran out meanwhile."""
    return read_token(request, part) == ""


def sitting_of(request: HttpRequest, part: Part) -> Sitting | None:
    """Give where this person left off; None when they did not begin."""
    seen = memory(request, part)
    if not seen.was_looked_for:
        seen.sitting, seen.was_looked_for = find(request, part, seen), True
    return seen.sitting


def find(request: HttpRequest, part: Part, seen: Seen) -> Sitting | None:
    """Look by account, then by the cookie of this browser, then by the field of the form."""
    if isinstance(request.user, User) and (found := taking_part.by_person(part, request.user)):
        return found
    return held_without_account(request, part, seen)


def held_without_account(request: HttpRequest, part: Part, seen: Seen | None = None) -> Sitting | None:
    """Give what this browser answered without an account, whoever is signed in now."""
    cookie = request.COOKIES.get(cookie_name(part), "")
    if cookie and (found := taking_part.by_code(cookie, part)):
        return found
    code = read_token(request, part)
    if not code:
        return None
    is_open, found = taking_part.look(part, code)
    if seen is not None:
        seen.is_open = is_open
    return found


def code_for(request: HttpRequest, part: Part) -> str:
    """Give the code for who sits down now: that of the form, so that two presses on one page are one."""
    seen = memory(request, part)
    seen.code = seen.code or read_token(request, part) or keys.new_code()
    return seen.code


def field_value(request: HttpRequest, part: Part) -> str:
    """Give what the field of the form says: the code held, a new one, or that somebody is signed in."""
    sitting = sitting_of(request, part)
    if sitting is not None and sitting.code:
        return token(part, sitting.code)
    if isinstance(request.user, User):
        return token(part, "")
    return token(part, code_for(request, part))


def hand_over(response: HttpResponse, request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Let this browser go on later: a cookie that only comes with taking part, and only for this consultation."""
    if sitting.code:
        response.set_cookie(
            cookie_name(sitting.participation.part),
            sitting.code,
            max_age=COOKIE_SECONDS,
            path="/consultaties/",
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


def let_go(response: HttpResponse, part: Part) -> HttpResponse:
    """Take the cookie of a part away again."""
    response.delete_cookie(cookie_name(part), path="/consultaties/", samesite="Lax")
    return response
