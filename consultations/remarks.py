"""Laying out what was said: the worker copies points from responses to rows that staff can tag and quote."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice
from time import monotonic
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.utils import timezone

from consultations.method import METHODS, Point, method_of
from consultations.models import Part, Remark, Response, Result, Tag
from consultations.results import SLICE_SECONDS

BATCH = 500


def lay_out_due(seconds: float = SLICE_SECONDS) -> int:
    """Lay out what changed since the last time, part by part; gives how many responses were looked at."""
    started, done = monotonic(), 0
    counted = Result.objects.filter(counted_at__isnull=False, part__method__in=METHODS)
    behind = counted.exclude(laid_out_at__gte=F("counted_at")).order_by("counted_at", "pk")
    for result in behind.select_related("part__consultation"):
        done += lay_out(result)
        if monotonic() - started > seconds:
            break
    return done


def lay_out(result: Result) -> int:
    """Copy the points of the responses that changed since the count that was laid out last.

    A response knows the day of its last change, not the moment, so those of that day and the one before it (clocks
    differ) are compared again.
    """
    part = result.part
    rows = Response.objects.filter(part=part).exclude(state=Response.State.STARTED).order_by("key")
    if result.laid_out_at:
        rows = rows.filter(changed_on__gte=timezone.localdate(result.laid_out_at) - timedelta(days=1))
    found, done = rows.iterator(chunk_size=BATCH), 0
    while batch := list(islice(found, BATCH)):
        write_batch(part, batch)
        done += len(batch)
    Result.objects.filter(pk=result.pk).update(laid_out_at=result.counted_at)
    return done


@transaction.atomic
def write_batch(part: Part, responses: list[Response]) -> None:
    """Make the rows of these responses equal to what they say now; what was not changed keeps its tags."""
    said: dict[tuple[UUID, str], tuple[Response, Point]] = {}
    for response in responses:
        if response.state == Response.State.SENT:
            points = method_of(part).points(part, response)
            said.update({(response.pk, point.pk): (response, point) for point in points if point.text.strip()})
    kept = {(row.response_id, row.key): row for row in Remark.objects.filter(response__in=responses)}
    gone = [row.pk for key, row in kept.items() if key not in said]
    Remark.objects.filter(pk__in=gone).delete()
    changed = [refreshed(kept[key], point) for key, (_response, point) in said.items() if differs(kept.get(key), point)]
    Remark.objects.bulk_update(changed, ["text", "question", "hidden"])
    fresh = [
        Remark(part=part, response=response, key=point.pk, question=point.question[:300], text=point.text.strip())
        for key, (response, point) in said.items()
        if key not in kept
    ]
    Remark.objects.bulk_create(fresh, ignore_conflicts=True)


def differs(row: Remark | None, point: Point) -> bool:
    """Say whether a kept row is behind what was said."""
    return row is not None and (row.text, row.question) != (point.text.strip(), point.question[:300])


def refreshed(row: Remark, point: Point) -> Remark:
    """Write what is said now into a row; pieces that are no longer in it need not be left out any more."""
    row.text, row.question = point.text.strip(), point.question[:300]
    row.hidden = [piece for piece in row.hidden if piece in row.text]
    return row


def forget(response: Response) -> None:
    """Wipe what was laid out of a response that is taken back; call it in that transaction."""
    Remark.objects.filter(response=response).delete()


def of_part(part: Part) -> QuerySet[Remark]:
    """Give what was said in a part and still counts."""
    return Remark.objects.filter(part=part, response__state=Response.State.SENT)


def tag_counts(parts: Iterable[Part]) -> QuerySet[Tag]:
    """Give the tags with how often each was given in these parts (`uses`), most first."""
    uses = Count("taggings", distinct=True)
    given = Tag.objects.filter(taggings__remark__part__in=list(parts), taggings__remark__response__state="sent")
    return given.annotate(uses=uses).order_by("-uses", "name")
