"""The house itself: health, limits, logs, security.txt, media, languages, headers."""

import json
import logging
import sys
from pathlib import Path

import pytest
import sectxt
from django.conf import LazySettings
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse

from foundation.limits import TooOften, limit, limit_address, network_address
from foundation.logs import JsonFormatter
from tests.factories import initiative, resident
from tests.visitors import come_in, signed_in, text_of

AWAY = "redis://127.0.0.1:1/0"


def without_redis(settings: LazySettings) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": AWAY}}


@pytest.mark.django_db
class TestHealth:
    def test_all_is_well(self, client: Client) -> None:
        for name in ("livez", "readyz", "healthz"):
            response = client.get(reverse(name))
            assert response.status_code == 200
            assert response.json()["status"] == "ok"
            assert "no-store" in response.headers["Cache-Control"]

    def test_without_redis_it_lives_and_is_not_ready(self, client: Client, settings: LazySettings) -> None:
        without_redis(settings)
        assert client.get(reverse("livez")).status_code == 200
        for name in ("readyz", "healthz"):
            response = client.get(reverse(name))
            assert response.status_code == 503
            assert response.json()["checks"] | {"cache": False} == response.json()["checks"]

    def test_a_migration_that_waits_means_it_is_not_started(self, client: Client) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'initiatives'")
        assert client.get(reverse("readyz")).status_code == 200
        assert client.get(reverse("healthz")).json()["checks"]["migrations"] is False
        assert client.get(reverse("healthz")).status_code == 503

    def test_being_alive_asks_nothing_of_the_database(self, client: Client, django_assert_num_queries: object) -> None:
        with django_assert_num_queries(0):  # type: ignore[operator]
            client.get(reverse("livez"))


@pytest.mark.django_db
def test_without_redis_every_page_still_works(settings: LazySettings) -> None:
    settings.PAGE_CACHE_SECONDS = 10
    one = initiative()
    without_redis(settings)
    person = resident()
    names = ("publications:home", "initiatives:list", "initiatives:new", "publications:search", "accounts:enter")
    pages = [*map(reverse, names), one.get_absolute_url(), "/initiatieven/?q=tuin"]
    for page in pages:
        assert Client().get(page).status_code == 200, page
    client = signed_in(person)
    assert client.get(reverse("accounts:me")).status_code == 200
    assert client.post(reverse("initiatives:support", args=[one.slug])).status_code == 302


@pytest.mark.django_db
def test_without_redis_people_still_sign_in(settings: LazySettings) -> None:
    without_redis(settings)
    client = Client()
    come_in(client, "anna@voorbeeld.nl")
    assert client.get(reverse("accounts:me")).status_code == 200


class TestLimits:
    def test_the_most_is_allowed_and_one_more_is_not(self) -> None:
        for _ in range(3):
            limit("iets", most=3, seconds=60)
        with pytest.raises(TooOften):
            limit("iets", most=3, seconds=60)
        limit("anders", most=3, seconds=60)

    def test_addresses_are_counted_apart_and_not_kept(self, settings: LazySettings) -> None:
        here = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")
        there = RequestFactory().get("/", REMOTE_ADDR="192.0.2.2")
        limit_address(here, "iets", most=1, seconds=60)
        limit_address(there, "iets", most=1, seconds=60)
        with pytest.raises(TooOften):
            limit_address(here, "iets", most=1, seconds=60)

    def test_they_are_open_when_redis_is_away(self, settings: LazySettings) -> None:
        without_redis(settings)
        for _ in range(4):
            limit("iets", most=1, seconds=60)

    @pytest.mark.parametrize(
        ("proxies", "forwarded", "expected"),
        [
            (0, "203.0.113.9", "192.0.2.1"),
            (1, "", "192.0.2.1"),
            (1, "203.0.113.9", "203.0.113.9"),
            (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
            (2, "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
            (2, "10.0.0.1", "192.0.2.1"),
        ],
    )
    def test_nobody_can_make_up_an_address(
        self, settings: LazySettings, proxies: int, forwarded: str, expected: str
    ) -> None:
        settings.NUM_PROXIES = proxies
        request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")
        if forwarded:
            request.META["HTTP_X_FORWARDED_FOR"] = forwarded
        assert network_address(request) == expected


class TestLogs:
    def record(self, **extra: object) -> logging.LogRecord:
        logger = logging.getLogger("proef")
        try:
            raise ValueError("stuk")
        except ValueError:
            return logger.makeRecord(
                "proef", logging.ERROR, __file__, 1, "Iets met %s", ("tuin",), sys.exc_info(), extra=extra
            )

    def test_a_line_is_one_json_object_with_its_extras(self) -> None:
        line = JsonFormatter().format(self.record(path="/x/", at=Path("y")))
        assert "\n" not in line
        told = json.loads(line)
        assert (told["event"], told["level"], told["logger"]) == ("Iets met tuin", "error", "proef")
        assert (told["path"], told["at"]) == ("/x/", "y")
        assert "ValueError: stuk" in told["traceback"]
        assert told["time"].endswith("+00:00")

    def test_the_request_itself_is_never_written_down(self) -> None:
        request = RequestFactory().post("/", {"code": "heelgeheim"})
        assert "request" not in json.loads(JsonFormatter().format(self.record(request=request)))


def test_security_txt_is_valid(client: Client) -> None:
    response = client.get("/.well-known/security.txt", secure=True)
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    parsed = sectxt.Parser(response.content)
    codes = {error["code"] for error in parsed.errors}
    assert codes <= {"no_uri"}, parsed.errors
    assert "Expires:" in text_of(response)


def test_robots_may_read_what_is_public(client: Client) -> None:
    text = text_of(client.get("/robots.txt"))
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /account/" in text


class TestMedia:
    def test_a_picture_is_served_for_a_year(self, client: Client, settings: LazySettings) -> None:
        folder = Path(settings.MEDIA_ROOT)
        folder.mkdir(parents=True)
        (folder / "a.webp").write_bytes(b"RIFF")
        response = client.get("/media/a.webp")
        assert response.headers["Content-Type"] == "image/webp"
        assert "immutable" in response.headers["Cache-Control"]
        assert b"".join(response) == b"RIFF"

    @pytest.mark.parametrize(
        "path", ["niets.webp", "", "../settings.py", "%2e%2e/%2e%2e/etc/passwd", "..%2f..%2fetc%2fpasswd"]
    )
    def test_nothing_else_is(self, client: Client, settings: LazySettings, path: str) -> None:
        Path(settings.MEDIA_ROOT).mkdir(parents=True)
        assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.django_db
class TestLanguages:
    def test_it_speaks_dutch_whatever_the_browser_prefers(self, client: Client) -> None:
        response = client.get("/", headers={"accept-language": "de,en"})
        assert response.headers["Content-Language"] == "nl"

    def test_english_is_chosen_and_kept_without_a_token(self) -> None:
        client = Client(enforce_csrf_checks=True)
        response = client.post(reverse("set_language"), {"language": "en", "next": "/themas/"})
        assert response.headers["Location"] == "/themas/"
        assert '<html lang="en"' in text_of(client.get("/themas/"))

    def test_choosing_never_leads_to_another_site(self, client: Client) -> None:
        response = client.post(reverse("set_language"), {"language": "en", "next": "https://voorbeeld.nl/"})
        assert response.headers["Location"] == "/"

    def test_an_unknown_language_is_dutch(self, client: Client) -> None:
        client.cookies["taal"] = "xx"
        assert '<html lang="nl"' in text_of(client.get("/themas/"))


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/", "/initiatieven/", "/account/binnen/", "/bestaat-niet/"])
def test_every_page_is_locked_down(client: Client, url: str) -> None:
    headers = client.get(url).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/", "/initiatieven/", "/themas/", "/gemeenten/", "/zoeken/?q=tuin"])
def test_a_visitor_who_only_looks_gets_no_cookie(client: Client, url: str) -> None:
    response = client.get(url)
    assert response.status_code == 200
    assert not response.cookies
