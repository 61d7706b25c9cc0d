"""Draws the energy field and counts the province, for the home page; the clock does this every minute."""

from __future__ import annotations

from math import sqrt
from typing import TypedDict

from django.db.models import Count
from django.db.models.functions import Now

from places.shelf import municipalities
from publications import energy
from publications.models import Overview, Publication
from publications.packing import Circle, cloud
from themes.shelf import themes

IN_FIELD = 60
WIDTH = 1000.0
LABELLED = 34.0  # circles of this radius and more carry their title
# Residents' favourites grow on: the largest circle has this radius, the smallest never gets too small to press.
LARGEST, SMALLEST = 78.0, 13.0


class Mark(TypedDict):
    """One initiative in the field, in the units of the drawing."""

    id: int
    x: float
    y: float
    r: float
    title: str
    url: str
    theme: int
    support_count: int
    municipality: str
    level: int


def make() -> Overview:
    """Draw and count anew, and keep the result."""
    published = Publication.objects.published().of_kind("initiative")
    by_place = dict(published.order_by().values_list("municipality").annotate(n=Count("pk")))
    by_theme = dict(published.order_by().values_list("theme").annotate(n=Count("pk")))
    values = {
        "field": draw(list(published.for_cards().order_by("-energy", "-id")[:IN_FIELD])),
        "by_municipality": {str(pk): count for pk, count in by_place.items() if pk},
        "by_theme": {str(pk): count for pk, count in by_theme.items()},
        "total": sum(by_theme.values()),
        "made_at": Now(),
    }
    Overview.objects.update_or_create(id=1, defaults=values)
    return Overview.objects.get(id=1)


def latest() -> Overview:
    """Give the kept overview; on a fresh installation make the first."""
    return Overview.objects.filter(id=1).first() or make()


def draw(items: list[Publication]) -> list[Mark]:
    """Give each item its circle: area follows energy, themes stand in groups."""
    strength = {item.pk: energy.now_of(item.energy) for item in items}
    top = max(strength.values(), default=1.0)
    groups: list[list[Circle]] = []
    for theme in themes.all():
        radius = {
            item.pk: max(SMALLEST, LARGEST * sqrt(strength[item.pk] / top))
            for item in items
            if item.theme_id == theme.pk
        }
        groups.append([Circle(pk, r) for pk, r in radius.items()])
    groups = [group for group in groups if group]
    cloud(groups, WIDTH)
    by_id = {item.pk: item for item in items}
    return [mark(by_id[circle.key], circle) for group in groups for circle in group]


def mark(item: Publication, circle: Circle) -> Mark:
    """Write down one circle with what its label and the list below need."""
    place = municipalities.by_id().get(item.municipality_id or 0)
    return Mark(
        id=item.pk,
        x=round(circle.x, 1),
        y=round(circle.y, 1),
        r=round(circle.r, 1),
        title=item.title,
        url=item.get_absolute_url(),
        theme=item.theme_id,
        support_count=item.support_count,
        municipality=place.name if place else "",
        level=item.energy_level,
    )
