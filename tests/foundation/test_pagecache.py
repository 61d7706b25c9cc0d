"""Pages kept for visitors without a cookie, and for nobody else."""

import gzip

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from foundation.pagecache import PageCacheMiddleware
from tests.factories import initiative, resident
from tests.visitors import signed_in


class Page:
    """A view that counts how often it was made."""

    def __init__(self, **headers: str) -> None:
        self.made = 0
        self.headers = headers
        self.status = 200
        self.cookie = ""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.made += 1
        response = HttpResponse(f"versie {self.made} " + "tekst " * 200, status=self.status, headers=self.headers)
        if self.cookie:
            response.set_cookie("sessie", self.cookie)
        return response


@pytest.fixture(autouse=True)
def ten_seconds(settings: LazySettings) -> None:
    settings.PAGE_CACHE_SECONDS = 10


def body(response: object) -> str:
    assert isinstance(response, HttpResponse)
    content = response.content
    return (gzip.decompress(content) if response.headers.get("Content-Encoding") == "gzip" else content).decode()[:8]


def test_the_second_visitor_gets_the_page_of_the_first() -> None:
    page = Page()
    answer = PageCacheMiddleware(page)
    assert [body(answer(RequestFactory().get("/x/"))) for _ in range(3)] == ["versie 1"] * 3
    assert page.made == 1


def test_a_person_with_a_cookie_gets_a_page_of_their_own() -> None:
    page = Page()
    answer = PageCacheMiddleware(page)
    answer(RequestFactory().get("/x/"))
    request = RequestFactory().get("/x/")
    request.COOKIES["sessie"] = "iets"
    assert body(answer(request)) == "versie 2"
    assert body(answer(RequestFactory().get("/x/"))) == "versie 1"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"path": "/x/"}, {"path": "/x/?na=1"}),
        ({"path": "/x/"}, {"path": "/x/", "HTTP_HX_REQUEST": "true"}),
        ({"path": "/x/"}, {"path": "/x/", "HTTP_HOST": "127.0.0.1"}),
        ({"path": "/x/"}, {"path": "/x/", "secure": True}),
        ({"path": "/x/"}, {"path": "/y/"}),
    ],
)
def test_what_makes_a_page_different_is_kept_apart(first: dict[str, str], second: dict[str, str]) -> None:
    page = Page()
    answer = PageCacheMiddleware(page)
    for one in (first, second):
        answer(RequestFactory().get(**one))  # type: ignore[arg-type]
    assert page.made == 2


def test_a_page_that_sets_a_cookie_is_never_kept() -> None:
    page = Page()
    page.cookie = "geheim"
    answer = PageCacheMiddleware(page)
    answer(RequestFactory().get("/x/"))
    again = answer(RequestFactory().get("/x/"))
    assert page.made == 2
    page.cookie = ""
    fresh = answer(RequestFactory().get("/x/"))
    kept = answer(RequestFactory().get("/x/"))
    assert page.made == 3
    assert again.cookies
    assert not fresh.cookies
    assert not kept.cookies


@pytest.mark.parametrize("status", [301, 403, 404, 500])
def test_errors_are_not_kept(status: int) -> None:
    page = Page()
    page.status = status
    answer = PageCacheMiddleware(page)
    for _ in range(2):
        answer(RequestFactory().get("/x/"))
    assert page.made == 2


def test_pages_that_say_so_and_files_are_not_kept() -> None:
    for headers in ({"Cache-Control": "no-store"}, {"Content-Type": "application/json"}):
        page = Page(**headers)
        answer = PageCacheMiddleware(page)
        for _ in range(2):
            answer(RequestFactory().get("/x/"))
        assert page.made == 2


@pytest.mark.parametrize("path", ["/account/binnen/", "/beheer/", "/_healthz/", "/initiatieven/nieuw/", "/_demo/mail/"])
def test_personal_addresses_and_health_are_never_kept(path: str) -> None:
    page = Page()
    answer = PageCacheMiddleware(page)
    for _ in range(2):
        answer(RequestFactory().get(path))
    assert page.made == 2


def test_a_post_is_never_answered_from_the_cache() -> None:
    page = Page()
    answer = PageCacheMiddleware(page)
    answer(RequestFactory().get("/x/"))
    assert body(answer(RequestFactory().post("/x/"))) == "versie 2"


def test_who_can_unpack_gets_it_packed_and_who_cannot_does_not() -> None:
    page = Page()
    answer = PageCacheMiddleware(page)
    packed = [answer(RequestFactory().get("/x/", headers={"accept-encoding": "gzip, br"})) for _ in range(2)]
    plain = answer(RequestFactory().get("/x/"))
    for response in packed:
        assert response.headers["Content-Encoding"] == "gzip"
        assert int(response.headers["Content-Length"]) == len(response.content)  # type: ignore[attr-defined]
        assert "Accept-Encoding" in response.headers["Vary"]
        assert body(response) == "versie 1"
    assert "Content-Encoding" not in plain.headers


def test_without_redis_every_page_is_simply_made(settings: LazySettings) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    page = Page()
    answer = PageCacheMiddleware(page)
    assert [body(answer(RequestFactory().get("/x/"))) for _ in range(2)] == ["versie 1", "versie 2"]


@pytest.mark.django_db
def test_a_kept_page_has_the_safety_headers_and_nothing_of_a_person() -> None:
    author = resident("Bijzondere Naam")
    url = initiative(author).get_absolute_url()
    signed_in(author).get(url)
    fresh, kept = Client().get(url), Client().get(url)
    assert kept.content == fresh.content
    for name in (
        "Content-Security-Policy",
        "X-Frame-Options",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Content-Language",
    ):
        assert kept.headers[name] == fresh.headers[name]
    assert reverse("initiatives:withdraw", args=[url.split("/")[2]]) not in kept.content.decode()
    assert "csrfmiddlewaretoken" not in kept.content.decode()


@pytest.mark.django_db
def test_a_hit_asks_the_database_nothing(django_assert_num_queries: object) -> None:
    Client().get("/")
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert Client().get("/").status_code == 200
