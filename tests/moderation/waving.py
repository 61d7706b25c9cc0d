"""Support that comes from one hand, for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import RequestFactory
from django.utils import timezone

from accounts.models import User
from foundation import traces
from foundation.models import Trace
from initiatives.models import Initiative
from moderation.models import Wave
from moderation.waves import finding
from publications.models import Publication
from tests.factories import initiative, resident
from voting.actions import support

FACTS = "Twaalf steunbetuigingen kwamen binnen een minuut van één netwerk."
PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/120.0"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0) Firefox/121.0"


def asked(address: str = "203.0.113.7", agent: str = PHONE) -> Any:
    return RequestFactory().post(
        "/", headers={"x-forwarded-for": address, "user-agent": agent, "accept-language": "nl"}, REMOTE_ADDR=address
    )


def supported(
    on: Initiative,
    count: int,
    *,
    address: str = "203.0.113.{}",
    agent: str = PHONE,
    every: float = 2.0,
    ago: timedelta = timedelta(hours=1),
    known_for: timedelta = timedelta(minutes=10),
    domain: str = "voorbeeld.nl",
) -> list[User]:
    """Let so many people support something, one after another, from somewhere."""
    start = timezone.now() - ago
    people = []
    for number in range(count):
        person = resident(joined_at=start - known_for)
        if domain != "voorbeeld.nl":
            User.objects.filter(pk=person.pk).update(email=f"wave{person.pk}@{domain}")
        given = support(on, supporter=person)
        traces.note(
            "support", given.pk, asked(address.format(number % 250), agent), person=person.pk, publication=on.pk
        )
        Trace.objects.filter(subject_id=given.pk, kind="support").update(at=start + timedelta(seconds=every * number))
        people.append(person)
    return people


def found(on: Initiative) -> list[Wave]:
    return finding.look([on.pk])


def a_wave(on: Initiative | None = None, count: int = 12) -> Wave:
    on = on or initiative()
    supported(on, count)
    return found(on)[0]


def count_of(on: Publication) -> int:
    return Publication.objects.get(pk=on.pk).support_count
