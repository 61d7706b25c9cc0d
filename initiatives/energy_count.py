"""Recounts the energy of initiatives from the facts: who supports them, and since when."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction

from initiatives.models import Initiative
from publications import energy
from publications.models import Publication
from voting.models import Support

BATCH = 500


def recount_due() -> int:
    """Recount every publication that is marked, in batches; several workers share the work. Gives how many."""
    done = 0
    while count := recount_batch():
        done += count
    return done


@transaction.atomic
def recount_batch() -> int:
    """Take marked rows that no other worker holds, count their sparks, store the score, take the mark off."""
    rows = list(
        Publication.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(energy_due=True)
        .only("pk", "published_at", "energy", "energy_due")
        .order_by("id")[:BATCH]
    )
    sparks = sparks_of([row.pk for row in rows])
    for row in rows:
        own = [(row.published_at, energy.PUBLISHED)] if row.published_at else []
        row.energy = energy.score([*own, *sparks[row.pk]])
        row.energy_due = False
    Publication.objects.bulk_update(rows, ["energy", "energy_due"])
    return len(rows)


def sparks_of(ids: list[int]) -> defaultdict[int, list[energy.Spark]]:
    """Give the sparks of these publications; one per person and kind, never of the author."""
    sparks: defaultdict[int, list[energy.Spark]] = defaultdict(list)
    for publication, at in Support.objects.filter(publication__in=ids).values_list("publication_id", "created_at"):
        sparks[publication].append((at, energy.SUPPORT))
    return sparks


def mark_all() -> int:
    """Mark every published initiative, after the formula or the data changed."""
    return Initiative.objects.published().update(energy_due=True)
