"""Dutch full-text search over the spine, with room for typing mistakes."""

from __future__ import annotations

import re

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import F, Q
from django.db.models.functions import Greatest

from publications.models import Publication
from publications.querysets import PublicationQuerySet

WORD = re.compile(r"\w+")
# Rank this many of the most energetic matches: "fiets" may match a third of everything.
RANKED = 300
SHOWN = 40


def query_for(text: str) -> SearchQuery | None:
    """Give the full-text query for what a person typed; None when there is no word in it.

    Every word also matches as the beginning of a longer one, because Dutch glues words together: "fiets" finds
    "fietspad".
    """
    words = WORD.findall(text)[:8]
    if not words:
        return None
    return SearchQuery(" & ".join(f"'{word}':*" for word in words), search_type="raw", config="dutch")


def matching(publications: PublicationQuerySet[Publication], text: str) -> PublicationQuerySet[Publication]:
    """Keep the publications that hold every word; when a typing mistake leaves none, those with words like it."""
    query = query_for(text)
    if query is None:
        return publications.none()
    exact = publications.filter(search_vector=query)
    return exact if exact.exists() else publications.filter(alike(text))


def alike(text: str) -> Q:
    """Say that title or summary holds something spelled much like this (pg_trgm word similarity)."""
    return Q(title__trigram_word_similar=text) | Q(summary__trigram_word_similar=text)


def best(publications: PublicationQuerySet[Publication], text: str) -> list[Publication]:
    """Give the best matches, best first."""
    query = query_for(text)
    if query is None:
        return []
    hits = publications.filter(search_vector=query).order_by("-energy", "-id").values("pk")[:RANKED]
    ranked = publications.filter(pk__in=hits).annotate(rank=SearchRank(F("search_vector"), query, normalization=2))
    found: list[Publication] = list(ranked.for_cards().order_by("-rank", "-energy", "-id")[:SHOWN])
    if found:
        return found
    likeness = Greatest(TrigramWordSimilarity(text, "title"), TrigramWordSimilarity(text, "summary"))
    close = publications.filter(alike(text)).annotate(likeness=likeness)
    return list(close.for_cards().order_by("-likeness", "-energy")[:SHOWN])
