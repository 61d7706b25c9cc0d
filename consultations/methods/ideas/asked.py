"""What an editor asks in a part with ideas: kept as the settings of the part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MOST_CATEGORIES = 12
LONGEST_CATEGORY = 60


@dataclass(frozen=True)
class Asked:
    """The question, the categories to choose from (none: nothing to choose), and whether an idea waits for a moderator.

    `asks_place`: whether people may say which place it is about.
    """

    question: str = ""
    categories: tuple[str, ...] = ()
    waits: bool = False
    asks_place: bool = True

    @classmethod
    def read(cls, settings: dict[str, Any]) -> Asked:
        """Read it from the settings of a part, or from a blueprint."""
        return cls(
            question=str(settings.get("question", "")),
            categories=tuple(str(one) for one in settings.get("categories", ())),
            waits=bool(settings.get("waits", False)),
            asks_place=bool(settings.get("asks_place", True)),
        )

    def write(self) -> dict[str, Any]:
        """Give it as settings."""
        return {
            "question": self.question,
            "categories": list(self.categories),
            "waits": self.waits,
            "asks_place": self.asks_place,
        }


def read_categories(text: str) -> tuple[str, ...]:
    """Read one category a line; empty lines and repetitions are left out."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))
