"""What `make bench` says of the queue of moderators: how a page and taking a case grow with the cases that wait."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions import give_role
from accounts.models import Role, User
from bin.console import say
from moderation import queue
from moderation.models import Case
from moderation.seeding import seed_cases

# The aims of docs/rules/moderation.md.
MOST_QUERIES = 12
MOST_MS = 150.0
TIMES = 20
PAGES = {
    "queue": "/beheer/moderation/case/",
    "queue, too late": "/beheer/moderation/case/?only=late",
    "queue, reports": "/beheer/moderation/case/?source=report",
}


def measure(sizes: tuple[int, ...]) -> list[dict[str, object]]:
    """Print the table, size by size, and give its rows for var/bench.json."""
    moderator = User.objects.create_user("bench-moderator@seed.invalid", display_name="Bench")
    give_role(moderator, role=Role.MODERATOR, by=None)
    client = Client()
    client.force_login(moderator)
    say(f"\nqueue of moderators\n{'page':24}{'cases':>9}{'p50 ms':>9}{'queries':>9}{'SQL ms':>9}")
    rows = []
    for size in sizes:
        seed_cases(size - Case.objects.filter(state=Case.State.OPEN).count(), seed=size)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE moderation_case, moderation_signal")
        rows += [page(client, name, path, size) for name, path in PAGES.items()]
        rows.append(row("next case", size, lambda: queue.next_case(moderator)))
    return rows


def page(client: Client, name: str, path: str, size: int) -> dict[str, object]:
    """Measure one page."""

    def ask() -> None:
        assert client.get(path).status_code == 200

    return row(name, size, ask)


def row(name: str, size: int, act: Callable[[], object]) -> dict[str, object]:
    """Do it some times, warm; print the line and give it."""
    act()
    taken = []
    for _ in range(TIMES):
        started = time.perf_counter()
        act()
        taken.append((time.perf_counter() - started) * 1000)
    with CaptureQueriesContext(connection) as captured:
        act()
        seen = [float(query["time"]) * 1000 for query in captured]
    p50 = median(taken)
    met = "OK" if p50 <= MOST_MS and len(seen) <= MOST_QUERIES else "under"
    say(f"{name:24}{size:>9,}{p50:>9.1f}{len(seen):>9}{sum(seen):>9.1f}  aim {MOST_MS:.0f} ms, {MOST_QUERIES}  {met}")
    return {"name": name, "size": size, "p50_ms": round(p50, 1), "queries": len(seen), "sql_ms": round(sum(seen), 1)}
