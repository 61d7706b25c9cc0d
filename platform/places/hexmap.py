"""The hexagon map: where each municipality stands and what its shape is, in the units of the SVG."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from places.models import Municipality

SIZE = 40.0  # from the centre of a hexagon to a corner
WIDTH = sqrt(3) * SIZE
STEP = SIZE * 1.5
LEVELS = 5


@dataclass(frozen=True)
class Hex:
    """A municipality on the map, with a count and the level (0..5) it is filled by."""

    municipality: Municipality
    x: float
    y: float
    points: str
    count: int
    level: int


@lru_cache
def corners(x: float, y: float) -> str:
    """Give the six corners of a pointy-top hexagon, with a little room between neighbours."""
    across, up = WIDTH / 2 * 0.96, SIZE * 0.96
    offsets = [(0, -up), (across, -up / 2), (across, up / 2), (0, up), (-across, up / 2), (-across, -up / 2)]
    return " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in offsets)


def hexes(municipalities: list[Municipality], counts: Mapping[int, int] | None = None) -> list[Hex]:
    """Lay out the municipalities; odd rows are shifted half a cell to the right.

    `counts` maps municipality id to a number; levels divide the largest number in five equal parts.
    """
    counts = counts or {}
    top = max(counts.values(), default=0)
    cells = []
    for one in municipalities:
        x = round(WIDTH * (one.hex_column + 0.5 * (one.hex_row % 2)) + WIDTH / 2, 1)
        y = round(STEP * (one.hex_row - 1) + SIZE, 1)
        count = counts.get(one.pk, 0)
        level = -(-LEVELS * count // top) if top else 0
        cells.append(Hex(one, x, y, corners(x, y), count, level))
    return cells
