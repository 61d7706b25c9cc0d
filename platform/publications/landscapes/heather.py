"""The picture of the theme with the chair: a table seen from above, and always one place that is still free."""

from __future__ import annotations

import math

from .sheet import (
    BRICK,
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
)

Seat = tuple[float, float, float]  # x, y, and the direction it looks at, in radians

HAIR = ("#2B1D16", "#5B3A22", "#8A5A2B", "#C99A4A", "#B9B4AC", "#E4E0D8", "#1B1B1F", "#8E3B23")
CLOTHES = (RIVER, MEADOW, BRICK, HAY, MIST, ROSE, WATER, INK, PAPER, mix(HEATHER, PAPER, 0.5))
FLOORS = (
    mix(HEATHER, PAPER, 0.72),
    mix(SAND, BRICK, 0.16),
    mix(MIST, RIVER, 0.16),
    mix(HEATHER, INK, 0.1),
    mix(SAND, HEATHER, 0.34),
)


def heather(s: Sheet) -> None:
    """People around a table with papers, in the light of a window."""
    floor = s.tone(s.rng.choice(FLOORS))
    s.box(0, 0, WIDTH, HEIGHT, floor)
    s.rng.choice((_boards, _window_light))(s, floor)
    wood = s.tone(
        s.rng.choice(
            (
                mix(SAND, BRICK, 0.38),
                mix(SAND, HAY, 0.4),
                mix(BRICK, INK, 0.3),
                mix(SAND, PAPER, 0.5),
                mix(MEADOW, PAPER, 0.25),
            )
        )
    )
    table = s.rng.choice((_round_table, _long_table, _horseshoe, _two_tables))
    seats = table(s, wood, mix(floor, s.tone(INK), 0.3))
    free = s.rng.randrange(len(seats))
    for i, seat in enumerate(seats):
        _person(s, seat, mix(floor, s.tone(INK), 0.3), taken=i != free and s.rng.random() < 0.9, invited=i == free)
    _plant(s)


def _boards(s: Sheet, floor: str) -> None:
    """Floor boards, or a rug."""
    grain = mix(floor, s.tone(INK), 0.07)
    lean = s.rng.uniform(-240, 240)
    for i in range(-3, 13):
        x = i * 160 + s.rng.uniform(-6, 6)
        s.line([(x, -10), (x + lean, HEIGHT + 10)], grain, 3)
    if s.rng.random() < 0.8:
        rug = s.tone(s.rng.choice((BRICK, RIVER, HEATHER, MEADOW)), 0.25)
        s.blob(800, 450, 720, 405, rug, 0.006)
        s.blob(800, 450, 680, 372, mix(rug, s.tone(PAPER), 0.22), 0.006)


def _window_light(s: Sheet, floor: str) -> None:
    """The light of a window, lying over the floor in panes."""
    x, y, lean = s.rng.uniform(-100, 900), s.rng.uniform(-200, 60), s.rng.uniform(120, 420)
    light = mix(floor, s.mood.orb, 0.34)
    for i in range(1, 10):
        s.line([(i * 160, -10), (i * 160, HEIGHT + 10)], mix(floor, s.tone(INK), 0.06), 3)
    for col in range(3):
        for row in range(2):
            px, py = x + col * 250 + row * lean, y + row * 470
            s.area([(px, py), (px + 215, py), (px + 215 + lean * 0.92, py + 430), (px + lean * 0.92, py + 430)], light)


def _top(s: Sheet, points: list[Point], wood: str, shade: str) -> None:
    """A table top with its shadow and a lighter edge."""
    s.area([(x + 20, y + 26) for x, y in points], shade)
    s.area(points, wood)


def _rounded(x: float, y: float, w: float, h: float, r: float) -> list[Point]:
    corners = ((x + w - r, y + r, -90), (x + w - r, y + h - r, 0), (x + r, y + h - r, 90), (x + r, y + r, 180))
    return [
        (cx + r * math.cos(math.radians(a + 18 * k)), cy + r * math.sin(math.radians(a + 18 * k)))
        for cx, cy, a in corners
        for k in range(6)
    ]


def _round_table(s: Sheet, wood: str, shade: str) -> list[Seat]:
    rx, ry = s.rng.uniform(300, 430), s.rng.uniform(235, 262)
    cx, cy, n = s.rng.uniform(700, 900), 450, s.rng.randint(8, 11)
    _top(
        s,
        [(cx + rx * math.cos(a / 40 * math.tau), cy + ry * math.sin(a / 40 * math.tau)) for a in range(40)],
        wood,
        shade,
    )
    turn = s.rng.uniform(0, 1)
    angles = [math.tau * i / n + turn for i in range(n)]
    for a in angles:
        _papers(s, cx + rx * 0.72 * math.cos(a), cy + ry * 0.7 * math.sin(a), a)
    _plan(s, cx, cy, 0.9)
    return [(cx + (rx + 52) * math.cos(a), cy + (ry + 52) * math.sin(a), a + math.pi) for a in angles]


def _long_table(s: Sheet, wood: str, shade: str) -> list[Seat]:
    w, h, n = s.rng.uniform(900, 1120), s.rng.uniform(250, 310), s.rng.randint(4, 6)
    x, y = (WIDTH - w) / 2, (HEIGHT - h) / 2
    _top(s, _rounded(x, y, w, h, s.rng.choice((24, 60, 120))), wood, shade)
    seats: list[Seat] = []
    for i in range(n):
        px = x + w * (i + 0.5) / n + s.rng.uniform(-16, 16)
        seats += [(px, y - 52, math.pi / 2), (px, y + h + 52, -math.pi / 2)]
        _papers(s, px, y + 58, -math.pi / 2)
        _papers(s, px, y + h - 58, math.pi / 2)
    _plan(s, x + w * s.rng.uniform(0.35, 0.65), 450, 0.8)
    return [*seats, (x - 56, 450, 0.0), (x + w + 56, 450, math.pi)]


def _horseshoe(s: Sheet, wood: str, shade: str) -> list[Seat]:
    """The council chamber: everyone sees everyone, and the open side faces the public."""
    cx, cy, outer, inner, n = 800.0, s.rng.uniform(330, 380), s.rng.uniform(390, 430), 270.0, s.rng.randint(9, 11)
    arc = [math.radians(-10 + 200 * i / 30) for i in range(31)]
    ring = [(cx + outer * 1.25 * math.cos(a), cy + outer * math.sin(a)) for a in arc]
    ring += [(cx + inner * 1.3 * math.cos(a), cy + inner * math.sin(a)) for a in reversed(arc)]
    _top(s, ring, wood, shade)
    seats = []
    for i in range(n):
        a = math.radians(-4 + 188 * i / (n - 1))
        seats.append((cx + (outer + 46) * 1.23 * math.cos(a), cy + (outer + 46) * math.sin(a), a + math.pi))
        _papers(s, cx + (outer + inner) / 2 * 1.27 * math.cos(a), cy + (outer + inner) / 2 * math.sin(a), a)
    _plan(s, cx, cy + 30, 1.15)
    return [*seats, (cx - 120, 86, math.pi / 2), (cx + 120, 86, math.pi / 2)]


def _two_tables(s: Sheet, wood: str, shade: str) -> list[Seat]:
    """Two kitchen tables, half pushed together."""
    seats: list[Seat] = []
    gap = s.rng.uniform(-60, 60)
    for cx, cy in ((480.0, 430 - gap), (1110.0, 470 + gap)):
        _top(s, _rounded(cx - 230, cy - 150, 460, 300, 26), wood, shade)
        _plan(s, cx, cy, 0.62)
        for a, px, py in (
            (0.0, 290, 0),
            (math.pi, -290, 0),
            (-1.57, -110, -210),
            (-1.57, 110, -210),
            (1.57, -110, 210),
            (1.57, 110, 210),
        ):
            seats.append((cx + px, cy + py, a + math.pi))
            _papers(s, cx + px * 0.62, cy + py * 0.5, a)
    return seats


def _papers(s: Sheet, x: float, y: float, turn: float) -> None:
    """What lies in front of someone: sheets with writing, a cup, or nothing yet."""
    lot = s.rng.random()
    if lot < 0.62:
        tilt = turn + math.pi / 2 + s.rng.uniform(-0.3, 0.3)
        s.box(x - 26, y - 34, 52, 68, s.tone(PAPER), tilt)
        for k in (-16, -4, 8):
            dx, dy = -math.sin(tilt) * k, math.cos(tilt) * k
            ax, ay = math.cos(tilt) * 16, math.sin(tilt) * 16
            s.line([(x + dx - ax, y + dy - ay), (x + dx + ax, y + dy + ay)], s.tone(STONE, 0.2), 3)
    if lot > 0.45:
        cx, cy = x + 44 * math.sin(turn), y - 44 * math.cos(turn)
        s.disc(cx, cy, 19, s.tone(s.rng.choice((PAPER, SUN, ROSE, WATER))))
        s.disc(cx, cy, 12, s.tone(mix(BRICK, INK, 0.6)))


def _plan(s: Sheet, x: float, y: float, k: float) -> None:
    """The map they talk about: fields, a village and a river."""
    turn = s.rng.uniform(-0.14, 0.14)
    s.box(x - 150 * k, y - 96 * k, 300 * k, 192 * k, s.tone(PAPER), turn)
    s.box(x - 138 * k, y - 84 * k, 276 * k, 168 * k, s.tone(mix(MEADOW, PAPER, 0.62)), turn)
    s.line(
        [(x - 134 * k + i * 27 * k, y + 46 * k * math.sin(i * 0.8 + turn * 9)) for i in range(11)],
        s.tone(WATER),
        17 * k,
    )
    for _ in range(7):
        s.box(
            x + s.rng.uniform(-110, 90) * k,
            y + s.rng.uniform(-66, 52) * k,
            20 * k,
            16 * k,
            s.tone(BRICK),
            s.rng.uniform(0, 1),
        )


def _person(s: Sheet, seat: Seat, shade: str, taken: bool, invited: bool) -> None:
    """A chair and who sits on it; the chair that waits for you is the colour of the sun."""
    x, y, look = seat
    c, n = math.cos(look), math.sin(look)
    chair = SUN if invited else s.tone(mix(BRICK, INK, 0.45))
    s.disc(x + 14, y + 18, 58, shade)
    s.box(x - 44, y - 44, 88, 88, chair, look)
    s.box(x - 54 * c - 9, y - 54 * n - 46, 18, 92, mix(chair, INK, 0.28), look)
    if not taken:
        return
    coat, skin = (
        s.tone(s.rng.choice(CLOTHES)),
        s.tone(s.rng.choice(("#F0C7A4", "#D9A066", "#8C5A3C", "#F5D6BD", "#5E3B28"))),
    )
    for side in (-1, 1):
        ax, ay = x - n * 44 * side, y + c * 44 * side
        s.line([(ax, ay), (ax + c * 40 + n * 8 * side, ay + n * 40 - c * 8 * side)], coat, 26)
        s.disc(ax + c * 54 + n * 12 * side, ay + n * 54 - c * 12 * side, 12, skin)
    s.blob(x, y, 36, 64, coat, 0.03, look)
    hair = s.tone(s.rng.choice(HAIR))
    s.disc(x + c * 9, y + n * 9, 30, skin)
    s.blob(x - c * 3, y - n * 3, 30, 32, hair, 0.05, look)
    if s.rng.random() < 0.16:
        s.blob(x - c * 30, y - n * 30, 17, 17, hair, 0.08)


def _plant(s: Sheet) -> None:
    """A large plant in one of the corners."""
    x, y = s.rng.choice(((70, 80), (1530, 90), (80, 830), (1520, 820)))
    s.disc(x, y, 62, s.tone(BRICK))
    for i in range(11):
        angle = math.tau * i / 11 + s.rng.uniform(-0.2, 0.2)
        reach = s.rng.uniform(90, 150)
        leaf = s.tone(mix(MEADOW, s.rng.choice((INK, HAY, MIST)), 0.22))
        s.blob(
            x + reach * 0.6 * math.cos(angle), y + reach * 0.6 * math.sin(angle), reach * 0.55, 21, leaf, 0.03, angle
        )
