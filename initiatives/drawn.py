"""What the poster and the picture for sharing have in common: what they show, the letters, and keeping the result."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.translation import gettext as _

from foundation.typesetting import Measure, letters, wrap
from initiatives.models import Initiative

# Counts along in the name of what is kept: raise it after a change to the drawings.
VERSION = 1
TONES = {"river": "#00587A", "meadow": "#2C6638", "heather": "#713A66", "brick": "#9A3B24"}
INK, PAPER, SUN, STONE = "#14212B", "#FBFAF6", "#F4B927", "#5A6570"


@dataclass(frozen=True)
class Shown:
    """Everything a drawing says, as plain words; equal ones give the same drawing."""

    title: str
    summary: str
    place: str
    theme: str
    colour: str
    seed: int
    address: str
    site: str
    asked: tuple[str, ...] = ()
    picture: str = ""

    @property
    def short_address(self) -> str:
        """The address as people type it."""
        return self.address.partition("://")[2].rstrip("/")


def shown(initiative: Initiative, asked: tuple[str, ...] = ()) -> Shown:
    """Give what is drawn of an initiative; its theme and place must be loaded."""
    label, town = initiative.place_label, initiative.municipality.name if initiative.municipality else ""
    places = [label] if town in label else [label, town]
    _ov, year, number = initiative.reference.split("-")
    return Shown(
        title=letters(initiative.title),
        summary=letters(initiative.summary),
        place=letters(", ".join(filter(None, places)) or _("The whole province")),
        theme=letters(initiative.theme.name),
        colour=initiative.theme.colour,
        seed=(initiative.pk or 1) % 10_000,
        address=f"{settings.SITE_URL.rstrip('/')}/i/{year}-{int(number)}/",
        site=settings.SITE_NAME,
        asked=tuple(letters(one) for one in asked),
        picture=initiative.picture.name_at(960) if initiative.picture else "",
    )


def fit(
    text: str, measure_at: Callable[[int], Measure], *, width: float, sizes: range, most: int
) -> tuple[int, list[str]]:
    """Give the largest size at which the text takes at most so many lines, with no word cut, and those lines."""
    for size in sizes:
        measure = measure_at(size)
        lines = wrap(text, measure, width)
        if len(lines) <= most and all(measure(word) <= width for word in text.split()):
            return size, even(text, measure, width, len(lines))
    size = sizes[-1]
    lines = wrap(text, measure_at(size), width)
    return size, [*lines[: most - 1], f"{lines[most - 1]} …"] if len(lines) > most else lines


def even(text: str, measure: Measure, width: float, lines: int) -> list[str]:
    """Break a text into this many lines of about the same length, so that no last word stands alone."""
    narrow = max([width / 2, *(measure(word) for word in text.split())])
    tries = (wrap(text, measure, narrow + (width - narrow) * step / 12) for step in range(13))
    return next((found for found in tries if len(found) <= lines), wrap(text, measure, width))


def kept(initiative: Initiative, what: Shown, ending: str, draw: Callable[[Shown], bytes]) -> bytes:
    """Give the drawing, from the disk when it was drawn before; a changed initiative replaces its older drawing."""
    digest = hashlib.sha256(f"{VERSION}{what!r}".encode()).hexdigest()[:24]
    storage = storages["private"]
    folder = f"drawn/{initiative.pk % 100:02d}/{initiative.pk}"
    name = f"{folder}/{digest}.{ending}"
    if storage.exists(name):
        with storage.open(name) as file:
            found: bytes = file.read()
            return found
    drawing = draw(what)
    older = storage.listdir(folder)[1] if storage.exists(folder) else []
    for one in older:
        if one.endswith(f".{ending}"):
            storage.delete(f"{folder}/{one}")
    storage.save(name, ContentFile(drawing))
    return drawing
