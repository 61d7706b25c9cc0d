"""What `make bench` asks for, and what one such request costs in queries; needs Django set up on the bench database."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from random import Random

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from bin.load import Request
from discussions.models import Comment
from foundation.paging import encode
from foundation.shelf import Shelf
from places.models import Municipality
from publications.models import Publication
from themes.models import Theme

SUPPORTERS = 200
TOKEN = "b" * 32  # a CSRF cookie and form field that agree
MOST_QUERIES = 10


@dataclass(frozen=True)
class Page:
    """One row of the table; the targets are requests a second without and with the page cache (0: none)."""

    name: str
    requests: Sequence[Request]
    target: int = 0
    cached_target: int = 0
    again: bool = True


@dataclass(frozen=True)
class Cost:
    """What one request costs inside."""

    queries: int
    sql_ms: float
    bytes: int


def some_of(rows: Sequence[str], count: int) -> list[str]:
    """A spread of them, the same at every run."""
    return Random(1).sample(list(rows), min(count, len(rows)))


def pages(cookies: list[str]) -> list[Page]:
    """Every page for visitors, and two for signed-in people, over many different addresses where there are many."""
    published = Publication.objects.published().of_kind("initiative")
    slugs = some_of(list(published.values_list("slug", flat=True)), 400)
    themes = list(Theme.objects.values_list("slug", flat=True))
    places = list(Municipality.objects.values_list("slug", flat=True))
    both = [f"/initiatieven/?thema={theme}&gemeente={place}" for theme in themes for place in places]
    details = [f"/initiatieven/{slug}/" for slug in slugs]
    own = [{"Cookie": cookie} for cookie in cookies[:50]]
    total = published.count()
    deep = list(cursors(range(200, total - 30, total // 100)))
    wrong = [f"/zoeken/?q={word}" for word in ("buurtuin", "repaircaffe", "voedelbos")]
    talk = f"/gesprek/{Publication.objects.order_by('-comment_count')[0].reference}/"
    typed = [f"/initiatieven/lijkt-op/?titel={title}" for title in ("Buurttuin+bij+de+kerk", "Een+bankje+in+het+park")]
    return [
        Page("home", gets(["/"]), 250, 3000),
        Page("list, first page", gets(["/initiatieven/"]), 300, 3000),
        Page("list, next page", gets(list(cursors([20]))), 300, 3000),
        Page("list, 100 deep pages", gets(deep), 300),
        Page("list, theme and municipality", gets(both), 300, 3000),
        Page("list, signed in", [Request("/initiatieven/", headers=one) for one in own], 300),
        Page("detail, 400 of them", gets(details), 300, 3000),
        Page("detail, signed in", [Request(path, headers=one) for path, one in zip(details, own, strict=False)], 300),
        Page("conversation of 10,000, first 20", gets([talk]), 300, 3000),
        Page("conversation of 10,000, further on", gets(list(batches(talk))), 300),
        Page("similar while a title is typed", gets(typed)),
        Page("promises", gets(["/beloften/"]), 250, 3000),
        Page("search, common words", gets([f"/zoeken/?q={word}" for word in ("buurt", "school", "water", "kanaal")])),
        Page("search, rare words", gets([f"/zoeken/?q={word}" for word in ("sterrenwacht", "hazelworm", "turfschip")])),
        Page("search, typing mistakes", gets(wrong)),
        Page("theme", gets([f"/themas/{slug}/" for slug in themes]), 250, 3000),
        Page("municipality", gets([f"/gemeenten/{slug}/" for slug in places]), 250, 3000),
        Page("sign-in page", gets(["/account/binnen/"]), 250),
        Page("drawn landscapes", gets([f"/beeld/heather/{number}.svg" for number in range(100)]), 0, 3000),
    ]  # fmt: skip


def gets(paths: Sequence[str]) -> list[Request]:
    """Plain requests."""
    return [Request(path) for path in paths]


def cursors(offsets: Sequence[int] | range) -> Iterator[str]:
    """Addresses of the list after that many rows."""
    rows = Publication.objects.published().of_kind("initiative").order_by("-energy", "-id")
    order = list(rows.values_list("energy", "id"))
    for offset in offsets:
        cursor = encode(order[min(offset, len(order) - 1)], ("energy", "id"))
        yield f"/initiatieven/?na={cursor}"


def batches(talk: str) -> Iterator[str]:
    """Addresses of the longest conversation after some hundreds of comments."""
    ids = list(
        Comment.objects.filter(publication__reference=talk.split("/")[2]).order_by("-id").values_list("id", flat=True)
    )
    for offset in range(200, len(ids), max(1, len(ids) // 100)):
        yield f"{talk}?na={encode([ids[offset]], ('id',))}"


# --- people who are signed in ----------------------------------------------------------------------------------------
def sign_in_many() -> list[str]:
    """Make SUPPORTERS new people with a session each; gives their cookies."""
    mark = secrets.token_hex(4)
    people = User.objects.bulk_create(
        User(email=f"bench-{mark}-{number}@seed.invalid", password="!bench") for number in range(SUPPORTERS)
    )
    store, until = SessionStore(), timezone.now() + timedelta(days=1)
    sessions = [Session(session_key=secrets.token_hex(16), expire_date=until) for _ in people]
    for session, person in zip(sessions, people, strict=True):
        session.session_data = store.encode(
            {
                SESSION_KEY: str(person.pk),
                BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                HASH_SESSION_KEY: person.get_session_auth_hash(),
            }
        )
    Session.objects.bulk_create(sessions)
    return [f"{settings.SESSION_COOKIE_NAME}={one.session_key}; csrftoken={TOKEN}" for one in sessions]


def supports(cookies: list[str]) -> Iterator[Request]:
    """Requests to support, each person and initiative once; in small steps the crowd goes from one to the next."""
    slugs = some_of(list(Publication.objects.published().values_list("slug", flat=True)), 5_000)
    body = f"csrfmiddlewaretoken={TOKEN}"
    for turn in range(100):  # fewer than the hourly limit of a person
        for number, cookie in enumerate(cookies):
            slug = slugs[(turn * 7 + number) % len(slugs)]
            yield Request(f"/initiatieven/{slug}/steun/", "POST", {"Cookie": cookie}, body)


def support_page(following: Iterator[Request], *, htmx: bool, count: int) -> Page:
    """The row for giving support: by a plain form, or by htmx as browsers with JavaScript do."""
    chosen = list(islice(following, count))
    if htmx:
        chosen = [Request(one.path, one.method, {**one.headers, "HX-Request": "true"}, one.body) for one in chosen]
    return Page(f"support POST, {'htmx' if htmx else 'plain form'}", chosen, 150, again=False)


# --- inside ----------------------------------------------------------------------------------------------------------
def cost_of(request: Request) -> Cost:
    """Make the request in this process, warm, and count."""
    client = Client(enforce_csrf_checks=True, headers=dict(request.headers))
    Shelf.empty_all()
    if request.method == "GET":
        client.get(request.path)
    with CaptureQueriesContext(connection) as queries:
        if request.method == "GET":
            response = client.get(request.path)
        else:
            response = client.post(request.path, request.body, content_type="application/x-www-form-urlencoded")
        seen = [float(query["time"]) for query in queries]
    assert response.status_code < 400, f"{request.path} answered {response.status_code}"
    return Cost(len(seen), round(sum(seen) * 1000, 1), len(response.content))
