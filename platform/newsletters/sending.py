"""Sending editions: started when they are due, written out in batches, and ended when the last mail was dealt with.

Any number of workers may do this at the same time, and each may die at any moment: the row of the edition is the lock
and remembers how far it got, and the key of a mail names edition and subscription, so that each gets it once.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.text import slugify

from foundation import audit
from foundation.nudges import nudge
from newsletters import audience
from newsletters.models import Edition
from notifications.actions import TASKS
from notifications.models import Lane, Mail

BATCH = 1_000
# A worker goes on for this long, and then makes room for what is more urgent.
SLICE = timedelta(seconds=2)
SEND = "newsletters.tasks.send_editions"

WRITE = """
WITH chosen AS ({chosen}),
written AS (
    INSERT INTO notifications_mail (key, recipient_id, address, template, context, language, lane,
        attempts, given_up, error, dropped)
    SELECT 'news:' || %s || ':' || id, person_id, address, 'newsletter',
        jsonb_build_object('edition', %s, 'subscription', id), language, %s, 0, false, '', ''
    FROM chosen ORDER BY id
    ON CONFLICT DO NOTHING
)
SELECT count(*), max(id) FROM chosen
"""


def send_editions(seconds: float = SLICE.total_seconds()) -> int:
    """Do what is due; gives how many mails were written. After `seconds` the rest is left to the next call."""
    started, written = timezone.now(), 0
    while start_next():
        pass
    while (count := write_next()) is not None:
        written += count
        if timezone.now() - started > timedelta(seconds=seconds):
            nudge(SEND)
            break
    if written:
        nudge(TASKS[Lane.BULK])
    end_done()
    return written


@transaction.atomic
def start_next() -> bool:
    """Start one edition that is due and that no other worker holds; False when there is none."""
    due = Edition.objects.select_for_update(skip_locked=True, of=("self",))
    edition = due.filter(state=Edition.State.SCHEDULED, due_at__lte=Now()).order_by("due_at").first()
    if edition is None:
        return False
    edition.slug = free_slug(edition)
    edition.state = Edition.State.SENDING
    edition.started_at = Now()
    edition.save(update_fields=["slug", "state", "started_at"])
    audit.record("edition.started", actor=None, subject=edition, version=edition.version)
    return True


def free_slug(edition: Edition) -> str:
    """Give the address of an edition in the archive: year, month and subject."""
    base = f"{timezone.localdate():%Y-%m}-{slugify(edition.subject)}"[:80].rstrip("-")
    taken = Edition.objects.filter(slug=base).exclude(pk=edition.pk).exists()
    return f"{base}-{edition.pk}" if taken else base


@transaction.atomic
def write_next() -> int | None:
    """Write the next batch of mail of an edition that no other worker holds; None when nothing is left to write."""
    sending = Edition.objects.select_for_update(skip_locked=True, of=("self",))
    edition = sending.filter(state=Edition.State.SENDING, written_at__isnull=True).order_by("started_at").first()
    if edition is None:
        return None
    count, last = write_batch(edition)
    edition.recipients += count
    edition.reached = last or edition.reached
    fields = ["recipients", "reached"]
    if count < BATCH:
        edition.written_at = Now()
        fields.append("written_at")
    edition.save(update_fields=fields)
    return count


def write_batch(edition: Edition) -> tuple[int, int | None]:
    """Write one batch in one statement; gives how many people were in it and the last of them.

    Who asked for the newsletter only after the start gets the next one: so nobody who left and came back in the
    meantime gets this one twice.
    """
    rows = audience.readers(audience.wanted_by(edition))
    rows = rows.filter(pk__gt=edition.reached, confirmed_at__lte=edition.started_at).order_by("pk")
    chosen, values = rows.values("id", "person_id", "address", "language")[:BATCH].query.sql_with_params()
    with connection.cursor() as cursor:
        number = str(edition.pk)
        cursor.execute(WRITE.format(chosen=chosen), [*values, number, edition.pk, Lane.BULK.value])
        count, last = cursor.fetchone()
    return int(count), last


def waiting(edition: Edition) -> QuerySet[Mail]:
    """Give the mails of an edition that were not dealt with yet."""
    return Mail.objects.filter(
        key__startswith=f"news:{edition.pk}:", sent_at__isnull=True, given_up=False, dropped="", lane=Lane.BULK
    )


def drop_waiting(edition: Edition) -> int:
    """Take what waits out of the way of other mail; what a worker holds right now is left to that worker."""
    rows = waiting(edition).order_by().select_for_update(skip_locked=True).values("pk")
    return Mail.objects.filter(pk__in=rows).update(dropped="stopped")


def end_done() -> None:
    """End the editions of which the last mail was dealt with."""
    for edition in Edition.objects.filter(state=Edition.State.SENDING, written_at__isnull=False):
        end_if_done(edition)


@transaction.atomic
def end_if_done(edition: Edition) -> None:
    """End an edition when nothing of it waits any more, unless somebody stopped it meanwhile."""
    row = Edition.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=edition.pk).first()
    if row is None or row.state != Edition.State.SENDING or waiting(row).exists():
        return
    Edition.objects.filter(pk=row.pk).update(state=Edition.State.SENT, ended_at=Now())
    audit.record("edition.sent", actor=None, subject=row, recipients=row.recipients)
