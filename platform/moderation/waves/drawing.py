"""Where the dots of the timeline go: time from left to right, one row per network, the first networks on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moderation.models import WaveMember

WIDTH, ROW, MARGIN = 960, 28, 12
ROWS = 8
# So many dots say what there is to see; a browser draws them at once.
MOST = 2_000


@dataclass(frozen=True)
class Dot:
    """One support: where it goes and how its device is drawn (0 to 4)."""

    x: float
    y: float
    device: int
    number: int


@dataclass(frozen=True)
class Timeline:
    """The drawing, in its own units."""

    dots: list[Dot]
    rows: list[tuple[float, int]]
    width: int
    height: int


def timeline(members: Sequence[WaveMember]) -> Timeline:
    """Place supports by their moment; networks beyond the eighth share the last row."""
    shown = list(members[:MOST])
    if not shown:
        return Timeline([], [], WIDTH, ROW)
    first, last = min(one.at for one in shown), max(one.at for one in shown)
    whole = max((last - first).total_seconds(), 1.0)
    used = sorted({min(one.network, ROWS) for one in shown})
    height_of = {network: MARGIN + ROW / 2 + place * ROW for place, network in enumerate(used)}
    dots = [
        Dot(
            round(MARGIN + (one.at - first).total_seconds() / whole * (WIDTH - 2 * MARGIN), 1),
            height_of[min(one.network, ROWS)],
            min(one.device, 5) - 1,
            one.number,
        )
        for one in shown
    ]
    return Timeline(dots, [(height_of[one], one) for one in used], WIDTH, len(used) * ROW + 2 * MARGIN)
