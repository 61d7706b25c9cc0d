"""Makes a list of publications ready for its cards in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from places.shelf import municipalities
from publications.models import Picture, Publication
from themes.shelf import themes

P = TypeVar("P", bound=Publication)


def with_cards(publications: Iterable[P]) -> list[P]:
    """Attach theme, municipality and picture; one query for all pictures, none for the rest."""
    items = list(publications)
    theme_by_id, municipality_by_id = themes.by_id(), municipalities.by_id()
    pictures = {one.publication_id: one for one in Picture.objects.filter(publication__in=[item.pk for item in items])}
    for item in items:
        item.theme = theme_by_id[item.theme_id]
        item.municipality = municipality_by_id[item.municipality_id] if item.municipality_id else None
        item.attach_picture(pictures.get(item.pk))
    return items
