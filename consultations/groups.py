"""Who takes part, against who lives here: which groups are missing while there is still time to ask them.

Only groups are compared, and those below SMALLEST_GROUP people are left out with what would give them away.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.charts import percent
from consultations.models.taking_part import AgeGroup
from consultations.tallies import SMALLEST_GROUP, is_covered, too_small
from places.models import Municipality

# With fewer people a share says nothing yet.
FEWEST = 20
# A group is missed when it has less than this part of its share, and at least so many percent points less.
MISSED_PART, MISSED_POINTS = 0.6, 3
MOST_MISSED = 3
DATA = Path(__file__).parent / "data" / "population.json"

REGIONS = {
    "twente": gettext_lazy("Twente"),
    "salland": gettext_lazy("Salland"),
    "ijssel-vecht": gettext_lazy("IJssel-Vecht"),
}
# Both together are compared in three wide age groups: five would be too small in most places.
WIDE = {
    "young": (gettext_lazy("Under 30"), {AgeGroup.UNDER_18, AgeGroup.UNDER_30}),
    "middle": (gettext_lazy("30 to 64"), {AgeGroup.UNDER_45, AgeGroup.UNDER_65}),
    "old": (gettext_lazy("65 and over"), {AgeGroup.OVER_65}),
}
ADVICE = {
    "young": gettext_lazy("Ask a school, sports club or youth council there to pass the question on."),
    "middle": gettext_lazy("Ask employers, village councils and parents' groups there to pass the question on."),
    "old": gettext_lazy(
        "Put the questions on paper in libraries and village halls there, and ask senior clubs to help."
    ),
}


@dataclass(frozen=True)
class Population:
    """How many people live in each municipality (by CBS code), by age group."""

    year: int
    source: str
    regions: dict[str, str]
    people: dict[str, dict[str, int]]


@dataclass(frozen=True)
class Share:
    """One group: its share of who takes part (None: too few to show) and of who lives here, both in percent."""

    name: str
    share: int | None
    lives: int

    @property
    def is_missed(self) -> bool:
        """Whether this group takes part clearly less than its share."""
        share = self.share or 0
        return share < MISSED_PART * self.lives and self.lives - share >= MISSED_POINTS


@dataclass(frozen=True)
class Missed:
    """A group that takes part too little, with what to do about it."""

    name: str
    share: int | None
    lives: int
    advice: str


@dataclass(frozen=True)
class Comparison:
    """Everything about who takes part; empty tables while there are too few people to compare."""

    ages: list[Share] = field(default_factory=list)
    regions: list[Share] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)
    year: int = 0
    source: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.ages or self.regions)


@lru_cache
def population() -> Population:
    """Read the table that comes with the site (consultations/data)."""
    read = json.loads(DATA.read_text())
    rows = read["municipalities"]
    return Population(
        year=read["year"],
        source=read["source"],
        regions={row["cbs_code"]: row["region"] for row in rows},
        people={row["cbs_code"]: dict(zip(read["ages"], row["people"], strict=True)) for row in rows},
    )


def added(people: Iterable[Mapping[str, Mapping[str, int]]]) -> Counter[str]:
    """Add up who took part in several parts, by municipality and age group together."""
    total: Counter[str] = Counter()
    for one in people:
        total.update(one.get("both", {}))
    return total


def compare(both: Mapping[str, int], places: Mapping[int, Municipality], *, only: Iterable[int] = ()) -> Comparison:
    """Compare who took part with who lives here, or in the municipalities `only`.

    `both` counts people by "municipality age" as a recount keeps it; who did not say one of them is in neither share.
    """
    known = population()
    chosen = set(only) or set(places)
    codes = [places[pk].cbs_code for pk in sorted(chosen) if pk in places and places[pk].cbs_code in known.people]
    took: Counter[tuple[str, str]] = Counter()
    for key, count in both.items():
        place, _space, age = key.partition(" ")
        code = places[int(place)].cbs_code if place and int(place) in places else ""
        if not code or code in codes:
            took[known.regions.get(code, ""), age] += count
    lives: Counter[tuple[str, str]] = Counter()
    for code in codes:
        for age, count in known.people[code].items():
            lives[known.regions[code], age] += count
    ages = shares(one_way(took, 1), one_way(lives, 1), {str(value): str(label) for value, label in AgeGroup.choices})
    regions = shares(one_way(took, 0), one_way(lives, 0), {name: str(label) for name, label in REGIONS.items()})
    return Comparison(ages, regions, missed(took, lives), known.year, known.source)


def one_way(cells: Mapping[tuple[str, str], int], side: int) -> Counter[str]:
    """Add up by region (side 0) or age group (side 1); "" is who did not say."""
    found: Counter[str] = Counter()
    for cell, count in cells.items():
        found[cell[side]] += count
    return found


def shares(took: Counter[str], lives: Counter[str], names: Mapping[str, str]) -> list[Share]:
    """Give each group's two shares; nothing while too few people said in which they are, or there is only one."""
    sizes = {name: took[name] for name in names if name and lives[name]}
    whole, population_whole = sum(sizes.values()), sum(lives.values())
    if whole < FEWEST or len(sizes) < 2:
        return []
    hidden = too_small(sizes, rest=took[""])
    return [
        Share(names[name], None if name in hidden else percent(size, whole), percent(lives[name], population_whole))
        for name, size in sizes.items()
    ]


def missed(took: Counter[tuple[str, str]], lives: Counter[tuple[str, str]]) -> list[Missed]:
    """Give the groups by region and age that take part least, the largest gap first."""
    cells = {cell: count for cell, count in widened(took).items() if "" not in cell}
    rest = {cell: count for cell, count in widened(took).items() if "" in cell}
    live = widened(lives)
    whole, live_whole = sum(cells.values()), sum(live.values())
    if whole < FEWEST:
        return []
    hidden = hidden_cells({cell: cells.get(cell, 0) for cell in live}, rest)
    found = []
    for (region, wide), count in live.items():
        share = None if (region, wide) in hidden else percent(cells.get((region, wide), 0), whole)
        one = Share("", share, percent(count, live_whole))
        if one.is_missed and (share is not None or cells.get((region, wide), 0) < SMALLEST_GROUP):
            name = _("%(age)s in %(region)s") % {"age": WIDE[wide][0], "region": REGIONS[region]}
            found.append(Missed(name, share, one.lives, str(ADVICE[wide])))
    return sorted(found, key=lambda one: (one.share or 0) - one.lives)[:MOST_MISSED]


def widened(cells: Mapping[tuple[str, str], int]) -> Counter[tuple[str, str]]:
    """Bring the age groups together into the wide ones."""
    wide = {str(age): name for name, (_label, ages) in WIDE.items() for age in ages}
    found: Counter[tuple[str, str]] = Counter()
    for (region, age), count in cells.items():
        found[region, wide.get(age, "")] += count
    return found


def hidden_cells(cells: Mapping[tuple[str, str], int], rest: Mapping[tuple[str, str], int]) -> set[tuple[str, str]]:
    """Name the cells to leave out of a table whose rows and columns can be added up.

    In each row and column what is left out must hide each other; `rest` are the cells of who did not say one of both,
    which are never shown.
    """
    hidden = {cell for cell, count in cells.items() if count < SMALLEST_GROUP}
    lines = [(side, name) for side in (0, 1) for name in sorted({cell[side] for cell in cells})]
    is_changed = True
    while is_changed:
        is_changed = False
        for side, name in lines:
            line = [cell for cell in cells if cell[side] == name]
            unseen = sum(count for cell, count in rest.items() if cell[side] == name)
            sizes = [cells[cell] for cell in line if cell in hidden and cells[cell]]
            open_ones = sorted((cell for cell in line if cell not in hidden), key=lambda cell: cells[cell])
            if open_ones and not is_covered(sizes, unseen):
                hidden.add(open_ones[0])
                is_changed = True
    return hidden


def coarse(both: Mapping[str, int]) -> dict[str, str]:
    """Give, per "municipality age", what a row of open data may say of it: both, the municipality alone, or neither.

    What is said goes for SMALLEST_GROUP rows or more, so that no row stands out by where and how old somebody is.
    """
    shown = {key: key for key, count in both.items() if count >= SMALLEST_GROUP}
    by_place: Counter[str] = Counter()
    for key, count in both.items():
        by_place[key.partition(" ")[0]] += count if key not in shown else 0
    for key in both:
        place = key.partition(" ")[0]
        if key not in shown:
            shown[key] = f"{place} " if place and by_place[place] >= SMALLEST_GROUP else " "
    return shown
