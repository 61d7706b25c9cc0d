"""How many priorities of people become one list. Pure functions; the page of results explains each in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence


def borda(orders: Iterable[Sequence[str]], keys: Sequence[str]) -> Counter[str]:
    """Count orders by places: the first of n options gets n points, the next n - 1, and so on.

    What somebody left out shares what is left evenly, rounded down, so that leaving out is no way to push down.
    The count is that of Jean-Charles de Borda (1784), with n instead of n - 1 for the first, so that nothing counts as
    nothing.
    """
    scores: Counter[str] = Counter(dict.fromkeys(keys, 0))
    size = len(keys)
    for order in orders:
        named = [key for key in order if key in scores]
        for place, key in enumerate(named):
            scores[key] += size - place
        rest = [key for key in keys if key not in named]
        if named and rest:
            share = sum(range(1, len(rest) + 1)) // len(rest)
            for key in rest:
                scores[key] += share
    return scores


def totals(divided: Iterable[dict[str, int]], keys: Sequence[str]) -> Counter[str]:
    """Add up points."""
    scores: Counter[str] = Counter(dict.fromkeys(keys, 0))
    for points in divided:
        scores.update({key: given for key, given in points.items() if key in scores and given > 0})
    return scores


def wins(pairs: Iterable[tuple[str, str]], keys: Sequence[str]) -> tuple[Counter[str], Counter[str]]:
    """Count comparisons, each (preferred, other): how often each option won, and how often it was compared."""
    won: Counter[str] = Counter(dict.fromkeys(keys, 0))
    compared: Counter[str] = Counter(dict.fromkeys(keys, 0))
    for preferred, other in pairs:
        if preferred in won and other in won and preferred != other:
            won[preferred] += 1
            compared[preferred] += 1
            compared[other] += 1
    return won, compared


def percentages(won: Counter[str], compared: Counter[str]) -> dict[str, int]:
    """Give how many of a hundred comparisons each option won; 0 where it was never compared."""
    return {key: round(100 * won[key] / compared[key]) if compared[key] else 0 for key in compared}
