"""How long messages are kept: what is too old is deleted a thousand rows at a time, so that nothing waits for it."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from foundation.nudges import nudge
from notifications.models import Event, Mail, Notice, Push

BATCH = 1_000
# The worker goes on for this long, and then makes room for what people wait for.
SLICE = timedelta(seconds=2)


def too_old() -> list[QuerySet[Any]]:
    """Give what may go, messages first; one that still has to be sent never goes before its notice does."""
    sent, seen, any_notice = (
        Now() - timedelta(days=days)
        for days in (settings.KEEP_SENT_MAIL_DAYS, settings.KEEP_SEEN_NOTICES_DAYS, settings.KEEP_NOTICES_DAYS)
    )
    dealt_with = Q(sent_at__lt=sent) | (~Q(dropped="") & Q(created_at__lt=sent))
    dead = Q(given_up=True, created_at__lt=any_notice)
    still = Notice.objects.filter(event=OuterRef("pk"))
    return [
        Mail.objects.filter(dealt_with | dead),
        Push.objects.filter(dealt_with | dead),
        Notice.objects.filter(Q(made_at__lt=any_notice) | Q(made_at__lt=seen, seen_at__isnull=False)),
        # An event holds the words that were told; nobody reads them any more once its last notice has gone.
        Event.objects.filter(
            Q(happened_at__lt=any_notice) | (Q(happened_at__lt=seen, done_at__isnull=False) & ~Exists(still))
        ).filter(Q(done_at__isnull=False) | Q(given_up=True)),
    ]


def forget_old_messages(seconds: float = SLICE.total_seconds()) -> int:
    """Delete what is too old, batch by batch; gives how many. After `seconds` the rest is left to the next call."""
    started, gone = monotonic(), 0
    for rows in too_old():
        while count := delete_some(rows):
            gone += count
            if monotonic() - started > seconds:
                nudge("notifications.tasks.forget_old_messages")
                return gone
    return gone


@transaction.atomic
def delete_some(rows: QuerySet[Any]) -> int:
    """Delete the next rows, with what hangs on them; what somebody works on is left for another time."""
    model: type[Model] = rows.model
    keys = list(rows.select_for_update(skip_locked=True).order_by("pk").values_list("pk", flat=True)[:BATCH])
    if keys:
        model._default_manager.filter(pk__in=keys).delete()  # noqa: SLF001  # documented API
    return len(keys)
