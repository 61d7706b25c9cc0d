"""What the cards of consultations show besides what every publication has, for lists of all kinds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone

from consultations.models import Consultation
from consultations.standing import Standing, standing_of
from places.models import Municipality
from places.shelf import municipalities
from publications.models import Publication

NAMES = 2


def attach(items: Sequence[Publication]) -> None:
    """Put the stage and the places asked on each item, in two queries for all."""
    missing = [item.pk for item in items if not isinstance(item, Consultation)]
    rows = Consultation.objects.in_bulk(missing) if missing else {}
    places = places_of([item.pk for item in items])
    now = timezone.now()
    for item in items:
        row = item if isinstance(item, Consultation) else rows[item.pk]
        attached = item.__dict__.setdefault("attached", {})
        attached["standing"] = standing_of(row, now)
        attached["where"] = places.get(item.pk, "")


def places_of(keys: Iterable[int]) -> dict[int, str]:
    """Name the municipalities that each consultation asks; those that ask the whole province are left out."""
    known = municipalities.by_id()
    through = Consultation.concerned.through
    found: dict[int, list[Municipality]] = {}
    rows = through.objects.filter(consultation__in=list(keys)).order_by("municipality__name")
    for row in rows.values_list("consultation_id", "municipality_id"):
        found.setdefault(row[0], []).append(known[row[1]])
    return {pk: named(ones) for pk, ones in found.items()}


def named(places: Sequence[Municipality]) -> str:
    """Write one or two names in full, and of more how many others there are."""
    names = [one.name for one in places]
    if len(names) <= NAMES:
        return ", ".join(names)
    return f"{', '.join(names[:NAMES])} +{len(names) - NAMES}"


def standing(item: Publication) -> Standing | None:
    """Give where an item stands that `attach` looked at."""
    found: Standing | None = item.__dict__.get("attached", {}).get("standing")
    return found
