"""The picture of the theme with the roofs: neighbours, their gardens and their washing."""

from __future__ import annotations

import math
from itertools import pairwise

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
    RIVER,
    ROSE,
    SAND,
    STONE,
    SUN,
    WATER,
    WIDTH,
    Point,
    Sheet,
    mix,
    sky,
    tree,
)

WASH = (PAPER, RIVER, ROSE, SUN, MIST, BRICK, WATER, mix(HEATHER, PAPER, 0.35), MEADOW)

GARMENTS: dict[str, tuple[float, *tuple[tuple[Point, ...], ...]]] = {  # width, then outlines from the line down
    "shirt": (
        80,
        ((0, 44), (22, 0), (40, 8), (58, 0), (80, 44), (64, 54), (60, 40), (60, 104), (20, 104), (20, 40), (16, 54)),
    ),
    "trousers": (58, ((0, 0), (56, 0), (62, 124), (38, 124), (29, 40), (18, 124), (-6, 124))),
    "dress": (62, ((16, 0), (44, 0), (46, 34), (66, 98), (-6, 98), (14, 34))),
    "socks": (
        56,
        ((0, 0), (16, 0), (16, 34), (30, 44), (26, 52), (0, 48)),
        ((30, 0), (46, 0), (46, 34), (60, 44), (56, 52), (30, 48)),
    ),
}


def brick(s: Sheet) -> None:
    """Terraces behind gardens, or a Twente farmstead, with washing on the line."""
    sky(s, s.rng.uniform(430, 520))
    farm = s.rng.random() < 0.4
    base = s.rng.uniform(560, 610)
    for _ in range(9):
        x = s.rng.uniform(0, WIDTH)
        s.disc(x, base - 130 + s.rng.uniform(-40, 30), s.rng.choice((50, 75)), s.tone(MEADOW, 0.55))
    _row(s, base - 70, 0.66, 0.5, windows=farm)
    s.ground(s.hill(base - 66, 5), s.tone(GRASS, 0.35))
    if farm:
        _farm(s, s.rng.uniform(240, 760), base + 40)
    else:
        _row(s, base + 20, 1.25, 0.08)
    s.ground(s.hill(base + 38 if farm else base + 16, 4), s.tone(mix(GRASS, HAY, s.rng.uniform(0, 0.5)), 0.08))
    _garden(s, base + 60)
    _line_of_washing(s, s.rng.uniform(622, 652))
    s.rng.choice((_apple_tree, _bicycle, _long_table))(s)


def _row(s: Sheet, base: float, k: float, distance: float, windows: bool = True) -> None:
    """A street of houses, each with its own roof."""
    x, run = -s.rng.uniform(20, 150), 0
    wall, roof = BRICK, INK
    while x < WIDTH:
        if run == 0:
            run = s.rng.randint(1, 4)
            wall = s.rng.choice((BRICK, ROSE, SAND, mix(PAPER, SAND, 0.45), mix(BRICK, INK, 0.2), mix(BRICK, HAY, 0.4)))
            roof = s.rng.choice(
                (mix(BRICK, INK, 0.5), mix(STONE, INK, 0.3), mix(BRICK, ROSE, 0.4), mix(RIVER, INK, 0.4))
            )
            style = s.rng.choice(("gable", "gable", "ridge", "step"))
            high = s.rng.uniform(120, 190) * k
        w = s.rng.uniform(134, 158) * k
        _house(s, x, base, (w, high), (s.tone(wall, distance), s.tone(roof, distance)), style)
        if windows:
            _windows(s, x, base, (w, high), s.tone(wall, distance), distance)
        x += w
        run -= 1
        if run == 0 and s.rng.random() < 0.4:
            tree(s, x + 36 * k, base + 8, 190 * k, s.tone(mix(MEADOW, GRASS, s.rng.random()), distance))
            x += 72 * k


def _house(s: Sheet, x: float, base: float, size: tuple[float, float], paint: tuple[str, str], style: str) -> None:
    """One house: chimney, wall and roof."""
    (w, h), (wall, roof) = size, paint
    rise = w * {"gable": 0.62, "ridge": 0.42, "step": 0.5}[style]
    cx = x + w * s.rng.choice((0.24, 0.76))
    s.box(cx - w * 0.07, base - h - rise * 0.95, w * 0.14, rise * 0.8, mix(wall, s.tone(INK), 0.3))
    s.box(x, base - h, w, h, wall)
    if style == "gable":
        s.area([(x, base - h), (x + w / 2, base - h - rise), (x + w, base - h)], wall)
        s.line([(x - 3, base - h + 4), (x + w / 2, base - h - rise), (x + w + 3, base - h + 4)], roof, w * 0.09)
    elif style == "ridge":
        s.area(
            [
                (x - 3, base - h + 6),
                (x + w * 0.06, base - h - rise),
                (x + w * 0.96, base - h - rise),
                (x + w + 3, base - h + 6),
            ],
            roof,
        )
    else:
        for step in range(4):
            s.box(x + w * 0.125 * step, base - h - rise * (step + 1) / 4, w * (1 - step * 0.25), rise / 4 + 1, wall)


def _windows(s: Sheet, x: float, base: float, size: tuple[float, float], wall: str, distance: float) -> None:
    """The door and the windows of a house, lit when it is late."""
    (w, h), late = size, s.mood.dusk > 0.15
    for row in range(2):
        for col in (0.16, 0.58):
            lit = late and s.rng.random() < 0.6
            pane = (
                mix(SUN, wall, distance * 0.6)
                if lit
                else s.tone(mix(MIST, WATER, 0.25) if not late else mix(INK, RIVER, 0.4), distance)
            )
            if row == 1 and col == 0.58:
                s.box(
                    x + w * 0.6,
                    base - h * 0.42,
                    w * 0.24,
                    h * 0.42,
                    s.tone(s.rng.choice((MEADOW, RIVER, HEATHER)), distance),
                )
            else:
                s.box(x + w * col, base - h * (0.86 - row * 0.46), w * 0.26, h * 0.27, pane)


def _farm(s: Sheet, x: float, y: float) -> None:
    """A Saxon farmhouse: the roof almost to the ground, big doors, timber in the gable."""
    wall, roof = s.tone(mix(BRICK, ROSE, 0.3), 0.05), s.tone(mix(BRICK, INK, 0.45), 0.04)
    for side, far in ((-1, 150), (1, 730), (1, 860)):
        tree(s, x + far if side > 0 else x - far, y + 8, s.rng.uniform(300, 400), s.tone(mix(MEADOW, INK, 0.2), 0.1))
    s.area([(x + 210, y - 330), (x + 620, y - 330), (x + 690, y - 96), (x + 420, y - 96)], roof)
    s.box(x + 400, y - 100, 272, 100, mix(wall, s.tone(INK), 0.16))
    for i in range(3):
        s.box(x + 440 + i * 76, y - 76, 40, 42, s.tone(SUN if s.mood.dusk > 0.15 else MIST, 0.05))
    s.area([(x, y), (x, y - 90), (x + 210, y - 330), (x + 420, y - 90), (x + 420, y)], wall)
    s.area([(x + 96, y - 200), (x + 210, y - 330), (x + 324, y - 200)], s.tone(mix(MEADOW, INK, 0.45)))
    for i in range(1, 6):
        px = x + 96 + 228 * i / 6
        s.line([(px, y - 202), (px, y - 202 - 124 * (1 - abs(i - 3) / 3))], s.tone(mix(MEADOW, PAPER, 0.25)), 3)
    for i in range(1, 5):
        s.line([(x + 84 * i, y), (x + 84 * i, y - 200 + (96 if i in (1, 4) else 0))], s.tone(INK, 0.1), 7)
    s.line([(x + 8, y - 100), (x + 412, y - 100)], s.tone(INK, 0.1), 7)
    s.line([(x - 34, y - 58), (x + 210, y - 338), (x + 454, y - 58)], roof, 26)
    s.line([(x + 210, y - 338), (x + 210, y - 372)], s.tone(PAPER), 6)
    s.disc(x + 210, y - 376, 11, s.tone(PAPER))
    door = [(x + 152 + 116 * i / 10, y - 118 - 34 * math.sin(math.pi * i / 10)) for i in range(11)]
    s.area([(x + 152, y), *door, (x + 268, y)], s.tone(MEADOW))
    s.line([(x + 210, y), (x + 210, y - 150)], s.tone(PAPER), 4)


def _garden(s: Sheet, y: float) -> None:
    """A fence, a hedge or a wall with a gap for the path."""
    kind = s.rng.choice(("fence", "hedge", "wall"))
    colour = s.tone(
        {
            "fence": s.rng.choice((PAPER, MEADOW, mix(BRICK, INK, 0.4))),
            "hedge": mix(MEADOW, INK, 0.12),
            "wall": mix(BRICK, INK, 0.1),
        }[kind],
        0.04,
    )
    gate = s.rng.uniform(300, 1200)
    if kind == "fence":
        for i in range(38):
            if abs(i * 44 - gate) > 60:
                s.box(i * 44, y - 54, 24, 62, colour)
    for left, right in ((0.0, gate - 60), (gate + 60, float(WIDTH))):
        s.box(left, y - 36, right - left, {"fence": 9, "hedge": 50, "wall": 44}[kind], colour)
        if kind == "hedge":
            for i in range(int(right - left) // 84 + 1):
                s.disc(min(right - 20, left + 26 + i * 84), y - 34, s.rng.choice((25, 32)), colour)
    s.area(
        [
            (gate - 40, y - 6),
            (gate + 40, y - 6),
            (gate + s.rng.uniform(60, 400), HEIGHT),
            (gate - s.rng.uniform(80, 300), HEIGHT),
        ],
        s.tone(SAND, 0.06),
    )
    _beds(s, y, gate)


def _beds(s: Sheet, y: float, gate: float) -> None:
    """Flowers in the grass, away from the path."""
    for _ in range(4):
        x, row = s.rng.uniform(40, 1450), s.rng.uniform(y + 150, 870)
        if abs(x - gate) < 220:
            continue
        bed = s.tone(s.rng.choice((BRICK, HEATHER, SUN, PAPER, ROSE)))
        for i in range(7):
            s.disc(x + i * 24, row + s.rng.uniform(-12, 12), s.rng.choice((16, 22)), s.tone(mix(MEADOW, INK, 0.2)))
        for i in range(6):
            s.disc(x + i * 26, row - 12 + s.rng.uniform(-12, 12), 8, bed)


def _apple_tree(s: Sheet) -> None:
    """An old apple tree that leans into the picture."""
    x, leaf = s.rng.choice((60, 1540)), s.tone(mix(MEADOW, GRASS, 0.3))
    s.line([(x, HEIGHT + 20), (x + 10, 560)], s.tone(mix(BRICK, INK, 0.55)), 38)
    for dx, dy, r in ((-60, 480, 150), (70, 440, 140), (10, 340, 120)):
        s.blob(x + dx, dy, r, r * 0.9, leaf, 0.06)
    for _ in range(9):
        s.disc(x + s.rng.uniform(-150, 150), s.rng.uniform(320, 540), 13, s.tone(s.rng.choice((BRICK, ROSE))))


def _bicycle(s: Sheet) -> None:
    """A bicycle left on the grass."""
    x, y, colour = s.rng.uniform(150, 1250), 822.0, s.tone(s.rng.choice((INK, RIVER, BRICK, MEADOW)))
    for wheel in (0, 170):
        rim = [(x + wheel + 56 * math.cos(a * math.tau / 24), y + 56 * math.sin(a * math.tau / 24)) for a in range(25)]
        s.line(rim, s.tone(INK), 8)
    s.line([(x, y), (x + 52, y - 84), (x + 138, y - 88), (x + 80, y), (x, y)], colour, 9)
    s.line([(x + 80, y), (x + 46, y - 108)], colour, 9)
    s.line([(x + 170, y), (x + 134, y - 126), (x + 108, y - 132)], colour, 9)
    s.line([(x + 26, y - 110), (x + 66, y - 110)], s.tone(INK), 14)
    s.box(x + 146, y - 128, 58, 44, s.tone(mix(HAY, BRICK, 0.25)))


def _long_table(s: Sheet) -> None:
    """A table in the grass, laid for whoever comes."""
    x, y = s.rng.uniform(120, 820), 800.0
    wood = s.tone(mix(SAND, BRICK, 0.45))
    for leg in (40, 300, 560):
        s.line([(x + leg, y), (x + leg - 16, y + 92)], mix(wood, s.tone(INK), 0.3), 12)
    s.area([(x, y), (x + 600, y), (x + 624, y + 26), (x - 24, y + 26)], wood)
    s.area([(x + 90, y), (x + 510, y), (x + 520, y + 50), (x + 80, y + 50)], s.tone(s.rng.choice((PAPER, MIST, ROSE))))
    for i in range(7):
        px, colour = x + 50 + i * 80 + s.rng.uniform(-14, 14), s.tone(s.rng.choice(WASH))
        if i % 3 == 1:
            s.area([(px - 15, y + 4), (px - 10, y - 52), (px + 10, y - 52), (px + 15, y + 4)], s.tone(WATER))
            s.disc(px, y - 66, 17, colour)
        else:
            s.blob(px, y + 6, 26, 10, colour)


def _line_of_washing(s: Sheet, y: float) -> None:
    """One long line between three poles, and whatever had to be washed today."""
    poles = [s.rng.uniform(40, 180), s.rng.uniform(700, 900), s.rng.uniform(1420, 1560)]
    for x in poles:
        s.line([(x, y - 26), (x, y + 210)], s.tone(mix(BRICK, INK, 0.5)), 13)
        s.line([(x - 34, y - 12), (x + 34, y - 12)], s.tone(mix(BRICK, INK, 0.5)), 9)
    for left, right in pairwise(poles):

        def sag(x: float, left: float = left, right: float = right) -> float:
            t = (x - left) / (right - left)
            return y - 10 + 4 * 30 * t * (1 - t)

        s.line(
            [(left + (right - left) * i / 8, sag(left + (right - left) * i / 8)) for i in range(9)], s.tone(INK, 0.1), 3
        )
        x = left + s.rng.uniform(40, 90)
        while x < right - 130:
            x += _garment(s, x, sag(x + 40), s.tone(s.rng.choice(WASH), 0.03)) + s.rng.uniform(34, 74)


def _garment(s: Sheet, x: float, y: float, colour: str) -> float:
    """A sheet, a shirt, trousers, socks or a dress; answers its width."""
    kind, sway = s.rng.choice(("sheet", *GARMENTS)), s.rng.uniform(-12, 12)
    if kind == "sheet":
        w, h = s.rng.uniform(110, 150), s.rng.uniform(110, 140)
        s.area(
            [(x, y), (x + w, y), (x + w + sway, y + h), (x + w * 0.5 + sway, y + h + 8), (x + sway, y + h - 4)], colour
        )
        s.line([(x + sway, y + h - 26), (x + w + sway, y + h - 22)], mix(colour, s.tone(INK), 0.18), 5)
        return w
    width, *cuts = GARMENTS[kind]
    for cut in cuts:
        s.area([(x + dx + (sway if dy > 60 else 0), y + dy) for dx, dy in cut], colour)
    return width
