"""Makes a list of publications ready for its cards in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from places.shelf import municipalities
from publications import kinds
from publications.models import Picture, Publication
from themes.shelf import themes

P = TypeVar("P", bound=Publication)


def with_cards(publications: Iterable[P], *, pictures: bool = True) -> list[P]:
    """Attach theme, municipality, picture and what a kind adds; one query for all pictures, none without them."""
    items = list(publications)
    for item in items:
        off_the_shelf(item)
    if pictures:
        keys = [item.pk for item in items]
        found = {one.publication_id: one for one in Picture.objects.filter(publication__in=keys)}
        for item in items:
            item.attach_picture(found.get(item.pk))
    kinds.attach_cards(items)
    return items


def off_the_shelf(publication: Publication) -> None:
    """Attach theme and municipality, which are at hand in the process."""
    publication.theme = themes.by_id()[publication.theme_id]
    place = publication.municipality_id
    publication.municipality = municipalities.by_id()[place] if place else None
