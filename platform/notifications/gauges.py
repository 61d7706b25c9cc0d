"""How it goes with sending, in numbers: what waits, what went and what failed; for the back office and for metrics.

Every number comes from an index over what waits, or over the last hour, so that asking each minute costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from redis import Redis
from redis.exceptions import RedisError

from notifications import dead_letters
from notifications.models import Event, Lane, Mail, Push, Suppressed

MINUTES = 60
# Events and mail wait in lanes; push messages have one.
WAITING = """
WITH waiting AS (
    SELECT 'event' AS kind, lane, due_at FROM notifications_event WHERE done_at IS NULL AND NOT given_up
    UNION ALL
    SELECT 'mail', lane, due_at FROM notifications_mail WHERE sent_at IS NULL AND NOT given_up AND dropped = ''
    UNION ALL
    SELECT 'push', 1, due_at FROM notifications_push WHERE sent_at IS NULL AND NOT given_up AND dropped = ''
),
here AS (SELECT statement_timestamp() AS clock)
SELECT kind, lane, count(*) FILTER (WHERE due_at <= clock), count(*) FILTER (WHERE due_at > clock),
    greatest(0, extract(epoch FROM max(clock - due_at)))::float
FROM waiting CROSS JOIN here GROUP BY kind, lane
"""
BY_MINUTE = """
WITH here AS (SELECT date_trunc('minute', statement_timestamp()) AS last),
minute AS (
    SELECT generate_series(last - interval '59 minutes', last, interval '1 minute') AS start FROM here
),
sent AS (
    SELECT date_trunc('minute', sent_at) AS start, count(*) AS many FROM notifications_mail, here
    WHERE sent_at >= last - interval '59 minutes' GROUP BY 1
),
failed AS (
    SELECT date_trunc('minute', failed_at) AS start, count(*) AS many FROM notifications_mail, here
    WHERE failed_at >= last - interval '59 minutes' GROUP BY 1
)
SELECT minute.start, coalesce(sent.many, 0), coalesce(failed.many, 0)
FROM minute LEFT JOIN sent USING (start) LEFT JOIN failed USING (start) ORDER BY minute.start DESC
"""
MODELS = {"event": Event, "mail": Mail, "push": Push}


@dataclass(frozen=True)
class Waiting:
    """What waits of one kind in one lane; `oldest` is how long the longest has been due, in seconds."""

    kind: str
    lane: Lane
    due: int = 0
    later: int = 0
    oldest: float = 0

    @property
    def name(self) -> str:
        """What this kind of thing is called, in the plural."""
        return str(MODELS[self.kind]._meta.verbose_name_plural)  # noqa: SLF001  # documented API

    @property
    def age(self) -> timedelta:
        """How long the longest has been due."""
        return timedelta(seconds=int(self.oldest))


@dataclass(frozen=True)
class Minute:
    """Mail sent, and attempts that were the last of a mail and failed, in the minute that starts then (UTC)."""

    start: datetime
    sent: int
    failed: int


@dataclass(frozen=True)
class Gauges:
    """All numbers at one moment; `queues` is None when Redis is away, and then work waits for nothing but the clock."""

    waiting: list[Waiting]
    minutes: list[Minute]
    dead: dict[str, int]
    suppressed: int
    limit: int
    queues: dict[str, int] | None = field(default=None)

    @property
    def sent(self) -> int:
        """Mail sent in the last hour."""
        return sum(one.sent for one in self.minutes)

    @property
    def failed(self) -> int:
        """Mail that failed in the last hour."""
        return sum(one.failed for one in self.minutes)

    @property
    def most(self) -> int:
        """The busiest minute, at least one, to draw the others by."""
        return max(1, *(one.sent + one.failed for one in self.minutes))


def read() -> Gauges:
    """Ask the database and the queue."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        found = {(kind, lane): Waiting(kind, Lane(lane), *rest) for kind, lane, *rest in cursor.fetchall()}
        cursor.execute(BY_MINUTE)
        minutes = [Minute(*row) for row in cursor.fetchall()]
    places = [(kind, lane) for kind in ("event", "mail") for lane in Lane] + [("push", Lane.DEFAULT)]
    return Gauges(
        waiting=[found.get((kind, lane.value), Waiting(kind, lane)) for kind, lane in places],
        minutes=minutes,
        dead={name: dead_letters.given_up(name).count() for name in dead_letters.BY_NAME},
        suppressed=Suppressed.objects.count(),
        limit=settings.MAIL_PER_MINUTE,
        queues=queue_lengths(),
    )


def queue_lengths() -> dict[str, int] | None:
    """Give how many tasks wait in each queue, or None when Redis is away."""
    names = [lane.name.lower() for lane in Lane]
    client = Redis.from_url(settings.CELERY_BROKER_URL, socket_connect_timeout=1, socket_timeout=1)
    try:
        with client.pipeline(transaction=False) as pipe:
            for name in names:
                pipe.llen(name)
            return dict(zip(names, map(int, pipe.execute()), strict=True))
    except RedisError:
        return None
    finally:
        client.close()
