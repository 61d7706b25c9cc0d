"""What was told and then changed: taken back, or worded otherwise. What left by mail cannot be called back."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from notifications.catalogue import EventKind
from notifications.models import Event, Notice


def keys_of(kinds: Iterable[EventKind], key: str | int) -> list[str]:
    """Give the keys of one occasion as events of several kinds."""
    return [f"{kind.code}:{key}" for kind in kinds]


def heard(keys: Iterable[str]) -> set[int]:
    """Give the people who heard of these events, or will once they are written out; followers only once they did."""
    keys = list(keys)
    # Those who wait first: an event that is written out between the two questions is then found by the second.
    waiting = Event.objects.filter(key__in=keys, done_at__isnull=True).values_list("people", flat=True)
    named = {person for people in waiting for person in people}
    return named | set(Notice.objects.filter(event__key__in=keys).values_list("person", flat=True))


@transaction.atomic
def forget(keys: Iterable[str]) -> None:
    """Take back what was told: it leaves the lists and digests, and mail that has not left yet stays here."""
    rows = Event.objects.select_for_update(of=("self",)).filter(key__in=list(keys))
    Event.objects.filter(pk__in=[row.pk for row in rows.only("pk")]).delete()


@transaction.atomic
def reword(keys: Iterable[str], **context: object) -> None:
    """Word what was told anew, for who reads it from now on."""
    for row in Event.objects.select_for_update(of=("self",)).filter(key__in=list(keys)).order_by("pk"):
        row.context |= context
        row.save(update_fields=["context"])
