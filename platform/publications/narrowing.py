"""Narrowing a list down by theme, municipality and words, and counting what is left: for lists of every kind."""

from __future__ import annotations

from typing import Any, Protocol

from django.core.cache import cache
from django.db.models import Model, QuerySet
from django.http import QueryDict

from places.models import Municipality
from places.shelf import municipalities
from themes.models import Theme
from themes.shelf import themes

# Counting stops here: nobody needs to know whether it is 3,412 or 3,413.
COUNTED = 1_000
COUNT_SECONDS = 60


class Narrowed(Protocol):
    """What somebody narrowed a list down to, as slugs and words; empty where nothing known was chosen."""

    @property
    def theme(self) -> str:
        """Give the slug of the theme."""

    @property
    def municipality(self) -> str:
        """Give the slug of the municipality."""

    @property
    def text(self) -> str:
        """Give the words to search for."""

    def as_query(self, **changes: str) -> str:
        """Give the address of this choice with changes."""


def read(query: QueryDict) -> dict[str, str]:
    """Read theme, municipality and words from an address; an unknown value counts as none."""
    theme, municipality = query.get("thema", ""), query.get("gemeente", "")
    return {
        "theme": theme if theme_of(theme) else "",
        "municipality": municipality if municipality_of(municipality) else "",
        "text": query.get("q", "").strip()[:100].replace("\x00", ""),
    }


def theme_of(slug: str) -> Theme | None:
    """Give the theme with this slug."""
    return next((one for one in themes.all() if one.slug == slug), None)


def municipality_of(slug: str) -> Municipality | None:
    """Give the municipality with this slug."""
    return next((one for one in municipalities.all() if one.slug == slug), None)


def total(kind: str, chosen: Narrowed, rows: QuerySet[Any, Any] | QuerySet[Model]) -> int:
    """Count the rows, exactly up to COUNTED and one more beyond; kept for a minute."""
    key = f"{kind}:total:{chosen.as_query(sorteer='')}"
    count = cache.get(key)
    if count is None:
        count = rows.order_by()[: COUNTED + 1].count()
        cache.set(key, count, COUNT_SECONDS)
    return int(count)


def active(chosen: Narrowed) -> list[dict[str, Any]]:
    """Give each filter that is on, with the address that takes it off."""
    on = []
    if chosen.text:
        on.append({"label": f"“{chosen.text}”", "url": "?" + chosen.as_query(q="")})
    if theme := theme_of(chosen.theme):
        on.append({"label": theme.short_name, "url": "?" + chosen.as_query(thema="")})
    if municipality := municipality_of(chosen.municipality):
        on.append({"label": municipality.name, "url": "?" + chosen.as_query(gemeente="")})
    return on
