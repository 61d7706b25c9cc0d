"""Fills the queue for measurements: many open cases at once, without content of their own."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from django.db.models import Max
from django.utils import timezone

from moderation import rules
from moderation.models import Case, Signal, Source
from publications.models import Publication

BATCH = 5_000
# Numbers of subjects that no content has: a measured case opens as one whose author removed it.
FREE = 10_000_000_000
CODES = (("insult", "An insult.", 45), ("phone", "A mobile telephone number.", 55), ("links", "Many links.", 25))


def seed_cases(amount: int, *, seed: int = 1) -> int:
    """Add so many open cases about comments on publications that are there, opened in the last week; give how many."""
    on = list(Publication.objects.order_by("id").values_list("pk", "municipality_id", "author_id")[:2_000])
    if not on:
        return 0
    chance, now = Random(seed), timezone.now()
    last: int | None = Case.objects.filter(subject_id__gte=FREE).aggregate(last=Max("subject_id"))["last"]
    first = (last or FREE) + 1
    for start in range(0, amount, BATCH):
        rows = []
        for number in range(start, min(start + BATCH, amount)):
            publication, municipality, author = chance.choice(on)
            harm, reach = chance.randint(1, 100), chance.randint(1, 400)
            at = now - timedelta(seconds=chance.randint(0, 7 * 86_400))
            rows.append(
                Case(
                    subject_kind="comment",
                    subject_id=first + number,
                    publication_id=publication,
                    municipality_id=municipality,
                    author_id=author,
                    source=chance.choice((Source.SIGNAL, Source.REPORT)),
                    harm=harm,
                    reach=reach,
                    priority=rules.priority_of(harm, reach, at),
                    opened_at=at,
                    due_at=at + rules.term_of(harm),
                    text_then="Wat een onzin, jij hebt er geen verstand van. " * 8,
                )
            )
        made = Case.objects.bulk_create(rows)
        seen = [(case, chance.choice(CODES)) for case in made]
        Signal.objects.bulk_create(
            Signal(case=case, code=code, weight=weight, reason=reason, start=0, end=14)
            for case, (code, reason, weight) in seen
        )
    return amount
