"""The shape of counted results: what a method counts, what is kept as JSON, and what pages and exports draw from.

A method gives `{"counts": [count.as_json(), ...]}`, and anything else it needs beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

# Groups smaller than this are never shown: somebody could be recognised (docs/rules/consultations.md).
SMALLEST_GROUP = 5


def too_small(sizes: Mapping[str, int], *, rest: int = 0) -> set[str]:
    """Name the groups of one breakdown to leave out, so that nobody can work out a group below SMALLEST_GROUP.

    `sizes` are the people in each group and `rest` those in none of them, whom nobody sees either. What is left out is
    known together, as the total less what is shown: so that must be nobody, or SMALLEST_GROUP people or more, and never
    one small group alone. While it is not, the next smallest group goes too.
    """
    waiting = sorted((name for name, size in sizes.items() if size), key=lambda name: (sizes[name], name))
    hidden: list[str] = []
    while waiting and (sizes[waiting[0]] < SMALLEST_GROUP or not is_covered([sizes[name] for name in hidden], rest)):
        hidden.append(waiting.pop(0))
    return {*hidden, *(name for name, size in sizes.items() if not size)}


def is_covered(hidden: list[int], rest: int) -> bool:
    """Say whether groups of these sizes hide each other, together with the rest."""
    together = sum(hidden) + rest
    if not together:
        return True
    return together >= SMALLEST_GROUP and (len(hidden) != 1 or bool(rest))


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
        self.add_points(dict.fromkeys(answers, weight), place=place, age=age)

    def add_points(self, given: Mapping[str, int], *, place: int | None = None, age: str = "") -> None:
        """Count one person who gave each answer its own number of points, such as by its rank."""
        self.answered += 1
        self.values.update(given)
        for group, name in (("place", str(place) if place else ""), ("age", age)):
            if name:
                self.people[group][name] += 1
                self.groups[group].setdefault(name, Counter()).update(given)

    def as_json(self) -> dict[str, Any]:
        """Give it as kept: groups of fewer than SMALLEST_GROUP people are not in it, nor what would give one away."""
        return {
            "key": self.key,
            "question": self.question,
            "kind": self.kind,
            "answered": self.answered,
            "rows": [{"key": key, "label": label, "count": self.values[key]} for key, label in self.labels.items()],
            "groups": {group: self.shown(group) for group in self.groups},
            "note": self.note,
        }

    def shown(self, group: str) -> dict[str, Any]:
        """Give the counts within the groups of one breakdown that may be seen."""
        people = self.people[group]
        hidden = too_small(people, rest=self.answered - sum(people.values()))
        return {
            name: {"people": people[name], "values": dict(counter)}
            for name, counter in sorted(self.groups[group].items())
            if name not in hidden
        }
