"""The numbers of sending in the text format of Prometheus, for who has the token."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from secrets import compare_digest

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from notifications import gauges


def metrics(request: HttpRequest) -> HttpResponse:
    """Give the numbers to who sends `Authorization: Bearer <METRICS_TOKEN>`; without a token set there is no page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    sent = request.headers.get("Authorization", "")
    if not compare_digest(sent.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer", "Cache-Control": "no-store"})
    text = "".join(f"{line}\n" for line in lines(gauges.read()))
    return HttpResponse(
        text, content_type="text/plain; version=0.0.4; charset=utf-8", headers={"Cache-Control": "no-store"}
    )


def lines(found: gauges.Gauges) -> Iterator[str]:
    """Write each number with what it means."""
    rows = [(f'{{kind="{one.kind}",lane="{one.lane.name.lower()}"}}', one) for one in found.waiting]
    yield from gauge("outbox_due", "rows that should go now", {label: one.due for label, one in rows})
    yield from gauge("outbox_later", "rows that wait for their moment", {label: one.later for label, one in rows})
    oldest = {label: round(one.oldest, 1) for label, one in rows}
    yield from gauge("outbox_oldest_seconds", "how long the longest has been due", oldest)
    dead = {f'{{kind="{name}"}}': count for name, count in found.dead.items()}
    yield from gauge("outbox_given_up", "rows given up after their last attempt", dead)
    last = found.minutes[1]
    yield from gauge("mail_sent_last_minute", "mails sent in the last full minute", {"": last.sent})
    yield from gauge("mail_failed_last_minute", "mails that failed in the last full minute", {"": last.failed})
    yield from gauge("mail_sent_last_hour", "mails sent in the last hour", {"": found.sent})
    yield from gauge("mail_failed_last_hour", "mails that failed in the last hour", {"": found.failed})
    yield from gauge("mail_per_minute_limit", "the limit towards the mail server, 0 is none", {"": found.limit})
    yield from gauge("mail_suppressed_addresses", "addresses that mail does not go to", {"": found.suppressed})
    yield from gauge("redis_up", "whether the queue can be reached", {"": int(found.queues is not None)})
    queues = {f'{{queue="{name}"}}': count for name, count in (found.queues or {}).items()}
    yield from gauge("queue_tasks", "tasks that wait in a queue", queues)


def gauge(name: str, meaning: str, values: Mapping[str, int | float]) -> Iterator[str]:
    """Write one gauge with its labels."""
    yield f"# HELP wij_{name} {meaning}"
    yield f"# TYPE wij_{name} gauge"
    for label, value in values.items():
        yield f"wij_{name}{label} {value}"
