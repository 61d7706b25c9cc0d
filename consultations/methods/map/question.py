"""What people point out: read from and written to the settings of a part.

The content of a blueprint has the same shape; a category may be its title alone::

    {"categories": ["Hier is het gevaarlijk"], "shapes": ["Point", "LineString", "Polygon"], "most": 5}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from consultations.methods.map.geometry import AREA, LINE, POINT

SHAPES = (POINT, LINE, AREA)
DEFAULT_MOST = 5
MOST_CATEGORIES = 8


@dataclass(frozen=True)
class Category:
    """A kind of spot; its place in the list gives its sign and colour on the map."""

    key: str
    title: str


@dataclass(frozen=True)
class Question:
    """The categories, the shapes somebody may draw, and how many spots one person may point out."""

    categories: tuple[Category, ...] = ()
    shapes: tuple[str, ...] = (POINT,)
    most: int = DEFAULT_MOST

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> Question:
        """Read the settings of a part."""
        named = [one if isinstance(one, dict) else {"title": one} for one in settings.get("categories", ())]
        categories = tuple(Category(one.get("key", f"c{at}"), one["title"]) for at, one in enumerate(named, start=1))
        shapes = tuple(one for one in SHAPES if one in settings.get("shapes", (POINT,)))
        return cls(categories, shapes or (POINT,), int(settings.get("most", DEFAULT_MOST)))

    def write(self) -> dict[str, Any]:
        """Give it as settings."""
        categories = [{"key": one.key, "title": one.title} for one in self.categories]
        return {"categories": categories, "shapes": list(self.shapes), "most": self.most}

    def title_of(self, key: str) -> str:
        """Give the title of a category; empty for none."""
        return next((one.title for one in self.categories if one.key == key), "")

    def number_of(self, key: str) -> int:
        """Give the place of a category in the list, from 1; 0 for none."""
        return next((at for at, one in enumerate(self.categories, start=1) if one.key == key), 0)

    @property
    def has_more_shapes(self) -> bool:
        """Whether there is a shape to choose."""
        return len(self.shapes) > 1


def read_categories(text: str, known: tuple[Category, ...] = ()) -> tuple[Category, ...]:
    """Read categories from lines; a line that was there keeps its key."""
    keys = {one.title.casefold(): one.key for one in known}
    taken = set(keys.values())
    found: list[Category] = []
    for title in filter(None, (line.strip() for line in text.splitlines())):
        key = keys.get(title.casefold()) or next(name for at in range(1, 100) if (name := f"c{at}") not in taken)
        taken.add(key)
        found.append(Category(key, title))
    return tuple(found)
