"""Packs circles: the larger in the middle, none overlapping, as close together as a simple spiral finds."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt

GAP = 3.0
TURN = pi * (3 - sqrt(5))  # the golden angle spreads the tries evenly


@dataclass
class Circle:
    """A circle with a key of whoever packs it."""

    key: int
    r: float
    x: float = 0.0
    y: float = 0.0


def pack(circles: list[Circle]) -> float:
    """Place the circles around (0, 0), largest first; give the radius of the whole."""
    placed: list[Circle] = []
    for circle in sorted(circles, key=lambda one: (-one.r, one.key)):
        place(circle, placed)
        placed.append(circle)
    return max((hypot(one.x, one.y) + one.r for one in circles), default=0.0)


def place(circle: Circle, placed: list[Circle]) -> None:
    """Try points on a growing spiral, and take the first that is free."""
    for step in range(20_000):
        distance = 2.2 * sqrt(step)
        circle.x, circle.y = distance * cos(step * TURN), distance * sin(step * TURN)
        if all(hypot(circle.x - one.x, circle.y - one.y) >= circle.r + one.r + GAP for one in placed):
            return


def side_by_side(radii: list[float], width: float) -> list[tuple[float, float]]:
    """Give centres for groups of these radii in rows no wider than `width`, rows centred."""
    rows: list[list[int]] = [[]]
    used = 0.0
    for index, r in enumerate(radii):
        if rows[-1] and used + 2 * r > width:
            rows.append([])
            used = 0.0
        rows[-1].append(index)
        used += 2 * r + GAP * 4
    centres = [(0.0, 0.0)] * len(radii)
    top = 0.0
    for row in rows:
        height = max(2 * radii[index] for index in row) if row else 0.0
        taken = sum(2 * radii[index] + GAP * 4 for index in row) - GAP * 4
        left = (width - taken) / 2
        for index in row:
            centres[index] = (left + radii[index], top + height / 2)
            left += 2 * radii[index] + GAP * 4
        top += height + GAP * 4
    return centres
