"""The devices of a person: which addresses are believed, whose they are, and how they go away."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from notifications import devices, vapid
from notifications.device_views import SESSION_KEY
from notifications.models import Device
from notifications.subscriptions import name_of
from tests.factories import resident
from tests.notifications.push_server import SECRET, Browser, Service, text64
from tests.notifications.pushes import KEY, a_browser, a_push, after, site_that_pushes, subscribe, tell_reply
from tests.visitors import queries, signed_in, text_of

PHONE = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
FCM = "https://fcm.googleapis.com/fcm/send/abc:DEF_-123"


@pytest.fixture
def service(settings: LazySettings) -> Iterator[Service]:
    with site_that_pushes(settings) as running:
        yield running


BAD_ENDPOINTS = [
    "http://fcm.googleapis.com/fcm/send/1",
    "https://127.0.0.1/",
    "https://localhost/send",
    "https://[::1]/send",
    "https://169.254.169.254/latest/meta-data/",
    "https://example.com/send",
    "https://fcm.googleapis.com.example.com/send",
    "https://evilfcm.googleapis.com.nl/send",
    "https://notfcm.googleapis.com/send",
    "https://fcm.googleapis.com@example.com/send",
    "https://user:secret@fcm.googleapis.com/send",
    "https://example.com\\@fcm.googleapis.com/send",
    "https://fcm.googleapis.com:8080/send",
    "https://fcm.googleapis.com:443:80/send",
    "https://fcm.googleapis.com./send",
    "https://fcm.googleapis.com",
    "https://fcm.googleapis.com/send#@example.com/",
    "https://fcm.googleapis.com/send\r\nHost: example.com",
    "https://fcm.googleapis.com/send met spatie",
    "https://fcm.google\u00adapis.com/send",
    "https://fcm\u3002googleapis.com/send",
    "//fcm.googleapis.com/send",
    "file:///etc/passwd",
    "gopher://fcm.googleapis.com/",
    "https://fcm.googleapis.com/" + "a" * 1000,
    "",
    None,
    7,
    ["https://fcm.googleapis.com/send"],
]


@pytest.mark.django_db
class TestSubscribing:
    @pytest.mark.parametrize("endpoint", BAD_ENDPOINTS)
    def test_an_address_that_is_no_push_service_is_refused_in_plain_words(
        self, service: Service, endpoint: object
    ) -> None:
        response = subscribe(signed_in(resident()), Browser(service).subscription(endpoint=endpoint))
        assert response.status_code == 400
        assert response.json()["message"] == (
            "We kennen de pushdienst van deze browser niet. Daarom kunnen we er niets naartoe sturen."
        )
        assert not Device.objects.exists()

    @pytest.mark.parametrize(
        "endpoint",
        [
            FCM,
            "https://fcm.googleapis.com:443/wp/abc",
            "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
            "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAD%2f%2b",
            "https://web.push.apple.com/QGuQyavXutnMH",
        ],
    )
    def test_the_addresses_that_browsers_give_are_taken(self, service: Service, endpoint: str) -> None:
        assert subscribe(signed_in(resident()), Browser(service).subscription(endpoint=endpoint)).status_code == 201

    @pytest.mark.parametrize(
        "keys",
        [
            {},
            None,
            "sleutel",
            {"p256dh": "AAAA", "auth": text64(SECRET)},
            {"p256dh": text64(b"\x04" + b"\x01" * 64), "auth": text64(SECRET)},
            {"auth": text64(SECRET)},
            {"auth": "te kort"},
            {"auth": "é" * 22},
        ],
    )
    def test_keys_that_cannot_be_are_refused(self, service: Service, keys: Any) -> None:
        said = Browser(service).subscription()
        said["keys"] = said["keys"] | keys if keys in ({"auth": "te kort"}, {"auth": "é" * 22}) else keys
        response = subscribe(signed_in(resident()), said)
        assert response.status_code == 400
        assert "sleutels" in response.json()["message"]

    @pytest.mark.parametrize("body", ["", "{", "[]", "3", "[" * 5000, "\x00"])
    def test_what_is_no_subscription_at_all_is_refused(self, service: Service, body: str) -> None:
        assert subscribe(signed_in(resident()), body).status_code == 400

    def test_a_device_is_named_after_its_browser(self, service: Service) -> None:
        person = resident()
        subscribe(signed_in(person), Browser(service).subscription(), user_agent=PHONE)
        assert devices.devices_of(person).get().name == "Firefox op Android"

    @pytest.mark.parametrize(
        ("agent", "name"),
        [
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
                "Edge op Windows",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome op Linux"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari op iPhone"),
            ("curl", "Onbekende browser"),
            ("", "Onbekende browser"),
        ],
    )
    def test_names_are_those_that_people_use(self, agent: str, name: str) -> None:
        assert name_of(agent) == name

    def test_saying_yes_twice_is_one_device_with_its_newest_keys(self, service: Service) -> None:
        client, browser = signed_in(person := resident()), Browser(service)
        subscribe(client, browser.subscription())
        newer = Browser(service, path=browser.path)
        assert subscribe(client, newer.subscription()).status_code == 201
        assert devices.devices_of(person).count() == 1
        after(a_push(person))
        assert newer.read(service.received[0])["title"]

    def test_on_a_shared_computer_the_device_goes_with_who_is_signed_in(self, service: Service) -> None:
        first, second = resident(), resident()
        browser = Browser(service)
        for person in (first, second):
            subscribe(signed_in(person), browser.subscription())
        assert (devices.devices_of(first).count(), devices.devices_of(second).count()) == (0, 1)
        assert tell_reply(first) is None

    def test_an_eleventh_device_is_refused_in_plain_words(self, service: Service) -> None:
        client = signed_in(resident())
        for _ in range(devices.MOST):
            assert subscribe(client, Browser(service).subscription()).status_code == 201
        response = subscribe(client, Browser(service).subscription())
        assert (response.status_code, Device.objects.count()) == (409, devices.MOST)
        assert "tien" in response.json()["message"]

    def test_a_visitor_cannot(self, service: Service, client: Client) -> None:
        assert subscribe(client, Browser(service).subscription()).status_code == 302
        assert not Device.objects.exists()

    def test_another_site_cannot(self, service: Service) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(resident())
        assert subscribe(client, Browser(service).subscription()).status_code == 403


@pytest.mark.django_db
class TestGoingAway:
    def test_a_device_is_taken_away_without_scripts_and_twice_is_no_error(self, service: Service) -> None:
        client = signed_in(person := resident())
        subscribe(client, Browser(service).subscription())
        page = text_of(client.get(reverse("notifications:choices")))
        address = reverse("notifications:remove_device", args=[Device.objects.get().pk])
        assert f'action="{address}"' in page
        for _ in range(2):
            said = client.post(address, follow=True)
            assert "Je krijgt geen pushberichten meer op dit toestel." in text_of(said)
        assert not devices.devices_of(person).exists()

    def test_somebody_else_cannot_take_it_away(self, service: Service) -> None:
        a_browser(service, person := resident())
        device = devices.devices_of(person).get()
        signed_in(resident()).post(reverse("notifications:remove_device", args=[device.pk]))
        assert devices.devices_of(person).exists()

    def test_signing_out_ends_the_messages_on_that_device_only(self, service: Service) -> None:
        a_browser(service, person := resident())
        client = signed_in(person)
        subscribe(client, (here := Browser(service)).subscription())
        client.post(reverse("account_logout"))
        assert [device.endpoint for device in devices.devices_of(person)] != []
        assert not Device.objects.filter(endpoint=service.origin + here.path).exists()

    def test_signing_out_without_a_device_is_as_ever(self, service: Service) -> None:
        client = signed_in(resident())
        assert client.post(reverse("account_logout")).status_code == 302
        assert SESSION_KEY not in client.session

    def test_a_browser_with_a_new_address_keeps_its_place(self, service: Service) -> None:
        old = a_browser(service, person := resident())
        new = Browser(service)
        assert renew(old.subscription()["endpoint"], new.subscription()).status_code == 200
        after(a_push(person))
        assert (len(service.to(old)), len(service.to(new))) == (0, 1)

    def test_who_does_not_know_the_old_address_cannot_change_it(self, service: Service) -> None:
        a_browser(service, person := resident())
        before = devices.devices_of(person).get().endpoint
        assert renew("https://fcm.googleapis.com/geraden", Browser(service).subscription()).status_code == 404
        assert renew(before, {"endpoint": "https://example.com/"}).status_code == 400
        assert devices.devices_of(person).get().endpoint == before

    def test_a_new_address_of_somebody_else_is_not_taken_over(self, service: Service) -> None:
        mine, theirs = a_browser(service, resident()), a_browser(service, resident())
        assert renew(mine.subscription()["endpoint"], theirs.subscription()).status_code == 404
        assert Device.objects.count() == 2


def renew(old: object, new: object) -> HttpResponseBase:
    address, body = reverse("notifications:renew_device"), {"old": old, "new": new}
    return Client(enforce_csrf_checks=True).post(address, json.dumps(body), content_type="application/json")


@pytest.mark.django_db
class TestPages:
    def test_the_page_never_tells_an_address(self, service: Service) -> None:
        browser = a_browser(service, person := resident())
        page = text_of(signed_in(person).get(reverse("notifications:choices")))
        assert browser.path not in page
        assert vapid.public_key_of(KEY) in page
        assert KEY not in page

    def test_more_devices_ask_no_more_queries(self, service: Service) -> None:
        few, many = resident(), resident()
        a_browser(service, few)
        for _ in range(devices.MOST):
            a_browser(service, many)
        address = reverse("notifications:choices")
        assert queries(signed_in(few), address) == queries(signed_in(many), address)

    def test_the_service_worker_may_serve_the_whole_site(self, client: Client) -> None:
        response = client.get("/sw.js")
        assert response.headers["Content-Type"].startswith("text/javascript")
        assert response.headers["Service-Worker-Allowed"] == "/"
        assert response.headers["Cache-Control"] == "no-cache"
        assert "worker-src 'self'" in response.headers["Content-Security-Policy"]
        assert len(response.content) < 4000
        assert "caches" not in text_of(response)

    def test_the_site_can_stand_on_a_home_screen(self, client: Client) -> None:
        response = client.get("/manifest.webmanifest")
        assert response.headers["Content-Type"] == "application/manifest+json"
        described = json.loads(text_of(response))
        assert (described["display"], described["start_url"]) == ("standalone", "/")
        assert all(icon["src"].startswith("/static/img/") for icon in described["icons"])
        assert 'rel="manifest" href="/manifest.webmanifest"' in text_of(client.get("/over/"))
