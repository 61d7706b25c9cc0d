"""The paper, the scissors and the light that every drawn picture is made with."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

WIDTH, HEIGHT = 1600, 900
INK, PAPER, MIST, STONE = "#14212B", "#FBFAF6", "#E6EEF0", "#5A6570"
RIVER, MEADOW, HEATHER, BRICK, SUN = "#00587A", "#2C6638", "#713A66", "#9A3B24", "#F4B927"
WATER, GRASS, HAY, SAND, ROSE = "#4F9BB3", "#7FA65A", "#DDBB5C", "#E9DCC0", "#D98E73"

Point = tuple[float, float]


@dataclass(frozen=True)
class Polygon:
    """A filled area."""

    points: tuple[Point, ...]
    colour: str


@dataclass(frozen=True)
class Circle:
    """A filled disc."""

    x: float
    y: float
    r: float
    colour: str


@dataclass(frozen=True)
class Line:
    """A stroke with round ends."""

    points: tuple[Point, ...]
    colour: str
    width: float


Shape = Polygon | Circle | Line


@dataclass(frozen=True)
class Scene:
    """Flat shapes in drawing order, in a plane of 1600 by 900."""

    motif: str
    seed: int
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class Mood:
    """An hour of the day: what the sky does, and how far colours sink into haze or dusk."""

    high: str
    low: str
    orb: str
    haze: str
    dusk: float


MOODS = (
    Mood("#BFD9E2", "#F6EBD3", "#FFE3A0", "#EADFC8", 0.0),  # early morning
    Mood("#A9CFDD", "#EAF1EC", SUN, "#DCE8E4", 0.0),  # a clear day
    Mood("#D9E2E3", "#F1EFE6", PAPER, "#DDE2DF", 0.04),  # thin clouds
    Mood("#E7B48F", "#F9DFA9", "#F08A4B", "#F0C79B", 0.08),  # late sun
    Mood("#8C6B90", "#F0B9A0", "#F9D27A", "#C99A9C", 0.2),  # after sunset
    Mood("#12384B", "#3F7288", "#F6EBC8", "#2E5C70", 0.42),  # a light night
)


def mix(one: str, other: str, share: float) -> str:
    """The colour that lies `share` (0 to 1) of the way from one to the other."""
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


class Sheet:
    """The paper, the scissors and the light of one drawing."""

    def __init__(self, motif: str, seed: int) -> None:
        self.rng = Random(f"{motif}/{seed}")
        self.mood = self.rng.choice(MOODS)
        self.shapes: list[Shape] = []

    def tone(self, colour: str, distance: float = 0.0) -> str:
        """A colour as this hour shows it at a distance of 0 (near) to 1 (lost in haze)."""
        return mix(mix(colour, "#16293F", self.mood.dusk), self.mood.haze, distance)

    def area(self, points: Iterable[Point], colour: str) -> None:
        self.shapes.append(Polygon(tuple(points), colour))

    def disc(self, x: float, y: float, r: float, colour: str) -> None:
        self.shapes.append(Circle(x, y, r, colour))

    def line(self, points: Iterable[Point], colour: str, width: float) -> None:
        self.shapes.append(Line(tuple(points), colour, width))

    def box(self, x: float, y: float, w: float, h: float, colour: str, turn: float = 0.0) -> None:
        """A rectangle with its corner at x, y, turned about its centre."""
        cx, cy, c, s = x + w / 2, y + h / 2, math.cos(turn), math.sin(turn)
        corners = ((-w / 2, -h / 2), (w / 2, -h / 2), (w / 2, h / 2), (-w / 2, h / 2))
        self.area([(cx + a * c - b * s, cy + a * s + b * c) for a, b in corners], colour)

    def blob(
        self, x: float, y: float, rx: float, ry: float, colour: str, wobble: float = 0.0, turn: float = 0.0
    ) -> None:
        """A round shape, cut by hand when it wobbles."""
        steps = 11 if max(rx, ry) < 60 else 18 if max(rx, ry) < 300 else 64
        points = []
        for i in range(steps):
            angle, size = math.tau * i / steps, 1 + self.rng.uniform(-wobble, wobble)
            a, b = rx * size * math.cos(angle), ry * size * math.sin(angle)
            points.append((x + a * math.cos(turn) - b * math.sin(turn), y + a * math.sin(turn) + b * math.cos(turn)))
        self.area(points, colour)

    def hill(self, y: float, swing: float) -> Callable[[float], float]:
        """A gently rolling height for every x."""
        p, q, f = self.rng.uniform(0, 6), self.rng.uniform(0, 6), self.rng.uniform(0.7, 1.4)
        return lambda x: y + swing * (math.sin(x * f / 290 + p) * 0.7 + math.sin(x * f / 150 + q) * 0.25)

    def ground(self, top: Callable[[float], float], colour: str) -> None:
        """Everything below a rolling line."""
        self.area([*((x, top(x)) for x in range(0, WIDTH + 1, 160)), (WIDTH, HEIGHT), (0, HEIGHT)], colour)


def sky(s: Sheet, horizon: float) -> Point:
    """Bands of light, the sun or the moon, clouds and birds; answers where the light is."""
    s.box(0, 0, WIDTH, HEIGHT, s.mood.high)
    for band in range(1, 6):
        s.ground(s.hill(horizon * band / 5.6, 14), mix(s.mood.high, s.mood.low, band / 5))
    x, y, r = s.rng.uniform(220, 1380), s.rng.uniform(0.3, 0.92) * horizon, s.rng.uniform(52, 92)
    for ring, share in ((2.3, 0.16), (1.55, 0.36), (1.0, 1.0)):
        s.disc(x, y, r * ring, mix(mix(s.mood.high, s.mood.low, min(1.0, y / horizon)), s.mood.orb, share))
    for _ in range(s.rng.randint(0, 2)):
        cx, cy = s.rng.uniform(0, WIDTH), s.rng.uniform(0.12, 0.62) * horizon
        for step in range(3):
            s.blob(
                cx + step * 80 - 80,
                cy - (step == 1) * 13,
                120,
                17,
                mix(s.mood.low, PAPER, 0.2 if s.mood.dusk > 0.3 else 0.6),
                0.04,
            )
    bx, by = s.rng.uniform(200, 1300), s.rng.uniform(70, horizon * 0.6)
    for _ in range(s.rng.choice((0, 4, 6, 9))):
        a, b, w = bx + s.rng.gauss(0, 80), by + s.rng.gauss(0, 30), s.rng.uniform(9, 16)
        s.line(
            [(a - w, b - w / 2), (a - w / 3, b - w / 2.6), (a, b), (a + w / 3, b - w / 2.6), (a + w, b - w / 2)],
            s.tone(INK, 0.25),
            3,
        )
    return x, y


def tree(s: Sheet, x: float, y: float, size: float, colour: str, kind: str = "round") -> None:
    """A tree with its foot at x, y: round, or a poplar."""
    bark = s.tone(mix(INK, BRICK, 0.35), 0.15)
    s.line([(x, y), (x, y - size * 0.5)], bark, max(2.0, size * 0.07))
    if kind == "poplar":
        s.blob(x, y - size * 0.72, size * 0.19, size * 0.6, colour, 0.06)
        return
    s.blob(x, y - size * 0.7, size * 0.4, size * 0.38, colour, 0.08)
    s.disc(x - size * 0.1, y - size * 0.78, size * 0.2, mix(colour, s.mood.orb, 0.18))


def willow(s: Sheet, x: float, y: float, size: float, colour: str) -> None:
    """A pollard willow with its foot at x, y."""
    bark = s.tone(mix(INK, BRICK, 0.35), 0.15)
    s.area(
        [
            (x - size * 0.1, y),
            (x - size * 0.13, y - size * 0.5),
            (x + size * 0.13, y - size * 0.5),
            (x + size * 0.1, y),
        ],
        bark,
    )
    s.blob(x, y - size * 0.74, size * 0.3, size * 0.28, colour, 0.1)
    for i in range(11):
        angle = math.pi * (0.17 + 0.066 * i)
        reach = size * s.rng.uniform(0.5, 0.68)
        s.line(
            [(x, y - size * 0.5), (x - reach * math.cos(angle), y - size * 0.5 - reach * math.sin(angle))],
            colour,
            size * 0.035,
        )
    s.blob(x, y - size * 0.52, size * 0.19, size * 0.12, bark, 0.1)


def cow(s: Sheet, x: float, y: float, k: float) -> None:
    """A grazing cow, one to a few strokes."""
    coat, patch = (s.tone(c) for c in s.rng.choice(((PAPER, INK), (INK, PAPER), (BRICK, PAPER))))
    for leg in (-30, -20, 20, 30):
        s.line([(x + leg * k, y), (x + leg * k, y - 26 * k)], coat, 7 * k)
    s.blob(x, y - 38 * k, 44 * k, 21 * k, coat, 0.04)
    s.blob(x + 8 * k, y - 44 * k, 17 * k, 12 * k, patch, 0.15)
    s.blob(x - 50 * k, y - 30 * k, 15 * k, 11 * k, coat, 0.05, 0.9)
