"""The picture of the theme with the knot: fields, hedgerows and what a village owns together."""

from __future__ import annotations

import math
from collections.abc import Callable

from .sheet import (
    BRICK,
    GRASS,
    HAY,
    HEATHER,
    HEIGHT,
    INK,
    MEADOW,
    MIST,
    PAPER,
    SAND,
    STONE,
    SUN,
    WIDTH,
    Point,
    Sheet,
    cow,
    mix,
    sky,
    tree,
)

Height = Callable[[float], float]


def meadow(s: Sheet) -> None:
    """Parcels between hedgerows, rolling towards you, with a track, a barn and now and then a windmill."""
    horizon = s.rng.uniform(240, 350)
    sky(s, horizon)
    vanish = s.rng.uniform(300, 1300)
    tops = [s.hill(horizon + (HEIGHT - horizon) * (i / 5.2) ** 1.35, 8 + i * 7) for i in range(5)]
    barn_at, mill = s.rng.choice((2, 3)), s.rng.random() < 0.55
    start = s.rng.uniform(200, 1400)
    for i, top in enumerate(tops):
        below = tops[i + 1] if i < 4 else (lambda _x: HEIGHT + 40.0)
        if i == 1 and mill:
            for _ in range(s.rng.randint(1, 3)):
                x = s.rng.uniform(100, 1500)
                _windmill(s, x, top(x), s.rng.uniform(110, 170))
        if i == 0:
            for _ in range(11):
                x = s.rng.uniform(0, WIDTH)
                s.disc(x, top(x), s.rng.choice((14, 21, 28)), s.tone(MEADOW, 0.55))
        _parcels(s, i, top, below, vanish)
        if i == barn_at:
            x = s.rng.uniform(150, 420) if vanish + start > WIDTH else s.rng.uniform(900, 1160)
            _barn(s, x, top(x + 130) + 30, 0.75 + i * 0.14)
    _track(s, tops[1], (vanish, start))
    _near(s, tops)


def _parcels(s: Sheet, row: int, top: Height, below: Height, vanish: float) -> None:
    """One strip of land, cut into parcels that narrow towards the vanishing point."""
    distance, x = 0.46 - row * 0.11, -500.0 - s.rng.uniform(0, 200)
    crops = s.rng.sample(
        (GRASS, MEADOW, HAY, mix(GRASS, HAY, 0.5), mix(MEADOW, GRASS, 0.5), SAND, mix(HAY, BRICK, 0.25)), 5
    )
    s.ground(top, s.tone(GRASS, distance))

    def lean(px: float, share: float) -> Point:
        upper = top(px)
        bottom = below(px) + 30
        return px + (px - vanish) * 0.3 * share * (1 + row * 0.2), upper + (bottom - upper) * share

    count, hedges = 0, list[list[Point]]()
    while x < WIDTH + 500:
        wide = s.rng.uniform(0.7, 1.6) * (222 + row * 102)
        colour = s.tone(crops[count % 5], distance)
        upper = [(x + wide * k / 3, top(x + wide * k / 3)) for k in range(4)]
        s.area([*upper, lean(x + wide, 1), lean(x, 1)], colour)
        if s.rng.random() < 0.55:
            furrows = s.rng.randint(3, 4 + row)
            for k in range(1, furrows):
                px = x + wide * k / furrows
                s.line([lean(px, 0.04), lean(px, 1)], mix(colour, s.tone(INK, distance), 0.13), 2 + row)
        if s.rng.random() < 0.62:
            hedges.append([lean(x, k / 4.5) for k in range(1 if row else 0, 6)])
        if s.rng.random() < 0.28:
            hedges.append(upper)
        x += wide
        count += 1
    bush = s.tone(mix(MEADOW, INK, s.rng.uniform(0.05, 0.3)), distance)
    for hedge in hedges:
        _hedge(s, hedge, row, bush)
    for hedge in hedges:
        if s.rng.random() < 0.34:
            x, y = hedge[0]
            tree(s, x, y + 4, 46 + row * 34, mix(bush, s.tone(GRASS), 0.25), s.rng.choice(("round", "poplar", "round")))


def _hedge(s: Sheet, along: list[Point], row: int, colour: str) -> None:
    """Bushes along a line."""
    for x, y in along:
        if -60 < x < WIDTH + 60 and y < HEIGHT + 40:
            s.disc(x, y, (9 + row * 5) * s.rng.choice((0.85, 1.15)), colour)


def _windmill(s: Sheet, x: float, y: float, size: float) -> None:
    """A modern windmill, owned by the village."""
    white, turn = s.tone(PAPER, 0.1), s.rng.uniform(0, 2)
    s.area([(x - 5, y + 20), (x - 2, y - size), (x + 2, y - size), (x + 5, y + 20)], white)
    for blade in range(3):
        angle = turn + math.tau * blade / 3
        tip = (x + size * 0.62 * math.cos(angle), y - size + size * 0.62 * math.sin(angle))
        side = (x + 9 * math.cos(angle + 1.2), y - size + 9 * math.sin(angle + 1.2))
        s.area([(x, y - size), side, tip], white)
    s.disc(x, y - size, 5, white)


def _barn(s: Sheet, x: float, y: float, k: float) -> None:
    """The barn of the cooperative: a wide roof with solar panels, doors open."""
    wall = s.tone(s.rng.choice((BRICK, INK, MEADOW, mix(BRICK, SAND, 0.5))), 0.08)
    roof = s.tone(s.rng.choice((BRICK, STONE, mix(BRICK, INK, 0.35))), 0.05)
    if wall == roof:
        wall = s.tone(SAND, 0.1)
    s.area([(x, y), (x, y - 78 * k), (x + 58 * k, y - 148 * k), (x + 116 * k, y - 78 * k), (x + 116 * k, y)], wall)
    s.box(x + 116 * k, y - 80 * k, 210 * k, 80 * k, mix(wall, s.tone(INK), 0.16))
    s.area(
        [(x + 48 * k, y - 156 * k), (x + 270 * k, y - 156 * k), (x + 340 * k, y - 72 * k), (x + 124 * k, y - 72 * k)],
        roof,
    )
    panel = s.tone(mix("#00587A", INK, 0.4), 0.05)
    for col in range(4):
        for line in range(2):
            px, py = x + (88 + col * 46 + line * 30) * k, y - (144 - line * 34) * k
            s.area([(px, py), (px + 38 * k, py), (px + 62 * k, py + 28 * k), (px + 25 * k, py + 28 * k)], panel)
    s.box(x + 34 * k, y - 64 * k, 48 * k, 64 * k, s.tone(INK))
    s.box(x + 40 * k, y - 58 * k, 36 * k, 58 * k, s.tone(SUN if s.mood.dusk > 0.15 else mix(INK, BRICK, 0.4)))
    for i in range(3):
        s.box(x + (150 + i * 54) * k, y - 56 * k, 30 * k, 22 * k, s.tone(SUN if s.mood.dusk > 0.15 else MIST, 0.05))
    if s.rng.random() < 0.5:
        s.box(x - 58 * k, y - 128 * k, 44 * k, 128 * k, s.tone(MIST, 0.2))
        s.blob(x - 36 * k, y - 128 * k, 22 * k, 16 * k, s.tone(STONE, 0.2))
    tree(s, x + 360 * k, y + 6, 150 * k, s.tone(mix(MEADOW, INK, 0.15), 0.05))


def _track(s: Sheet, far: Height, way: tuple[float, float]) -> None:
    """A sand track that winds to the horizon."""
    (vanish, start), bend = way, s.rng.uniform(-200, 200)
    left, right = [], []
    for i in range(17):
        t = i / 16
        y = far(vanish) + (HEIGHT + 20 - far(vanish)) * t**1.3
        x = vanish + (start - vanish) * t + bend * math.sin(t * 5.2) * (0.15 + t)
        half = 3 + 62 * t**1.5
        left.append((x - half, y))
        right.append((x + half, y))
    s.area(left + right[::-1], s.tone(SAND, 0.08))
    middle = [((a + b) / 2, y) for (a, y), (b, _y) in zip(left[5:], right[5:], strict=True)]
    s.line(middle, s.tone(mix(SAND, GRASS, 0.55), 0.08), 9)


def _near(s: Sheet, tops: list[Height]) -> None:
    """What is close by: bales or cows, and cow parsley along the edge."""
    if s.rng.random() < 0.5:
        for _ in range(s.rng.randint(3, 6)):
            x = s.rng.uniform(80, 1520)
            y, r = tops[3](x) + s.rng.uniform(30, 110), s.rng.uniform(30, 42)
            s.blob(x + r * 0.5, y + r * 0.75, r * 1.5, r * 0.3, s.tone(mix(MEADOW, INK, 0.4), 0.1))
            s.disc(x, y, r, s.tone(HAY, 0.02))
            s.disc(x + 3, y, r * 0.66, s.tone(mix(HAY, BRICK, 0.2)))
            s.disc(x + 4, y, r * 0.4, s.tone(HAY, 0.02))
    else:
        for _ in range(s.rng.randint(2, 5)):
            x = s.rng.uniform(100, 1500)
            cow(s, x, tops[3](x) + s.rng.uniform(50, 120), s.rng.uniform(0.9, 1.3))
    side, flower = s.rng.choice((0.0, 1.0)), s.rng.choice((PAPER, SUN, mix(HEATHER, PAPER, 0.35)))
    for _ in range(10):
        x = side * WIDTH + (1 - 2 * side) * 430 * s.rng.random() ** 1.4
        y = HEIGHT - s.rng.uniform(60, 260) * (1 - abs(x - side * WIDTH) / 640)
        s.line([(x + s.rng.uniform(-20, 20), HEIGHT + 10), (x, y)], s.tone(mix(MEADOW, INK, 0.35)), 5)
        for dx, dy in ((-22, 0), (-9, -10), (7, -9), (21, 1)):
            s.disc(x + dx, y + dy, 9, s.tone(flower))
