"""Charts of counted results, worked out here and drawn as SVG by templates; each is a table as well.

Shapes carry no text: labels and numbers are words of the page, so that they stay large on a small screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models.taking_part import AgeGroup
from foundation.templatetags.words import number
from places.models import Municipality

# The tones of a scale, from one end over the middle to the other; each tells itself apart from white (3:1).
TONES = 7
# How much of its place a column takes.
COLUMN = 0.9
# Kinds in which people give points instead of choosing.
POINTS = {"rank", "points"}


@dataclass(frozen=True)
class Row:
    """One possible answer: how often, its share in percent, and where it is in the drawing (of 100 wide or high)."""

    label: str
    count: int
    share: int
    start: float = 0.0
    size: float = 0.0
    tone: int = 0
    width: float = 0.0

    @property
    def top(self) -> float:
        """Where a column begins, from the top."""
        return round(100 - self.size, 1)


@dataclass(frozen=True)
class Table:
    """The same question within groups: `heads` are the answers, each line a group with its people and shares."""

    title: str
    heads: list[str]
    lines: list[tuple[str, int, list[int]]]
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """One question as it is shown: `kind` chooses the drawing, `summary` says in a sentence what there is to see."""

    key: str
    question: str
    kind: str
    answered: int
    rows: list[Row]
    unit: str
    summary: str
    note: str = ""
    tables: list[Table] = field(default_factory=list)

    @property
    def is_points(self) -> bool:
        """Whether points are counted instead of people."""
        return self.kind in POINTS

    @property
    def first_label(self) -> str:
        """What the drawing begins with."""
        return self.rows[0].label if self.rows else ""

    @property
    def last_label(self) -> str:
        """What the drawing ends with."""
        return self.rows[-1].label if self.rows else ""


def figures(data: Mapping[str, Any], places: Mapping[int, Municipality], *, with_groups: bool) -> list[Figure]:
    """Draw every count that a method kept; `with_groups` adds the tables by municipality and age group."""
    return [figure(count, places, with_groups=with_groups) for count in data.get("counts", [])]


def figure(count: Mapping[str, Any], places: Mapping[int, Municipality], *, with_groups: bool) -> Figure:
    """Draw one count."""
    kind, found = count["kind"], list(count["rows"])
    if kind in POINTS:
        found.sort(key=lambda row: -row["count"])
    rows = {"scale": stacked, "number": columns}.get(kind, bars)(found, count["answered"], kind)
    return Figure(
        key=str(count["key"]),
        question=count["question"],
        kind=kind,
        answered=count["answered"],
        rows=rows,
        unit=_("points") if kind in POINTS else _("people"),
        summary=summary_of(rows, count["answered"], kind),
        note=count.get("note", ""),
        tables=tables_of(count, places) if with_groups and kind != "words" else [],
    )


def percent(part: float, whole: float) -> int:
    """Give a share in whole percent; of nothing it is 0."""
    return round(100 * part / whole) if whole else 0


def bars(rows: list[dict[str, Any]], answered: int, kind: str) -> list[Row]:
    """Lay out one bar an answer: as long as its share of who answered, or of the most points."""
    is_points = kind in POINTS
    most = max((row["count"] for row in rows), default=0)
    whole = most if is_points else answered
    total = sum(row["count"] for row in rows) if is_points else answered
    return [
        Row(row["label"], row["count"], percent(row["count"], total), size=shape(row["count"], whole)) for row in rows
    ]


def shape(part: float, whole: float) -> float:
    """Give a length of 100 with one decimal."""
    return min(100.0, round(100 * part / whole, 1)) if whole else 0.0


def stacked(rows: list[dict[str, Any]], answered: int, kind: str) -> list[Row]:
    """Lay the answers of a scale end to end in one bar; the tones go from one end to the other."""
    whole, start, found = sum(row["count"] for row in rows), 0.0, []
    for place, row in enumerate(rows):
        size = shape(row["count"], whole)
        tone = round(place * (TONES - 1) / max(1, len(rows) - 1)) + 1
        found.append(Row(row["label"], row["count"], percent(row["count"], whole), round(start, 1), size, tone))
        start += size
    return found


def columns(rows: list[dict[str, Any]], answered: int, kind: str) -> list[Row]:
    """Lay out a histogram: a column a range of numbers, the fullest as high as the drawing."""
    most = max((row["count"] for row in rows), default=0)
    step = 100 / max(1, len(rows))
    found = []
    for place, row in enumerate(rows):
        share, size = percent(row["count"], answered), shape(row["count"], most)
        start, width = round(place * step, 2), round(step * COLUMN, 2)
        found.append(Row(row["label"], row["count"], share, start, size, width=width))
    return found


def summary_of(rows: list[Row], answered: int, kind: str) -> str:
    """Say in one sentence what stands out, for who does not see the drawing."""
    people = ngettext("%(people)s person answered.", "%(people)s people answered.", answered) % {
        "people": number(answered)
    }
    best = max(rows, key=lambda row: row.count, default=None)
    if best is None or not best.count:
        return people
    if kind in POINTS:
        top = _("At the top: %(label)s.") % {"label": best.label}
    else:
        top = _("Most chosen: %(label)s (%(share)s%%).") % {"label": best.label, "share": best.share}
    return f"{people} {top}"


def tables_of(count: Mapping[str, Any], places: Mapping[int, Municipality]) -> list[Table]:
    """Give the same question by municipality and by age group, in percent of who answered in that group."""
    by_name = {str(pk): place.name for pk, place in places.items()}
    ages = {str(value): str(label) for value, label in AgeGroup.choices}
    heads = [row["label"] for row in count["rows"]]
    found = []
    for group, title, names in (("place", _("By municipality"), by_name), ("age", _("By age group"), ages)):
        groups = count["groups"].get(group, {})
        lines = [(names[key], groups[key]["people"], shares(count, groups[key])) for key in names if key in groups]
        if lines:
            found.append(Table(title, heads, lines))
    return found


def shares(count: Mapping[str, Any], group: Mapping[str, Any]) -> list[int]:
    """Give each answer's share within a group: of its people, or of the points they gave."""
    values = group["values"]
    whole = sum(values.values()) if count["kind"] in POINTS else group["people"]
    return [percent(values.get(row["key"], 0), whole) for row in count["rows"]]
