"""The shape of counted results: what a method counts, what is kept as JSON, and what pages and exports draw from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

# Groups smaller than this are never shown: somebody could be recognised (docs/rules/consultations.md).
SMALLEST_GROUP = 5


@dataclass
class Count:
    """The count of one question. `kind` says how it is drawn: "bars", "scale", "number", "rank", "points" or "words".

    `labels` are the possible answers in their order; `groups` counts the same within each municipality and age group,
    as {"place": {municipality id: Counter}, "age": {group: Counter}}. `answered` is how many people answered it.
    """

    key: str
    question: str
    kind: str
    labels: dict[str, str]
    answered: int = 0
    values: Counter[str] = field(default_factory=Counter)
    groups: dict[str, dict[str, Counter[str]]] = field(default_factory=lambda: {"place": {}, "age": {}})
    people: dict[str, Counter[str]] = field(default_factory=lambda: {"place": Counter(), "age": Counter()})
    note: str = ""

    def add(self, answers: Iterable[str], *, place: int | None = None, age: str = "", weight: int = 1) -> None:
        """Count what one person answered; `weight` is for points given to each answer."""
        self.answered += 1
        chosen = list(answers)
        self.values.update(dict.fromkeys(chosen, weight))
        for group, name in (("place", str(place) if place else ""), ("age", age)):
            if name:
                self.people[group][name] += 1
                self.groups[group].setdefault(name, Counter()).update(dict.fromkeys(chosen, weight))

    def as_json(self) -> dict[str, Any]:
        """Give it as kept: groups of fewer than SMALLEST_GROUP people are not in it."""
        shown = {
            group: {
                name: {"people": self.people[group][name], "values": dict(counter)}
                for name, counter in sorted(counters.items())
                if self.people[group][name] >= SMALLEST_GROUP
            }
            for group, counters in self.groups.items()
        }
        return {
            "key": self.key,
            "question": self.question,
            "kind": self.kind,
            "answered": self.answered,
            "rows": [{"key": key, "label": label, "count": self.values[key]} for key, label in self.labels.items()],
            "groups": shown,
            "note": self.note,
        }
