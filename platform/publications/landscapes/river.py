"""The picture of the theme with the bridge: the IJssel."""

from __future__ import annotations

import math
from collections.abc import Callable

from .sheet import (
    BRICK,
    GRASS,
    HAY,
    HEIGHT,
    INK,
    MEADOW,
    PAPER,
    RIVER,
    ROSE,
    SAND,
    STONE,
    SUN,
    WATER,
    WIDTH,
    Point,
    Sheet,
    cow,
    mix,
    sky,
    willow,
)


def _skyline(s: Sheet, y: float) -> None:
    """A town on the other side: roofs, trees and church towers, one colour, far away."""
    far = s.tone(RIVER, 0.58)
    x = s.rng.uniform(-60, 500)
    end = x + s.rng.uniform(500, 1000)
    tower = s.rng.uniform(x + 120, end - 120)
    while x < end:
        w, h = s.rng.uniform(28, 60), s.rng.uniform(12, 30)
        s.area([(x, y + 4), (x, y - h), (x + w / 2, y - h - w * 0.4), (x + w, y - h), (x + w, y + 4)], far)
        x += w * s.rng.uniform(0.7, 1.3)
    w, h = s.rng.uniform(26, 36), s.rng.uniform(90, 150)
    s.box(tower - w / 2, y - h, w, h + 4, far)
    if s.rng.random() < 0.5:
        s.area([(tower - w * 0.6, y - h), (tower, y - h - s.rng.uniform(60, 100)), (tower + w * 0.6, y - h)], far)
    else:
        s.blob(tower, y - h, w * 0.55, w * 0.6, far)
        s.line([(tower, y - h), (tower, y - h - 52)], far, 5)
    s.area(
        [
            (tower + w / 2, y + 4),
            (tower + w / 2, y - 44),
            (tower + w, y - 62),
            (tower + 118, y - 62),
            (tower + 134, y - 40),
            (tower + 134, y + 4),
        ],
        far,
    )
    if s.mood.dusk > 0.15:
        for _ in range(16):
            s.disc(s.rng.uniform(tower - 220, tower + 220), y - s.rng.uniform(2, 20), 3, SUN)
    for _ in range(9):
        s.disc(s.rng.uniform(0, WIDTH), y, s.rng.uniform(10, 26), s.tone(MEADOW, 0.55))


def _bridge(s: Sheet, y: float, middle: float) -> None:
    """One of the bridges of the IJssel: an arch, a truss or a lift bridge."""
    colour, pier = s.tone(s.rng.choice((BRICK, INK, PAPER, RIVER)), 0.16), s.tone(STONE, 0.3)
    for x in range(int(middle) % 230 - 230, WIDTH + 60, 230):
        s.box(x - 11, y, 22, 46, pier)
    kind, half = s.rng.choice(("arch", "arches", "lift")), s.rng.uniform(200, 260)
    spans = {"arch": (middle,), "arches": (middle - 1.02 * half, middle + 1.02 * half), "lift": ()}[kind]
    for centre in spans:
        size = half if kind == "arch" else half * 0.95
        rise = size * 0.5
        arch = [(centre + size * i / 12, y - rise * (1 - (i / 12) ** 2)) for i in range(-12, 13)]
        s.line(arch, colour, 11)
        for px, py in arch[3:-3:3]:
            s.line([(px, py), (px, y)], colour, 4)
    if kind == "lift":
        for px in (middle - half * 0.5, middle + half * 0.5):
            s.area([(px - 20, y), (px - 13, y - 150), (px + 13, y - 150), (px + 20, y)], colour)
            s.disc(px, y - 150, 17, s.tone(SUN, 0.05))
    s.line([(-10, y), (WIDTH + 10, y)], colour, 12)
    for _ in range(s.rng.randint(1, 4)):
        s.box(s.rng.uniform(50, 1500), y - 22, 30, 14, s.tone(s.rng.choice((SUN, PAPER, ROSE)), 0.1))


def _bends(s: Sheet, horizon: float) -> Callable[[float], list[Point]]:
    """The bed of the river from the horizon to your feet, as an outline that can be made wider."""
    centre, amp, phase = s.rng.uniform(500, 1100), s.rng.uniform(240, 430), s.rng.uniform(0, 6)
    depth = [(i / 40) for i in range(41)]

    def bed(extra: float) -> list[Point]:
        left, right = [], []
        for t in depth:
            x = centre + amp * (t + 0.22) * math.sin(phase + 1.9 / (t + 0.2))
            half = 9 + 300 * t**1.35 + extra * (t + 0.06)
            y = horizon + 9 + (HEIGHT + 20 - horizon) * t**1.15
            left.append((x - half, y))
            right.append((x + half, y))
        return left + right[::-1]

    return bed


def river(s: Sheet) -> None:
    """The IJssel bends through its flood plains, under a bridge, past a town."""
    horizon = s.rng.uniform(290, 380)
    sun_x, _ = sky(s, horizon)
    _skyline(s, horizon)
    for band in range(6):
        distance = 0.5 - band * 0.1
        colour = mix(s.rng.choice((GRASS, MEADOW, HAY)), GRASS, 0.5)
        s.ground(s.hill(horizon + (HEIGHT - horizon) * (band / 6) ** 1.5, 3 + band * 5), s.tone(colour, distance))
    bed = _bends(s, horizon)
    water = bed(0)
    s.area(bed(46), s.tone(SAND, 0.15))
    s.area(water, s.tone(WATER, 0.12))
    s.area(
        [(x * 0.72 + (water[-1 - i][0]) * 0.28, y) for i, (x, y) in enumerate(water)],
        s.tone(mix(WATER, s.mood.low, 0.3), 0.1),
    )
    for _ in range(20):
        i = s.rng.randint(8, 40)
        (lx, y), (rx, _y) = water[i], water[-1 - i]
        x, w = s.rng.uniform(lx + 10, rx - 10), (rx - lx) * s.rng.uniform(0.03, 0.12)
        s.line(
            [(max(lx + 8, x - w), y), (min(rx - 8, x + w), y)],
            s.tone(mix(WATER, s.mood.orb, 0.55 if abs(x - sun_x) < 260 else 0.25)),
            3 + i / 9,
        )
    at = s.rng.randint(9, 13)
    _bridge(s, water[at][1] - 8, (water[at][0] + water[-1 - at][0]) / 2)
    _barge(s, water)
    _bank(s, water)


def _barge(s: Sheet, water: list[Point]) -> None:
    """A river barge, or a sailing boat, somewhere on the near water."""
    i = s.rng.randint(23, 30)
    (lx, y), (rx, _y) = water[i], water[-1 - i]
    x, w = (lx + rx) / 2, (rx - lx) * 0.3
    hull = s.tone(s.rng.choice((INK, BRICK, RIVER)))
    s.area(
        [(x - w, y - w * 0.16), (x + w * 1.1, y - w * 0.2), (x + w * 0.86, y + w * 0.1), (x - w * 0.9, y + w * 0.1)],
        hull,
    )
    if s.rng.random() < 0.5:
        s.line([(x, y - w * 0.1), (x, y - w * 1.5)], s.tone(INK), 5)
        s.area([(x + 6, y - w * 1.5), (x + w * 0.95, y - w * 0.32), (x + 6, y - w * 0.26)], s.tone(BRICK))
        s.area([(x - 6, y - w * 1.35), (x - w * 0.7, y - w * 0.3), (x - 6, y - w * 0.26)], s.tone(PAPER, 0.1))
    else:
        s.box(x - w * 0.78, y - w * 0.44, w * 0.42, w * 0.27, s.tone(PAPER, 0.08))
        s.box(x - w * 0.7, y - w * 0.38, w * 0.26, w * 0.1, s.tone(RIVER))
        s.box(x - w * 0.2, y - w * 0.28, w * 0.95, w * 0.1, s.tone(SAND, 0.1))


def _bank(s: Sheet, water: list[Point]) -> None:
    """What stands on the near banks: willows, cows, and reeds in front."""
    for i in sorted(s.rng.randint(14, 30) for _ in range(s.rng.randint(3, 6))):
        x = water[i][0] - s.rng.uniform(60, 420) if s.rng.random() < 0.5 else water[-1 - i][0] + s.rng.uniform(60, 420)
        if s.rng.random() < 0.6:
            willow(s, x, water[i][1], 70 + i * 5, s.tone(mix(MEADOW, GRASS, s.rng.random()), 0.1))
        else:
            cow(s, x, water[i][1], 0.5 + i / 36)
    side = s.rng.choice((0, 1))
    for i in range(34):
        x = side * WIDTH + (1 - 2 * side) * 420 * s.rng.random() ** 1.6
        top = HEIGHT - s.rng.uniform(90, 260) * (1 - abs(x - side * WIDTH) / 700)
        s.line([(x, HEIGHT + 10), (x + s.rng.uniform(-26, 26), top)], s.tone(mix(MEADOW, INK, 0.35)), 6)
        if i % 4 == 0:
            s.line([(x + 4, top + 10), (x + 6, top - 24)], s.tone(BRICK), 13)
