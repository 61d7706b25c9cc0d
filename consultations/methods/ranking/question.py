"""What is ranked, and how: read from and written to the settings of a part.

The content of a blueprint has the same shape; an option without explanation may be its title alone::

    {"mode": "order" | "points" | "pairs", "options": [{"title": "...", "text": "..."}], "points": 10, "compare": 8}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from random import Random
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

FEWEST, MOST = 2, 20
DEFAULT_POINTS = 10
DEFAULT_COMPARE = 8


class Mode(models.TextChoices):
    """How people set their priorities."""

    ORDER = "order", _("put in order")
    POINTS = "points", _("divide points")
    PAIRS = "pairs", _("choose between two")


@dataclass(frozen=True)
class Option:
    """One thing to choose; `key` never changes once somebody can answer."""

    key: str
    title: str
    text: str = ""


@dataclass(frozen=True)
class Question:
    """The options in their order. `points` is what somebody may divide, `compare` how many pairs they are shown."""

    mode: Mode
    options: tuple[Option, ...]
    points: int = DEFAULT_POINTS
    compare: int = DEFAULT_COMPARE

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> Question:
        """Read the settings of a part; a new part has no options yet."""
        options = tuple(Option(one["key"], one["title"], one.get("text", "")) for one in settings.get("options", ()))
        return cls(
            Mode(settings.get("mode", Mode.ORDER)),
            options,
            int(settings.get("points", DEFAULT_POINTS)),
            int(settings.get("compare", DEFAULT_COMPARE)),
        )

    def write(self) -> dict[str, Any]:
        """Give it as settings."""
        options = [{"key": one.key, "title": one.title, "text": one.text} for one in self.options]
        return {"mode": self.mode.value, "options": options, "points": self.points, "compare": self.compare}

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the options in their order."""
        return tuple(one.key for one in self.options)

    def title_of(self, key: str) -> str:
        """Give the title of an option."""
        return next((one.title for one in self.options if one.key == key), key)

    def shuffled(self, seed: str) -> tuple[Option, ...]:
        """Give the options in an order of this person's own, so that being first on the list is no advantage."""
        options = list(self.options)
        Random(seed).shuffle(options)  # not a secret
        return tuple(options)

    def pairs_for(self, seed: str) -> list[tuple[Option, Option]]:
        """Give the pairs this person compares: always the same for one seed, each option about as often as another."""
        pairs = list(combinations(self.options, 2))
        chance = Random(seed)  # not a secret
        chance.shuffle(pairs)
        shown: dict[str, int] = dict.fromkeys(self.keys, 0)
        chosen: list[tuple[Option, Option]] = []
        while pairs and len(chosen) < self.compare:
            pair = min(pairs, key=lambda two: shown[two[0].key] + shown[two[1].key])
            pairs.remove(pair)
            chosen.append(pair if chance.random() < 0.5 else pair[::-1])
            for option in pair:
                shown[option.key] += 1
        return chosen


def read_options(text: str, known: Iterable[Option] = ()) -> tuple[Option, ...]:
    """Read options from lines "title: explanation". A line with the title of a known option keeps its key."""
    keys = {one.title.casefold(): one.key for one in known}
    taken = set(keys.values())
    options: list[Option] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        title, _colon, words = line.partition(":")
        key = keys.get(title.strip().casefold()) or next(
            name for number in range(1, 1_000) if (name := f"o{number}") not in taken
        )
        taken.add(key)
        options.append(Option(key, title.strip(), words.strip()))
    return tuple(options)


def write_options(options: Iterable[Option]) -> str:
    """Give options as the lines that `read_options` reads."""
    return "\n".join(f"{one.title}: {one.text}" if one.text else one.title for one in options)
