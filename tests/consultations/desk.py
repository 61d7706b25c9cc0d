"""An editor at work in the workshop, over HTTP, for tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from consultations import actions, clock
from consultations.models import Consultation, Phase
from tests.consultations import asking
from tests.factories import staff, theme
from tests.visitors import Form, text_of

WORKSHOP = "/consultaties/werkplaats/"
NEW = "/consultaties/nieuw/"
FIRST = {"title": "Denk mee over de bus", "summary": "Welke bus mis jij, en op welk moment van de dag?"}


def at(one: Consultation, step: str = "") -> str:
    return f"{one.get_absolute_url()}werkplaats/{step}"


def typed(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def form_at(desk: Client, address: str, action: str = "", **changes: Any) -> dict[str, Any]:
    """What a browser would send from a page of the workshop, with changes."""
    return {**Form(text_of(desk.get(address)), action or address).fields, **changes}


def begin(desk: Client, blueprint: str = "terugblik", **changes: Any) -> Consultation:
    page = f"{NEW}?blauwdruk={blueprint}"
    fields = form_at(desk, page, f"?blauwdruk={blueprint}", **FIRST, theme=theme().pk, **changes)
    response = desk.post(page, fields)
    assert response.status_code == 302, text_of(response)
    return Consultation.objects.get(slug=response["Location"].split("/")[2])


def ready(editor: User, **fields: Any) -> Consultation:
    """A draft with nothing missing."""
    values = {
        "story": "De bus rijdt niet vaak. Vertel hoe jij reist.",
        "can_change": "De tijden.",
        "cannot_change": "De lijn.",
        "official": staff(Role.OFFICIAL),
        "office": asking.office("Verkeer"),
        "answer_by": timezone.localdate() + timedelta(days=90),
        **fields,
    }
    one = asking.consultation(editor, **values)
    actions.add_part(asking.phase(one, from_days=3, days=20), by=editor, method="plain", title="Vragen over de bus")
    return Consultation.objects.get(pk=one.pk)


def opened(editor: User, **fields: Any) -> Consultation:
    """One that was announced and that people take part in."""
    one = ready(editor, **fields)
    actions.announce(one, by=editor)
    Phase.objects.filter(consultation=one).update(opens_at=timezone.now() - timedelta(days=1))
    clock.keep_course()
    return Consultation.objects.get(pk=one.pk)
