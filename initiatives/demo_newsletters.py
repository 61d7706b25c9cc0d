"""Loads two editions that went out in the demo, and some people who asked for them."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from initiatives.models import Initiative
from newsletters.models import Edition, EditionItem, Subscription

# Of the people with an account; besides them some who have none.
SHARE = 0.4
VISITORS = 12


def load(rows: list[dict[str, Any]], people: dict[str, User], by_title: dict[str, Initiative]) -> int:
    """Load the editions and who asked for them; gives how many asked. Writes no mail."""
    chance, now = Random("nieuwsbrief"), timezone.now()
    asked = [
        Subscription(person=one, asked_at=now - timedelta(days=60), confirmed_at=now - timedelta(days=60))
        for one in people.values()
        if chance.random() < SHARE
    ]
    for number in range(VISITORS):
        at = now - timedelta(days=chance.uniform(10, 60))
        address = f"lezer{number:02d}@{next(iter(people.values())).email.partition('@')[2]}"
        asked.append(Subscription(address=address, asked_at=at, confirmed_at=at))
    Subscription.objects.bulk_create(asked)
    for row in rows:
        load_edition(row, len(asked), by_title)
    return len(asked)


def load_edition(row: dict[str, Any], readers: int, by_title: dict[str, Initiative]) -> None:
    """Make one edition as if it had gone out on its day."""
    at = (timezone.localtime() - timedelta(days=row["days_ago"])).replace(hour=10, minute=0, second=0, microsecond=0)
    edition = Edition.objects.create(
        subject=row["subject"],
        preheader=row["preheader"],
        body=row["body"],
        slug=f"{at:%Y-%m}-{slugify(row['subject'])}"[:80].rstrip("-"),
        state=Edition.State.SENT,
        created_at=at - timedelta(days=2),
        due_at=at,
        started_at=at,
        written_at=at,
        ended_at=at + timedelta(minutes=3),
        recipients=readers,
    )
    EditionItem.objects.bulk_create(
        EditionItem(edition=edition, publication=by_title[title], position=place)
        for place, title in enumerate(row["shows"], start=1)
    )
