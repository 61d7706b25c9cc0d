"""How somebody comes in at a part over HTTP: by account, by confirmed address, or by the code this browser holds."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.models import User
from consultations import gates, holding, kept, taking_part
from consultations.gate_forms import about_in
from consultations.models import Part
from consultations.taking_part import Sitting


def sitting_of(request: HttpRequest, part: Part) -> Sitting | None:
    """Give where this person left off; None when they did not begin."""
    return holding.sitting_of(request, part)


def gate(request: HttpRequest, part: Part) -> HttpResponse | None:
    """Give the page on which somebody first shows what this consultation asks for; None when they may begin.

    That page sends everything that was typed along, so that nothing is lost. Its status is 403: a script that keeps
    what is typed must not take it for success.
    """
    return gates.gate(request, part)


def begin(request: HttpRequest, part: Part) -> Sitting:
    """Give where this person left off, or let them sit down. Raises Refused when they may not (call `gate` first)."""
    about = about_in(request, part)
    found = holding.sitting_of(request, part)
    if found is not None:
        kept.forget(request, part)
        return Sitting(found.participation, found.response, found.code, about or found.about)
    person = request.user if isinstance(request.user, User) else None
    fresh = taking_part.begin(
        part,
        person=person,
        about=about,
        code=holding.code_for(request, part),
        is_checked=holding.memory(request, part).is_open,
    )
    kept.forget(request, part)
    return holding.remember(request, part, fresh)


def hand_over(response: HttpResponse, request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Let this browser go on later: a cookie that only comes with taking part, and only for this consultation."""
    return holding.hand_over(response, request, sitting)


def thank(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Lead to the receipt."""
    part = sitting.participation.part
    return HttpResponseRedirect(reverse("consultations:receipt", args=[part.consultation.slug, part.number]))
