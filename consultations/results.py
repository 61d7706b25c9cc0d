"""Counting: a part that was answered is counted anew by the worker, from all its answers, and kept as one row."""

from __future__ import annotations

import json
import logging
from collections import Counter
from datetime import timedelta
from time import monotonic
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q
from django.db.models.functions import Now

from consultations.method import METHODS, method_of
from consultations.models import Part, Response, Result
from consultations.models.taking_part import Channel
from foundation.nudges import nudge

log = logging.getLogger("consultations.results")

# A worker goes on for this many seconds, and then makes room for other work.
SLICE_SECONDS = 2.0
# A count takes seconds; a worker that is at it for longer is gone, and another may begin anew.
GONE_AFTER = timedelta(minutes=10)
TASK = "consultations.tasks.count_results"


def ask(part: Part) -> None:
    """Have the worker count this part anew; call it in the transaction that changes an answer.

    Where that was asked already, the row is only held as shared: writers do not wait for each other, and no count
    begins before they are all committed, so that an answer cannot fall between two counts.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM consultations_result WHERE part_id = %s AND is_due FOR SHARE", [part.pk])
        is_asked = cursor.fetchone() is not None
    if not is_asked:
        Result.objects.update_or_create(part=part, defaults={"is_due": True})


def count_due(seconds: float = SLICE_SECONDS) -> int:
    """Count every part that is due, one at a time; several workers share the work. Gives how many were counted."""
    started, done, tried = monotonic(), 0, set[int]()
    while (result := claim(tried)) is not None:
        tried.add(result.pk)
        done += count(result)
        if monotonic() - started > seconds:
            nudge(TASK)
            break
    return done


@transaction.atomic
def claim(without: set[int]) -> Result | None:
    """Take a part that is due and that no other worker counts: the mark goes off before the count begins.

    What is answered from here on asks for the next count.
    """
    free = Q(counting_since=None) | Q(counting_since__lt=Now() - GONE_AFTER)
    due = Result.objects.filter(free).filter(Q(is_due=True) | Q(counting_since__isnull=False))
    rows = due.exclude(pk__in=without).order_by("counted_at", "pk").select_for_update(skip_locked=True, of=("self",))
    result = rows.first()
    if result is None:
        return None
    Result.objects.filter(pk=result.pk).update(is_due=False, counting_since=Now())
    return result


def count(result: Result) -> bool:
    """Count one claimed part and keep what was found; what cannot be counted is tried again later."""
    part = Part.objects.select_related("consultation", "phase").get(pk=result.part_id)
    try:
        found = counted(part)
    except Exception:
        # One part that cannot be counted must not keep the others from it; without a database nothing can.
        if not connection.is_usable():
            raise
        log.exception("part not counted", extra={"part": part.pk})
        return False
    Result.objects.filter(pk=result.pk).update(**found, counting_since=None, counted_at=Now())
    return True


def counted(part: Part) -> dict[str, Any]:
    """Count everything of a part, at one and the same moment: the fields of Result."""
    with transaction.atomic():
        if len(connection.atomic_blocks) == 1:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        data = method_of(part).tally(part)
        sent = Response.objects.filter(part=part, state=Response.State.SENT)
        return {
            "data": data,
            "answers": method_of(part).answers(part),
            "paper": sent.filter(channel=Channel.PAPER).count(),
            "people": people_of(part),
        }


def people_of(part: Part) -> dict[str, dict[str, int]]:
    """Count who took part by municipality, by age group, and by both together."""
    sent = Response.objects.filter(part=part, state=Response.State.SENT).order_by()
    found: dict[str, Counter[str]] = {"place": Counter(), "age": Counter(), "both": Counter()}
    for place, age, people in sent.values_list("municipality", "age_group").annotate(people=Count("key")):
        found["place"][str(place or "")] += people
        found["age"][age] += people
        found["both"][f"{place or ''} {age}"] += people
    return {name: dict(sorted(counter.items())) for name, counter in found.items()}


def refresh(part: Part) -> Result:
    """Count one part now, whoever else does: for the moment it closes, and for measuring."""
    result, _is_new = Result.objects.get_or_create(part=part)
    Result.objects.filter(pk=result.pk).update(is_due=False)
    Result.objects.filter(pk=result.pk).update(**counted(part), counted_at=Now())
    result.refresh_from_db()
    return result


def differences() -> list[tuple[int, str]]:
    """Compare every result that is up to date with a full count; give the part and the field that differ."""
    found = []
    for result in Result.objects.filter(is_due=False, counting_since=None).select_related("part__consultation"):
        if result.part.method not in METHODS:
            continue
        fresh = counted(result.part)
        result.refresh_from_db()
        if not result.is_due:
            kept = {name: getattr(result, name) for name in fresh}
            found += [(result.part_id, name) for name in fresh if as_kept(fresh[name]) != as_kept(kept[name])]
    return found


def as_kept(value: Any) -> Any:
    """Give a value as it comes back from a JSON column, for comparing."""
    return json.loads(json.dumps(value))
