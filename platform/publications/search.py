"""Dutch full-text search over the spine, with room for typing mistakes."""

from __future__ import annotations

import re
from functools import lru_cache

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db import connection
from django.db.models import F, Q
from django.db.models.functions import Greatest

from publications.models import Publication
from publications.querysets import PublicationQuerySet

WORD = re.compile(r"\w+")
# A sound that is hard at the end of a word and soft before an ending, and the other way round.
VOICED = {"z": "s", "v": "f", "s": "z", "f": "v"}
# Rank this many of the most energetic matches: "fiets" may match a third of everything.
RANKED = 300
# How much of a word must be there for it to count as meant (pg_trgm word similarity); "naoberschap" has 0.58 of
# "noaberschap", "fietpsad" 0.44 of "fietspad".
ALIKE = 0.43
SHOWN = 40


def query_for(text: str) -> SearchQuery | None:
    """Give the full-text query for what a person typed; None when there is no word in it.

    Every word also matches as the beginning of a longer one, because Dutch glues words together: "fiets" finds
    "fietspad". Its kin are tried too, because the stemmer alone keeps "plannen" and "plan" apart.
    """
    stems = [stem for word in WORD.findall(text)[:8] if (stem := stem_of(word.lower()))]
    if not stems:
        return None
    words = ("(" + " | ".join(f"'{one}':*" for one in sorted(kin(stem))) + ")" for stem in stems)
    return SearchQuery(" & ".join(words), search_type="raw", config="simple")


@lru_cache(maxsize=4096)
def stem_of(word: str) -> str:
    """Give what PostgreSQL's Dutch stemmer makes of a word, as in the index; empty for words like "de" and "een"."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ts_lexize('dutch_stem', %s)", [word])
        found: list[str] | None = cursor.fetchone()[0]
    return found[0] if found else ""


def kin(stem: str) -> set[str]:
    """Give a stem with those that Dutch spelling sets apart: plann/plan, huiz/huis, briev/brief, bankjes/bankj."""
    same = {stem}
    if len(stem) > 3 and stem[-1] == stem[-2]:
        same.add(stem[:-1])
    if len(stem) > 2 and stem[-1] in VOICED:
        same.add(stem[:-1] + VOICED[stem[-1]])
    for ending in ("en", "es", "s"):
        if len(stem) > len(ending) + 3 and stem.endswith(ending):
            same.add(stem.removesuffix(ending))
    return same


def matching(publications: PublicationQuerySet[Publication], text: str) -> PublicationQuerySet[Publication]:
    """Keep the publications that hold every word; when a typing mistake leaves none, those with words like it."""
    query = query_for(text)
    if query is None:
        return publications.none()
    exact = publications.filter(search_vector=query)
    return exact if exact.exists() else publications.filter(alike(text))


def alike(text: str) -> Q:
    """Say that title or summary holds something spelled much like this (pg_trgm word similarity)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, false)", [str(ALIKE)])
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
