"""Packs circles into one cloud: themes stand together, none overlap, the larger nearer to the middle of their theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from math import cos, hypot, pi, sin, sqrt

GAP = 3.0
TURN = pi * (3 - sqrt(5))  # the golden angle spreads the tries evenly
STRETCH = 1.45  # a screen is wider than it is high
LARGER = 1.3  # a small cloud may grow this much to fill the drawing
APART = 0.52  # how far from the middle of the cloud the themes begin, as a part of its radius


@dataclass
class Circle:
    """A circle with a key of whoever packs it."""

    key: int
    r: float
    x: float = 0.0
    y: float = 0.0


def cloud(groups: Sequence[Sequence[Circle]], width: float) -> None:
    """Place the circles of all groups in one cloud, in the middle of a drawing of this width that starts at 0."""
    circles = [(circle, start) for group, start in zip(groups, starts(groups), strict=True) for circle in group]
    placed: list[Circle] = []
    for circle, start in sorted(circles, key=lambda one: (-one[0].r, one[0].key)):
        place(circle, start, placed)
        placed.append(circle)
    if not placed:
        return
    left, right = min(one.x - one.r for one in placed), max(one.x + one.r for one in placed)
    top = min(one.y - one.r for one in placed)
    scale = min(LARGER, width / (right - left))
    for one in placed:
        one.x = (one.x - (left + right) / 2) * scale + width / 2
        one.y = (one.y - top) * scale
        one.r *= scale


def starts(groups: Sequence[Sequence[Circle]]) -> list[tuple[float, float]]:
    """Give each group a point around the middle, so that the groups share one cloud like slices of a cake."""
    if len(groups) < 2:
        return [(0.0, 0.0)] * len(groups)
    radius = sqrt(sum(circle.r**2 for group in groups for circle in group)) * APART
    turns = [2 * pi * (index + 0.5) / len(groups) - 3 * pi / 4 - pi / len(groups) for index in range(len(groups))]
    return [(radius * STRETCH * cos(turn), radius * sin(turn)) for turn in turns]


def place(circle: Circle, start: tuple[float, float], placed: list[Circle]) -> None:
    """Try points on a growing spiral around `start`, and take the first that is free."""
    # A large circle may take larger steps; the spiral has no end, so there is always a place.
    apart = max(2.2, circle.r / 8)
    for step in count():
        distance = apart * sqrt(step)
        circle.x = start[0] + distance * cos(step * TURN)
        circle.y = start[1] + distance * sin(step * TURN)
        if all(hypot(circle.x - one.x, circle.y - one.y) >= circle.r + one.r + GAP for one in placed):
            return
