"""Copies and floods: the same text, or nearly the same, on many places or by many accounts.

A text is known by a few dozen of its word triples, the smallest by a hash (bottom-k, after Broder 1997): two texts that
share most of them are alike, whatever was changed around the edges. The marks of new texts are kept a month.
"""

from __future__ import annotations

import re
from hashlib import blake2b

# Words in a row that make one triple, and how many marks are kept of a text.
ROW = 3
MARKS = 48
ALIKE = 0.6
# Texts shorter than this many words look alike too soon ("Goed plan!").
SHORTEST = 8


def marks_of(text: str) -> list[int]:
    """Give the marks of a text: signed 64-bit numbers in rising order; none for one that is too short."""
    words = re.findall(r"[^\W_]+", text.casefold())
    if len(words) < SHORTEST:
        return []
    rows = {" ".join(words[at : at + ROW]) for at in range(len(words) - ROW + 1)}
    hashes = (int.from_bytes(blake2b(row.encode(), digest_size=8).digest(), signed=True) for row in rows)
    return sorted(hashes)[:MARKS]


def alike(one: list[int], other: list[int]) -> float:
    """Estimate which part of two texts is the same (Jaccard, from the smallest marks of both together), 0 to 1."""
    if not one or not other:
        return 0.0
    together = sorted({*one, *other})[: min(MARKS, max(len(one), len(other)))]
    both = {*one} & {*other}
    return sum(mark in both for mark in together) / len(together)
