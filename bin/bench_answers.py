"""What `make bench` says of answers: a minute of them as fast as they go, counted one by one afterwards, then results.

Every request is somebody new, on a network of their own, who answers once without an account. An answer is lost when
the server said yes and the database does not have it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions import give_role
from accounts.models import Role, User
from bin.console import say
from bin.load import Measured, Request
from consultations import actions, keys
from consultations.clock import keep_course
from consultations.method import method_of
from consultations.models import Consultation, Part, Participation, Response
from consultations.results import refresh
from publications.models import Publication
from themes.models import Theme

# The aims of issue E and docs/performance.md.
PER_SECOND = 100
SECONDS = 60
MOST_PAGE_MS = 150.0
ANSWERS = 50_000
TOKEN = "b" * 32  # a CSRF cookie and form field that agree
OPTIONS = [{"title": f"Plan {letter}"} for letter in "ABCDEF"]

Load = Callable[[list[Request], float], Measured]


def ask() -> Part:
    """Open a consultation in which options are put in order."""
    editor = User.objects.create_user("bench-editor@seed.invalid", display_name="Bench")
    give_role(editor, role=Role.EDITOR, by=None)
    give_role(editor, role=Role.OFFICIAL, by=None)
    consultation = actions.start(
        by=editor,
        title="Wat moet als eerste?",
        summary="Zet de plannen op jouw volgorde.",
        theme=Theme.objects.all()[0],
    )
    now = timezone.now()
    phase = actions.add_phase(
        consultation, by=editor, title="Meedoen", opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=7)
    )
    part = actions.add_part(
        phase, by=editor, method="ranking", title="Volgorde", content={"mode": "order", "options": OPTIONS}
    )
    Publication.objects.filter(pk=consultation.pk).update(state="published", published_at=now)
    Consultation.objects.filter(pk=consultation.pk).update(stage="announced")
    keep_course()
    part.refresh_from_db()
    part.consultation = Consultation.objects.get(pk=consultation.pk)
    return part


def answers(part: Part, count: int) -> list[Request]:
    """Give as many people with an order each; the address in X-Forwarded-For counts with NUM_PROXIES=1."""
    chance, found = Random(1), []  # not a secret
    names = [f"o{number}" for number in range(1, len(OPTIONS) + 1)]
    for number in range(count):
        places = dict(zip(names, chance.sample(range(1, len(names) + 1), len(names)), strict=True))
        body = "&".join(f"{key}={place}" for key, place in places.items())
        network = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        headers = {"Cookie": f"csrftoken={TOKEN}", "X-Forwarded-For": network}
        found.append(Request(part.get_absolute_url(), "POST", headers, f"csrfmiddlewaretoken={TOKEN}&{body}"))
    return found


def measure(load: Load, seconds: float = SECONDS) -> dict[str, Any]:
    """Answer, count what arrived, fill up to ANSWERS, and measure counting anew and the page of results."""
    part = ask()
    # More than 9,000 people a minute are asked for a proof of work first (consultations.crowding).
    done = load(answers(part, int(PER_SECOND * seconds * 1.4)), seconds)
    kept = Response.objects.filter(part=part, state=Response.State.SENT).count()
    accepted = done.requests - done.failed
    # An answer that was on its way when the time was over is there, and its reply was not waited for.
    lost = max(0, accepted - kept)
    verdict = "OK" if done.per_second >= PER_SECOND and not lost and not done.failed else "under"
    say(f"\nanswers without an account, {seconds:.0f} s: {done.per_second:,.0f} a second  aim {PER_SECOND}  {verdict}")
    say(f"accepted {accepted:,}, in the database {kept:,}, lost {lost}, refused {done.failed}; p95 {done.p95:.0f} ms")
    fill(part, ANSWERS - kept)
    return {"per_second": done.per_second, "accepted": accepted, "kept": kept, "lost": lost, **results(part)}


def fill(part: Part, more: int) -> None:
    """Add answers in bulk."""
    chance = Random(2)  # not a secret
    method = method_of(part)
    today = timezone.localdate()
    for _round in range(0, max(0, more), 5_000):
        people = Participation.objects.bulk_create(
            Participation(part=part, sent_at=timezone.now()) for _ in range(5_000)
        )
        Response.objects.bulk_create(
            Response(
                key=keys.response_key(one.pk), part=part, state="sent", data=method.demo(part, chance), changed_on=today
            )
            for one in people
        )


def results(part: Part) -> dict[str, Any]:
    """Measure a recount, and the page of results made from it."""
    started = time.perf_counter()
    counted = refresh(part)
    recount = time.perf_counter() - started
    client = Client()
    editor = User.objects.get(email="bench-editor@seed.invalid")
    client.force_login(editor)
    path = f"{part.get_absolute_url()}resultaten/"
    client.get(path)
    taken = []
    for _time in range(20):
        started = time.perf_counter()
        status = client.get(path).status_code
        taken.append((time.perf_counter() - started) * 1000)
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    p50 = sorted(taken)[len(taken) // 2]
    verdict = "OK" if p50 <= MOST_PAGE_MS and status == 200 else "under"
    say(f"recount of {counted.answers:,} answers: {recount:.1f} s")
    say(f"page of results: p50 {p50:.1f} ms, {len(seen)} queries  aim {MOST_PAGE_MS:.0f} ms  {verdict}")
    return {"recount_seconds": recount, "results_ms": p50, "results_queries": len(seen)}
