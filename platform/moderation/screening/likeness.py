"""What a text reads like: how much it has in common with examples of threats, insults and advertising.

Word rules know ways of saying things; this sees what resembles them. It is a naive Bayes over words, pairs of words and
letters in a row, learned from `examples.tsv` when first asked for (a tenth of a second). It says nothing of which part
of the text it is, and weighs just enough for a moderator to look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from math import log, sqrt
from pathlib import Path

from django.utils.translation import gettext_noop as _

from moderation.opening import Seen
from moderation.screening.plain import flat

FILE = Path(__file__).with_name("examples.tsv")
REASONS = {
    "threat": _("It reads like a threat."),
    "insult": _("It reads like an insult."),
    "spam": _("It reads like advertising."),
}
FINE = {"fine", "dialect"}
# From this score on, chosen on texts it did not learn from (docs/rules/moderation.md, "what it reads like").
LEAST = {"threat": 1.5, "insult": 1.0, "spam": 3.0}
WEIGHT = 26
# A part that stands in fewer examples says nothing, and what is in none of one kind counts for half of one.
IN_EXAMPLES, HALF = 2, 0.5
# Addresses are looked at elsewhere.
LINK = re.compile(r"(?:https?://|www\.)\S+")
# Letters in a row.
RUNS = (3, 4, 5)
# Fewer words have too little in common with anything; of a long text the beginning tells enough.
FEWEST_WORDS, LONGEST = 8, 3_000


def likeness(text: str) -> Iterator[Seen]:
    """Give what a text reads like, the one it has most in common with."""
    parts = parts_of(LINK.sub(" ", text[:LONGEST]))
    if sum(part[0] != "#" and "_" not in part for part in parts) < FEWEST_WORDS:
        return
    scores = {kind: score(parts, weights) - LEAST[kind] for kind, weights in learned().items()}
    kind = max(scores, key=scores.__getitem__)
    if scores[kind] > 0:
        yield Seen(kind, REASONS[kind], WEIGHT)


def score(parts: set[str], weights: dict[str, float]) -> float:
    """Give how much a text has in common with a kind; the square root keeps long and short texts comparable."""
    return sum(weights.get(part, 0.0) for part in parts) / sqrt(len(parts))


def parts_of(text: str) -> set[str]:
    """Give the words, the pairs of words and the runs of letters of a text."""
    plain = re.sub(r"\d+", "0", re.sub(r"[^\w€%]+", " ", flat(text)[0])).strip()
    words = plain.split()
    padded = f" {plain} "
    runs = {f"#{padded[at : at + size]}" for size in RUNS for at in range(len(padded) - size + 1)}
    return {*words, *map("_".join, pairwise(words)), *runs}


@cache
def learned() -> dict[str, dict[str, float]]:
    """Give for each kind what every part says for it (above 0) or against it, as a logarithm of odds."""
    examples = [line.split("\t", 1) for line in FILE.read_text(encoding="utf-8").splitlines()]
    counts = {kind: Counter[str]() for kind in (*REASONS, "fine")}
    texts = Counter[str]()
    for label, text in examples:
        kind = "fine" if label in FINE else label
        if kind in counts:
            counts[kind].update(parts_of(text))
            texts[kind] += 1
    return {kind: odds(counts[kind], texts[kind], counts["fine"], texts["fine"]) for kind in REASONS}


def odds(ours: Counter[str], our_texts: int, others: Counter[str], other_texts: int) -> dict[str, float]:
    """Give the logarithm of how much more often each part stands in texts of one kind than in those that are fine."""
    size, other_size = our_texts + 2 * HALF, other_texts + 2 * HALF
    return {
        part: log((ours[part] + HALF) / size) - log((others[part] + HALF) / other_size)
        for part in ours.keys() | others.keys()
        if ours[part] + others[part] >= IN_EXAMPLES
    }
