"""Dutch full-text search over the spine, with room for typing mistakes."""

from __future__ import annotations

import re
from functools import lru_cache

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramSimilarity, TrigramWordSimilarity
from django.db import connection
from django.db.models import F

from publications.models import Publication, Word
from publications.querysets import PublicationQuerySet

WORD = re.compile(r"\w+")
# A sound that is hard at the end of a word and soft before an ending, and the other way round.
VOICED = {"z": "s", "v": "f", "s": "z", "f": "v"}
# Rank this many of the most energetic matches: "fiets" may match a third of everything.
RANKED = 300
# How much of a word must be there for it to count as meant (pg_trgm word similarity); "naoberschap" has 0.58 of
# "noaberschap", "fietpsad" 0.44 of "fietspad".
ALIKE = 0.43
# Of the words that are alike, keep those about as near as the nearest, and never more than so many.
NEARLY = 0.1
MOST_ALIKE = 8
SHOWN = 40
# While somebody types a title: how many like it to show, and from what likeness (0 to about 2).
SIMILAR_SHOWN = 4
LIKE_ENOUGH = 0.42
TITLE_FIRST = [0.0, 0.1, 0.3, 1.0]


def query_for(text: str) -> SearchQuery | None:
    """Give the full-text query for what a person typed; None when there is no word in it.

    Every word also matches as the beginning of a longer one, because Dutch glues words together: "fiets" finds
    "fietspad". Its kin are tried too, because the stemmer alone keeps "plannen" and "plan" apart.
    """
    return all_of([[f"'{one}':*" for one in sorted(kin(stem))] for stem in stems_in(text)])


def near_query_for(text: str) -> SearchQuery | None:
    """Give the query for words on the site that are spelled much like those typed; None when one is like nothing."""
    return all_of([[f"'{word}'" for word in words_like(stem)] for stem in stems_in(text)])


def stems_in(text: str) -> list[str]:
    """Give the stems of the words to look for."""
    return [stem for word in WORD.findall(text)[:8] if (stem := stem_of(word.lower()))]


def all_of(groups: list[list[str]]) -> SearchQuery | None:
    """Ask for one of each group; None when there is no group, or nothing in one."""
    if not groups or not all(groups):
        return None
    return SearchQuery(" & ".join(f"({' | '.join(group)})" for group in groups), search_type="raw", config="simple")


def words_like(stem: str) -> list[str]:
    """Give the words in use on the site that are nearest to this one (pg_trgm word similarity)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, false)", [str(ALIKE)])
    likeness = TrigramWordSimilarity(stem, "text")
    near = Word.objects.filter(text__trigram_word_similar=stem).annotate(likeness=likeness)
    near = near.order_by("-likeness", TrigramSimilarity("text", stem).desc(), "text")
    found = list(near.values_list("text", "likeness")[:MOST_ALIKE])
    return [word for word, score in found if score >= found[0][1] - NEARLY and WORD.fullmatch(word)]


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
    if exact.exists():
        return exact
    near = near_query_for(text)
    return publications.none() if near is None else publications.filter(search_vector=near)


def best(publications: PublicationQuerySet[Publication], text: str) -> list[Publication]:
    """Give the best matches, best first; when a typing mistake leaves none, those with words like it."""
    return ranked(publications, query_for(text)) or ranked(publications, near_query_for(text))


def ranked(publications: PublicationQuerySet[Publication], query: SearchQuery | None) -> list[Publication]:
    """Give the best of the most energetic publications that answer a query."""
    if query is None:
        return []
    hits = publications.filter(search_vector=query).order_by("-energy", "-id").values("pk")[:RANKED]
    rank = SearchRank(F("search_vector"), query, normalization=2)
    found = publications.filter(pk__in=hits).annotate(rank=rank)
    return list(found.for_cards().order_by("-rank", "-energy", "-id")[:SHOWN])


def similar_to(
    title: str, *, kind: str, but_not: int | None = None, among: PublicationQuerySet[Publication] | None = None
) -> list[Publication]:
    """Give what is published already (`among` some) and most like a title somebody is typing, most like it first.

    Candidates share a word's kin, or a word like the longest one, which says most in Dutch and is where a typing
    mistake hides. At most RANKED of them, by energy, are compared at any size.
    """
    stems = {one for word in WORD.findall(title)[:12] if len(word) > 2 and (one := stem_of(word.lower()))}
    if not stems:
        return []
    longest = max(sorted(stems), key=len)
    wanted = {one for stem in stems for one in kin(stem)} | set(words_like(longest))
    query = SearchQuery(" | ".join(f"'{one}'" for one in sorted(wanted)), search_type="raw", config="simple")
    rows = Publication.objects.all() if among is None else among
    there = rows.published().of_kind(kind).exclude(pk=but_not or 0)
    candidates = there.filter(search_vector=query).order_by("-energy", "-id").values("pk")[:RANKED]
    likeness = (
        TrigramSimilarity("title", title)
        + TrigramWordSimilarity(longest, "title") / 2
        + SearchRank(F("search_vector"), query, weights=TITLE_FIRST)
    )
    close = there.filter(pk__in=candidates).annotate(likeness=likeness).filter(likeness__gte=LIKE_ENOUGH)
    return list(close.for_cards().order_by("-likeness", "-energy")[:SIMILAR_SHOWN])
