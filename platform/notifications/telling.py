"""Telling people what happened: one row in the transaction that caused it, written out to notices by the worker."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from accounts.models import User
from foundation.nudges import nudge
from notifications.catalogue import BY_CODE, EventKind
from notifications.devices import is_possible
from notifications.fan_out import WRITE_BATCH
from notifications.models import Event, Lane, Pace
from publications.models import Publication

log = logging.getLogger("notifications.events")

BATCH = 1_000
# So many mails of an event go in its own lane; those of a larger crowd wait behind the mail of everybody else.
FEW = 100
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
    nudge(task_of(kind.lane))


def task_of(lane: Lane | None) -> str:
    """Name the task that writes out the events of a lane; the urgent ones have a queue to themselves."""
    return f"notifications.tasks.write_{'urgent_' if lane == Lane.URGENT else ''}events"


def of_publication(about: Publication | None) -> dict[str, object]:
    """Give what every text about a publication may use."""
    return {"title": about.title, "path": about.get_absolute_url()} if about else {}


def ids_of(people: People) -> set[int]:
    """Give their numbers, of a queryset without making people of them."""
    if isinstance(people, QuerySet):
        return set(people.order_by().values_list("pk", flat=True))
    return {person.pk for person in people}


def write_events(seconds: float = SLICE.total_seconds(), *, lane: Lane | None = None) -> int:
    """Write out what waits (in one lane), batch by batch, each in its own transaction; gives how many were reached.

    After `seconds` the rest is left to the next call, which is asked for.
    """
    started, reached = monotonic(), 0
    while (count := write_next(lane)) is not None:
        reached += count
        if monotonic() - started > seconds:
            nudge(task_of(lane))
            break
    return reached


def write_next(lane: Lane | None = None) -> int | None:
    """Write the next notices of an event that no other worker holds; None when nothing waits.

    An event that cannot be written does not hold up the others: it waits, longer each time, and is then given up.
    """
    with transaction.atomic():
        waiting = Event.objects.select_for_update(skip_locked=True, of=("self",)).select_related("publication")
        ready = waiting.filter(done_at__isnull=True, given_up=False, due_at__lte=Now())
        if lane is not None:
            ready = ready.filter(lane=lane)
        # The people of an event may be many: only the database reads them.
        ready = ready.defer("context", "people", "without")
        event = ready.order_by("lane", "to_followers", "due_at", "pk").first()
        if event is None:
            return None
        try:
            with transaction.atomic():
                return write_batch(event)
        except Exception:
            # Whatever is wrong with this one, the events behind it must go on; without a database nothing can.
            if not connection.is_usable():
                raise
            log.exception("event not written", extra={"event": event.pk, "attempt": event.attempts + 1})
            postpone(event)
            return 0


def write_batch(event: Event) -> int:
    """Write one batch of an event that is locked. Raises KeyError when the catalogue does not know its kind."""
    with connection.cursor() as cursor:
        # Who changes a publication holds it and may want this event: then we are the one to let go (PostgreSQL waits a
        # second before it ends one of two that wait for each other).
        cursor.execute("SET LOCAL lock_timeout = '500ms'")
        cursor.execute(WRITE_BATCH, values_of(event, BY_CODE[event.kind]))
        count, last = cursor.fetchone()
    # A person or publication that went away meanwhile shows here, where it can still be postponed, and not at commit.
    connection.check_constraints()
    if count < BATCH:
        # Who heard is in the notices from now on.
        changes: dict[str, object] = {"done_at": Now(), "people": []}
    else:
        # Others that wait get their turn before the next batch of this one.
        changes = {"reached": last, "due_at": Now()}
    Event.objects.filter(pk=event.pk).update(**changes)
    for name in ("send_urgent_mail", "send_default_mail", "send_bulk_mail", "send_push"):
        nudge(f"notifications.tasks.{name}")
    return int(count)


def postpone(event: Event) -> None:
    """Try again later, longer each time; after the last wait give up."""
    last = event.attempts >= len(WAITS)
    wait = timedelta(0) if last else WAITS[event.attempts]
    Event.objects.filter(pk=event.pk).update(attempts=F("attempts") + 1, given_up=last, due_at=Now() + wait)


def values_of(event: Event, kind: EventKind) -> dict[str, Any]:
    """Give what a batch is written with."""
    publication = event.publication if event.to_followers else None
    defaults = kind.category.defaults
    return {
        "event": event.pk,
        "few": FEW,
        "reached": event.reached,
        "about": event.publication_id,
        "publication": publication.pk if publication else 0,
        "theme": publication.theme_id if publication else 0,
        "municipality": (publication.municipality_id or 0) if publication else 0,
        "author": publication.author_id if publication else 0,
        "category": kind.category.value,
        "must": kind.category.must,
        "always": kind.category.must or kind.lane == Lane.URGENT,
        "at_once": kind.at_once,
        "kind_on_site": kind.on_site,
        "on_site": defaults.on_site,
        "mail": (Pace.NOW if kind.at_once else defaults.mail).value,
        "push": defaults.push,
        "can_push": is_possible(),
        "kind": kind.code,
        "lane": kind.lane.value,
        "crowd_lane": Lane.BULK.value if kind.lane == Lane.DEFAULT else kind.lane.value,
        "zone": settings.TIME_ZONE,
        "batch": BATCH,
    }
