"""The formula of docs/rules/energy.md: what gives energy, how it fades, and what the meter shows.

Energy fades by half in HALF_LIFE. The sum of fading sparks at a moment t is

    E(t) = sum of weight * 2 ** (-(t - at) / HALF_LIFE)

Because all sparks fade alike, the order of two initiatives never changes by time alone. So what is stored is
log2 of the sum as if seen from EPOCH, which stays true without being touched; E(t) follows from it at any moment.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from math import log2

HALF_LIFE = timedelta(days=45)
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)

# One spark each; per person and initiative every kind counts once (docs/rules/energy.md says why these weights).
PUBLISHED = 1.0
SUPPORT = 1.0
COMMENT = 1.5
HELPER = 3.0
UPDATE = 2.0

# The meter: E(t) at which each level begins.
LEVELS = (2.0, 6.0, 15.0, 35.0, 80.0)

Spark = tuple[datetime, float]


def half_lives_since_epoch(at: datetime) -> float:
    """Give the time from EPOCH to `at` in half-lives."""
    return (at - EPOCH) / HALF_LIFE


def score(sparks: Iterable[Spark]) -> float:
    """Give the score to store for sparks of (moment in UTC, weight); 0.0 when there are none."""
    exponents = [half_lives_since_epoch(at) + log2(weight) for at, weight in sparks if weight > 0]
    if not exponents:
        return 0.0
    # Take the largest out of the sum, so that nothing overflows in a hundred years.
    top = max(exponents)
    return top + log2(sum(2 ** (exponent - top) for exponent in exponents))


def now_of(stored: float, at: datetime | None = None) -> float:
    """Give E(t) of a stored score at a moment (default: this one)."""
    exponent = stored - half_lives_since_epoch(at or datetime.now(tz=UTC))
    return float(2.0 ** min(max(exponent, -60.0), 60.0))


def level(stored: float, at: datetime | None = None) -> int:
    """Give the level of the meter, 0 (resting) to 5."""
    present = now_of(stored, at)
    return sum(present >= bound for bound in LEVELS)
