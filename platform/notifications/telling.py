"""Telling people what happened: one row in the transaction that caused it, written out to notices by the worker."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from foundation.nudges import nudge
from notifications.catalogue import BY_CODE, EventKind
from notifications.fan_out import WRITE_BATCH
from notifications.models import Event, Pace
from publications.models import Publication

log = logging.getLogger("notifications.events")

BATCH = 1_000
# A worker goes on with what waits for this long, and then makes room for what is more urgent.
SLICE = timedelta(seconds=2)
WAITS = [timedelta(seconds=30), timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6)]

People = Iterable[User] | QuerySet[User]


def tell(
    kind: EventKind,
    *,
    key: str | int,
    about: Publication | None = None,
    people: People = (),
    without: Iterable[User] = (),
    due_at: datetime | None = None,
    words: Mapping[str, object] | None = None,
    **context: object,
) -> None:
    """Let people hear of an event, each once and in the way they chose.

    Writes one row in the current transaction, however many people it is for. `key` names the very occasion within the
    kind ("12"), so that telling twice is telling once. `people` are those concerned besides the followers (a queryset
    is read for its keys only); `without` are those who did it. `context` and `words` are what the texts of the kind
    need; title and path of the publication are added. Nobody hears before `due_at`.
    """
    row = Event(
        kind=kind.code,
        key=f"{kind.code}:{key}",
        publication_id=about.pk if about else None,
        context={**of_publication(about), **(words or {}), **context},
        people=sorted(ids_of(people)),
        without=[person.pk for person in without],
        to_followers=kind.to_followers and about is not None,
        lane=kind.lane,
    )
    if due_at is not None:
        row.due_at = due_at
    Event.objects.bulk_create([row], ignore_conflicts=True)
    nudge("notifications.tasks.write_events")


def of_publication(about: Publication | None) -> dict[str, object]:
    """Give what every text about a publication may use."""
    return {"title": about.title, "path": about.get_absolute_url()} if about else {}


def ids_of(people: People) -> set[int]:
    """Give their numbers, of a queryset without making people of them."""
    if isinstance(people, QuerySet):
        return set(people.order_by().values_list("pk", flat=True))
    return {person.pk for person in people}


def write_events(seconds: float = SLICE.total_seconds()) -> int:
    """Write out what waits, batch by batch, each in its own transaction; gives how many people were reached.

    After `seconds` the rest is left to the next call, which is asked for.
    """
    started, reached = timezone.now(), 0
    while (count := write_next()) is not None:
        reached += count
        if timezone.now() - started > timedelta(seconds=seconds):
            nudge("notifications.tasks.write_events")
            break
    return reached


def write_next() -> int | None:
    """Write the next notices of an event that no other worker holds; None when nothing waits.

    An event that cannot be written does not hold up the others: it waits, longer each time, and is then given up.
    """
    with transaction.atomic():
        waiting = Event.objects.select_for_update(skip_locked=True, of=("self",)).select_related("publication")
        ready = waiting.filter(done_at__isnull=True, given_up=False, due_at__lte=Now())
        event = ready.order_by("lane", "to_followers", "due_at", "pk").defer("context").first()
        if event is None:
            return None
        try:
            with transaction.atomic():
                return write_batch(event)
        except (DatabaseError, KeyError) as error:
            log.exception("event not written", extra={"event": event.pk, "attempt": event.attempts + 1})
            if isinstance(error, DatabaseError) and not connection.is_usable():
                raise
            postpone(event)
            return 0


def write_batch(event: Event) -> int:
    """Write one batch of an event that is locked. Raises KeyError when the catalogue does not know its kind."""
    with connection.cursor() as cursor:
        cursor.execute(WRITE_BATCH, values_of(event, BY_CODE[event.kind]))
        count, last = cursor.fetchone()
    changes: dict[str, object] = {"reached": last} if last else {}
    if count < BATCH:
        # Who heard is in the notices from now on.
        changes |= {"done_at": Now(), "people": []}
    Event.objects.filter(pk=event.pk).update(**changes)
    for lane in ("urgent", "default"):
        nudge(f"notifications.tasks.send_{lane}_mail")
    nudge("notifications.tasks.send_push")
    return int(count)


def postpone(event: Event) -> None:
    """Try again later, longer each time; after the last wait give up."""
    last = event.attempts >= len(WAITS)
    wait = timedelta(0) if last else WAITS[event.attempts]
    Event.objects.filter(pk=event.pk).update(attempts=F("attempts") + 1, given_up=last, due_at=Now() + wait)


def try_again(events: QuerySet[Event]) -> int:
    """Give events that were given up another series of attempts, starting now."""
    count = events.filter(given_up=True).update(given_up=False, attempts=0, due_at=Now())
    nudge("notifications.tasks.write_events")
    return count


def values_of(event: Event, kind: EventKind) -> dict[str, Any]:
    """Give what a batch is written with."""
    publication = event.publication if event.to_followers else None
    defaults = kind.category.defaults
    return {
        "event": event.pk,
        "people": event.people,
        "without": event.without,
        "reached": event.reached,
        "about": event.publication_id,
        "publication": publication.pk if publication else 0,
        "theme": publication.theme_id if publication else 0,
        "municipality": (publication.municipality_id or 0) if publication else 0,
        "author": publication.author_id if publication else 0,
        "category": kind.category.value,
        "must": kind.category.must,
        "at_once": kind.at_once,
        "kind_on_site": kind.on_site,
        "on_site": defaults.on_site,
        "mail": (Pace.NOW if kind.at_once else defaults.mail).value,
        "push": defaults.push,
        "kind": kind.code,
        "lane": kind.lane.value,
        "zone": settings.TIME_ZONE,
        "batch": BATCH,
    }
