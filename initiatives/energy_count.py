"""Recounts the energy of initiatives from the facts: who supports them, and since when."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, Min, OuterRef, QuerySet

from discussions.models import Comment
from initiatives.models import Initiative, Offer, TeamMember, Update
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
    counted = Support.objects.filter(publication__in=ids, counted=True)
    for publication, at in counted.values_list("publication_id", "created_at"):
        sparks[publication].append((at, energy.SUPPORT))
    for publication, at in first_comments_on(ids):
        sparks[publication].append((at, energy.COMMENT))
    for publication, at in helpers_of(ids):
        sparks[publication].append((at, energy.HELPER))
    for publication, at in one_update_a_week(ids):
        sparks[publication].append((at, energy.UPDATE))
    return sparks


def first_comments_on(ids: list[int]) -> QuerySet[Comment, tuple[int, datetime]]:
    """Give, per publication and person, when they first said something; the author and the team give no energy."""
    said = Comment.objects.filter(publication__in=ids, deleted_at__isnull=True, is_hidden=False, is_waiting=False)
    on_team = TeamMember.objects.filter(initiative=OuterRef("publication"), person=OuterRef("author"))
    by_others = said.exclude(author=F("publication__author")).filter(~Exists(on_team)).order_by()
    firsts = by_others.values("publication", "author").annotate(first=Min("created_at"))
    return firsts.values_list("publication", "first")


def helpers_of(ids: list[int]) -> QuerySet[Offer, tuple[int, datetime]]:
    """Give, per publication and person, when their help was first accepted; several offers of one person are one."""
    accepted = Offer.objects.counted().filter(need__initiative__in=ids).order_by()
    firsts = accepted.values("need__initiative", "person").annotate(first=Min("answered_at"))
    return firsts.values_list("need__initiative", "first")


def one_update_a_week(ids: list[int]) -> list[tuple[int, datetime]]:
    """Give, per publication and calendar week, its first update that can be read."""
    rows = Update.objects.filter(initiative__in=ids, is_hidden=False).order_by("id")
    first: dict[tuple[int, int, int], datetime] = {}
    for publication, at in rows.values_list("initiative_id", "at"):
        year, week, _day = at.isocalendar()
        first.setdefault((publication, year, week), at)
    return [(publication, at) for (publication, _year, _week), at in first.items()]


def mark_all() -> int:
    """Mark every published initiative, after the formula or the data changed."""
    return Initiative.objects.published().update(energy_due=True)
