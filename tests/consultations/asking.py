"""Consultations for tests, made as the site makes them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models.functions import Now
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Role, User
from consultations import actions
from consultations.models import Consultation, Part, Phase
from promises.models import Office
from publications.models import Publication
from tests.factories import numbers, staff, theme


def consultation(by: User | None = None, **fields: Any) -> Consultation:
    """A consultation that is being prepared, without phases."""
    values: dict[str, Any] = {
        "title": f"Denk mee over de busverbinding {next(numbers)}",
        "summary": "De provincie wil weten hoe je reist en wat er beter kan.",
        "theme": theme(),
        **fields,
    }
    return actions.start(by=by or staff(Role.EDITOR), **values)


def phase(of: Consultation, *, from_days: float = -1, days: float = 14) -> Phase:
    """A phase that is on now, unless told otherwise."""
    opens = timezone.now() + timedelta(days=from_days)
    return actions.add_phase(
        of, by=staff(Role.EDITOR), title=f"Fase {next(numbers)}", opens_at=opens, closes_at=opens + timedelta(days=days)
    )


def part(method: str, *, of: Consultation | None = None, content: dict[str, Any] | None = None, **fields: Any) -> Part:
    """A part of a consultation that everybody can answer now."""
    of = of or consultation(**fields)
    added = actions.add_part(
        phase(of), by=staff(Role.EDITOR), method=method, title=f"Onderdeel {next(numbers)}", content=content
    )
    open_now(of)
    added.refresh_from_db()
    added.consultation = Consultation.objects.get(pk=of.pk)
    return added


def open_now(of: Consultation) -> None:
    """Write what the clock would write at the moment the first phase opens."""
    Publication.objects.filter(pk=of.pk).update(state=Publication.State.PUBLISHED, published_at=Now())
    Consultation.objects.filter(pk=of.pk).update(stage=Consultation.Stage.OPEN)
    Phase.objects.filter(consultation=of, opens_at__lte=Now()).update(opened_at=Now())


def close_now(of: Consultation) -> None:
    """Write what the clock would write at the moment the last phase closes."""
    Phase.objects.filter(consultation=of).update(
        opens_at=Now() - timedelta(days=2), closes_at=Now() - timedelta(seconds=1), opened_at=Now(), closed_at=Now()
    )
    Consultation.objects.filter(pk=of.pk).update(stage=Consultation.Stage.CLOSED)


def office(name: str) -> Office:
    """An office that answers."""
    return Office.objects.get_or_create(name=name, defaults={"slug": slugify(name)})[0]
