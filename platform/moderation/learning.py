"""What the site's own decisions teach about which case to look at first; it opens and decides nothing.

A naive Bayes over the words of a text, its weights hashed into a few thousand numbers, made anew every night from the
decisions of moderators. Why this is our own: docs/rules/moderation.md, "what is learned".
"""

from __future__ import annotations

import re
from collections import Counter
from hashlib import blake2b
from math import log, sqrt, tanh

from django.db import transaction
from django.db.models.functions import Now

from moderation.models import Decision, Learned, Measure

# How many places the words are spread over, and from how many decisions of both kinds it counts for anything.
PLACES = 4_096
LEAST = 50
# The newest decisions only: what the site finds acceptable changes.
NEWEST = 20_000


def places_of(text: str) -> set[int]:
    """Give the places of the words of a text, each once."""
    words = set(re.findall(r"[^\W\d_]{2,30}", text.casefold()[:10_000]))
    return {int.from_bytes(blake2b(word.encode(), digest_size=4).digest()) % PLACES for word in words}


def learn() -> Learned:
    """Learn anew from the newest decisions that stand; without enough of both kinds nothing is kept."""
    taken, left = Counter[int](), Counter[int]()
    many = {True: 0, False: 0}
    measures = [Measure.HIDE, Measure.REMOVE, Measure.LEAVE]
    stand = Decision.objects.filter(measure__in=measures, undone_by__isnull=True).order_by("-id")
    for measure, text in stand.values_list("measure", "case__text_then")[:NEWEST].iterator(chunk_size=1_000):
        was_taken = measure != Measure.LEAVE
        (taken if was_taken else left).update(places_of(text))
        many[was_taken] += 1
    weights = weights_of(taken, left, many[True], many[False]) if min(many.values()) >= LEAST else []
    values = {"weights": weights, "taken": many[True], "left": many[False], "learned_at": Now()}
    with transaction.atomic():
        learned, _made = Learned.objects.update_or_create(pk=1, defaults=values)
    return learned


def weights_of(taken: Counter[int], left: Counter[int], times_taken: int, times_left: int) -> list[float]:
    """Give for each place how much more often it was in what was taken than in what was left, as a logarithm."""
    return [
        round(log((taken[place] + 1) / (times_taken + 2)) - log((left[place] + 1) / (times_left + 2)), 2)
        for place in range(PLACES)
    ]


def lift(text: str) -> float:
    """Give what a text adds to the priority of its case: from -1 (half as urgent) to 1 (twice); 0 before enough."""
    weights = Learned.objects.filter(pk=1).values_list("weights", flat=True).first()
    places = places_of(text)
    if not weights or not places:
        return 0.0
    return tanh(sum(weights[place] for place in places) / sqrt(len(places)) / 2)
