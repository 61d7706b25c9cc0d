"""Push messages: for this person's browsers only, sent once to each, and never at a moment that does not suit."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from io import StringIO
from pathlib import Path
from threading import Barrier
from typing import Any

import http_ece
import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from bin import run
from notifications import checks, devices, vapid
from notifications.catalogue import Category
from notifications.models import Device, Event, Mail, Notice, Push, Rhythm
from notifications.push_service import KEPT, wait_of
from notifications.pushing import WAITS, send_due_push
from notifications.wishes import Wish, choose, wish_of
from publications.models import Publication
from tests.factories import initiative, initiative_in, resident
from tests.notifications.push_server import Browser, Service, push_service, raw64
from tests.notifications.pushes import (
    KEY,
    a_browser,
    a_push,
    after,
    minutes_to_go,
    site_that_pushes,
    subscribe,
    tell_reply,
)
from tests.visitors import at_once, signed_in, text_of

PHONE = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
FCM = "https://fcm.googleapis.com/fcm/send/abc:DEF_-123"


@pytest.fixture
def service(settings: LazySettings) -> Iterator[Service]:
    with site_that_pushes(settings) as running:
        yield running


@pytest.mark.django_db
class TestSending:
    def test_it_reaches_the_browser_and_only_that_can_read_it(self, service: Service) -> None:
        person = resident()
        browser, other = a_browser(service, person), Browser(service)
        push = after(a_push(person))
        (came,) = service.received
        said = browser.read(came)
        assert said["body"] == "Dat lijkt mij ook goed."
        assert "Jan Willem" in said["title"]
        assert said["url"] == f"/meldingen/{push.notice_id}/"
        assert said["tag"] == f"notice-{push.notice_id}"
        assert b"Jan Willem" not in came.body
        with pytest.raises(http_ece.ECEException):
            other.read(came)
        assert push.sent_at is not None
        assert Device.objects.get().heard_at is not None

    def test_the_site_proves_who_it_is(self, service: Service) -> None:
        browser = a_browser(service, person := resident())
        push = after(a_push(person))
        (came,) = service.to(browser)
        claims = came.claims(vapid.public_key_of(KEY))
        assert claims["aud"] == service.origin
        assert claims["sub"] == "mailto:beheer@overijssel.example"
        left = datetime.fromtimestamp(claims["exp"], tz=UTC) - timezone.now()
        assert timedelta(0) < left < timedelta(hours=24)
        assert came.headers["ttl"] == str(int(KEPT.total_seconds()))
        assert (came.headers["topic"], came.headers["urgency"]) == (f"notice-{push.notice_id}", "normal")

    def test_it_goes_to_all_devices_of_the_person_and_of_nobody_else(self, service: Service) -> None:
        person = resident()
        mine = [a_browser(service, person) for _ in range(3)]
        a_browser(service, resident())
        after(a_push(person))
        assert sorted(came.path for came in service.received) == sorted(browser.path for browser in mine)

    def test_a_message_that_was_sent_is_not_sent_again(self, service: Service) -> None:
        a_browser(service, person := resident())
        after(after(a_push(person)))
        assert len(service.received) == 1

    def test_it_is_in_the_language_of_the_person_and_short(self, service: Service) -> None:
        browser = a_browser(service, person := resident())
        Rhythm.objects.create(person=person, language="en")
        after(a_push(person, excerpt="woord " * 60))
        said = browser.read(service.received[0])
        assert said["lang"] == "en"
        assert "replie" in said["title"].lower()
        assert 100 < len(said["body"]) <= 120
        assert said["body"].endswith(" …")

    @pytest.mark.parametrize("status", [404, 410])
    def test_a_device_that_is_gone_is_forgotten(self, service: Service, status: int) -> None:
        person = resident()
        gone, kept = a_browser(service, person), a_browser(service, person)
        service.answers[gone.path] = (status, {})
        push = after(a_push(person))
        assert push.sent_at is not None
        assert [device.endpoint for device in devices.devices_of(person)] == [service.origin + kept.path]

    def test_without_any_device_left_the_message_is_dropped(self, service: Service) -> None:
        browser = a_browser(service, person := resident())
        service.answers[browser.path] = (410, {})
        push = after(a_push(person))
        assert (push.sent_at, push.dropped) == (None, "no device")

    def test_a_service_that_is_busy_is_left_alone_as_long_as_it_asks(self, service: Service) -> None:
        browser = a_browser(service, person := resident())
        service.answers[browser.path] = (429, {"Retry-After": "3600"})
        push = after(a_push(person))
        assert 59 < minutes_to_go(push) <= 60
        service.answers.clear()
        assert after(push).sent_at is not None

    def test_a_service_that_fails_is_tried_again_later_each_time_and_then_given_up(self, service: Service) -> None:
        browser = a_browser(service, person := resident())
        service.answers[browser.path] = (500, {})
        push = a_push(person)
        for wait in WAITS:
            push = after(push)
            assert abs(minutes_to_go(push) - wait.total_seconds() / 60) < 0.2
        push = after(push)
        assert (push.given_up, push.attempts) == (True, len(WAITS) + 1)
        assert push.error == "500 127.0.0.1"
        after(push)
        assert len(service.received) == len(WAITS) + 1

    def test_one_device_that_fails_does_not_repeat_the_message_on_the_others(self, service: Service) -> None:
        person = resident()
        bad, good = a_browser(service, person), a_browser(service, person)
        service.answers[bad.path] = (503, {})
        push = after(a_push(person))
        assert push.sent_at is None
        service.answers.clear()
        assert after(push).sent_at is not None
        assert (len(service.to(bad)), len(service.to(good))) == (2, 1)

    def test_what_there_was_no_time_for_goes_in_the_next_round_and_is_no_failure(
        self, service: Service, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        person = resident()
        browsers = [a_browser(service, person) for _ in range(3)]
        push = a_push(person)
        monkeypatch.setattr("notifications.pushing.SLICE", -1.0)
        assert send_due_push(seconds=60) == 3
        push.refresh_from_db()
        assert (push.attempts, push.sent_at is None) == (1, False)
        assert [len(service.to(browser)) for browser in browsers] == [1, 1, 1]

    def test_a_service_that_cannot_be_reached_leaves_no_address_behind(
        self, service: Service, settings: LazySettings, caplog: pytest.LogCaptureFixture
    ) -> None:
        with push_service() as closing:
            settings.PUSH_HOSTS = [*settings.PUSH_HOSTS, closing.origin]
            browser = a_browser(closing, person := resident())
        push = after(a_push(person))
        assert push.error == "ConnectionError 127.0.0.1"
        assert browser.path not in caplog.text + str([record.__dict__ for record in caplog.records])

    def test_a_redirect_is_not_followed(self, service: Service) -> None:
        with push_service() as elsewhere:
            browser = a_browser(service, person := resident())
            service.answers[browser.path] = (307, {"Location": f"{elsewhere.origin}/intern"})
            push = after(a_push(person))
            assert elsewhere.received == []
        assert (push.sent_at, push.error) == (None, "TooManyRedirects 127.0.0.1")

    def test_one_that_cannot_be_made_does_not_hold_up_the_next(self, service: Service) -> None:
        a_browser(service, person := resident())
        broken, good = a_push(person), a_push(person, key="2")
        Event.objects.filter(pk=broken.notice.event_id).update(context=["niet zo"])
        good = after(good)
        broken.refresh_from_db()
        assert good.sent_at is not None
        assert (broken.sent_at, broken.attempts) == (None, 1)

    def test_a_mail_and_a_push_of_one_notice_leave_each_other_alone(self, service: Service) -> None:
        a_browser(service, person := resident())
        push = after(a_push(person))
        assert Mail.objects.get(notice=push.notice_id).sent_at is None


@pytest.mark.usefixtures("committed")
class TestTwoWorkers:
    def test_they_share_the_work_and_send_each_message_once(self, service: Service) -> None:
        people = [resident() for _ in range(3)]
        browsers = [a_browser(service, person) for person in people]
        for person in people:
            a_push(person, key=str(person.pk))
        service.together = Barrier(3)
        dealt = at_once(3, lambda _number: send_due_push(seconds=60))
        assert sum(dealt) == 3
        assert [len(service.to(browser)) for browser in browsers] == [1, 1, 1]

    def test_a_device_that_leaves_and_one_that_stays_do_not_make_workers_wait_for_each_other(
        self, service: Service
    ) -> None:
        person = resident()
        gone, kept = a_browser(service, person), a_browser(service, person)
        service.answers[gone.path] = (410, {})
        pushes = [a_push(person, key=str(number)) for number in range(4)]
        assert sum(at_once(4, lambda _number: send_due_push(seconds=60))) == 4
        assert len(service.to(kept)) == 4
        assert Push.objects.filter(pk__in=[push.pk for push in pushes], sent_at__isnull=False).count() == 4

    def test_ten_devices_are_the_most_also_when_two_come_at_once(self, service: Service) -> None:
        person = resident()
        for _ in range(9):
            a_browser(service, person)
        client_says = [Browser(service).subscription() for _ in range(3)]
        statuses = at_once(3, lambda number: subscribe(signed_in(person), client_says[number]).status_code)
        assert sorted(statuses) == [201, 409, 409]


@pytest.mark.django_db
class TestTheRightMoment:
    def test_in_quiet_hours_it_waits_until_they_are_over(self, service: Service) -> None:
        a_browser(service, person := resident())
        local = timezone.localtime()
        until = (local + timedelta(hours=2)).time().replace(second=0, microsecond=0)
        Rhythm.objects.create(person=person, quiet_from=(local - timedelta(hours=1)).time(), quiet_until=until)
        push = after(a_push(person))
        assert (service.received, push.attempts, push.sent_at) == ([], 0, None)
        assert timezone.localtime(push.due_at).time() == until

    @pytest.mark.parametrize(
        ("why", "change"),
        [
            ("seen", lambda push: Notice.objects.filter(pk=push.notice_id).update(seen_at=timezone.now())),
            ("late", lambda push: Notice.objects.filter(pk=push.notice_id).update(made_at=timezone.now() - 2 * KEPT)),
            ("inactive", lambda push: User.objects.filter(pk=push.person_id).update(is_active=False)),
            ("gone", lambda push: Publication.objects.update(state=Publication.State.HIDDEN)),
            ("holiday", lambda push: Rhythm.objects.create(person=push.person, paused_until=timezone.now() + 3 * KEPT)),
            ("not wanted", lambda push: choose(push.person, Category.REPLIES, without_push(push.person))),
        ],
    )
    def test_what_changed_meanwhile_keeps_it_back(self, service: Service, why: str, change: Any) -> None:
        a_browser(service, person := resident())
        push = a_push(person)
        change(push)
        assert (after(push).dropped, service.received) == (why, [])

    def test_who_wants_no_push_for_a_category_gets_none_written(self, service: Service) -> None:
        a_browser(service, person := resident())
        choose(person, Category.REPLIES, without_push(person))
        assert tell_reply(person) is None

    def test_who_keeps_these_notices_off_the_site_is_led_to_the_page_itself(self, service: Service) -> None:
        browser = a_browser(service, person := resident())
        now = wish_of(person, Category.REPLIES)
        choose(person, Category.REPLIES, Wish(on_site=False, mail=now.mail, push=True))
        about = initiative()
        after(a_push(person, about=about))
        assert browser.read(service.received[0])["url"] == about.get_absolute_url()


def without_push(person: User) -> Wish:
    now = wish_of(person, Category.REPLIES)
    return Wish(now.on_site, now.mail, push=False)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (None, 0),
        ("", 0),
        ("straks", 0),
        ("-5", 0),
        ("999999999", 86_400),
        ("Mon, 01 Jan 2024 00:00:00 GMT", 0),
    ],
)
def test_retry_after_is_read_and_never_longer_than_a_day(header: str | None, seconds: int) -> None:
    assert wait_of(header) == timedelta(seconds=seconds)


def test_retry_after_may_be_a_date() -> None:
    header = format_datetime(timezone.now() + timedelta(minutes=30), usegmt=True)
    assert timedelta(minutes=29) < wait_of(header) <= timedelta(minutes=30)


@pytest.mark.django_db
class TestWithoutAKey:
    def test_nothing_is_written_or_sent_even_to_devices_of_before(
        self, service: Service, settings: LazySettings
    ) -> None:
        a_browser(service, person := resident())
        settings.VAPID_PRIVATE_KEY = ""
        assert tell_reply(person) is None
        assert send_due_push() == 0

    def test_the_page_of_choices_says_nothing_about_it(self, service: Service, settings: LazySettings) -> None:
        client = signed_in(resident())
        with_key = text_of(client.get(reverse("notifications:choices")))
        settings.VAPID_PRIVATE_KEY = ""
        without = text_of(client.get(reverse("notifications:choices")))
        assert "data-push" in with_key
        assert "data-push" not in without

    def test_no_device_is_taken(self, service: Service, settings: LazySettings) -> None:
        settings.VAPID_PRIVATE_KEY = ""
        assert subscribe(signed_in(resident()), Browser(service).subscription()).status_code == 404

    def test_the_command_makes_a_key_that_works(self, settings: LazySettings) -> None:
        out = StringIO()
        call_command("vapid_key", stdout=out)
        (private, public) = (line.split("=" if "=" in line else ": ")[1] for line in out.getvalue().splitlines())
        assert vapid.public_key_of(private) == public
        assert vapid.is_public_key(public)

    @pytest.mark.parametrize(
        ("key", "problems"),
        [("", 0), (KEY, 0), ("geen sleutel", 1), (vapid.public_key_of(KEY), 1), ("A" * 43, 1)],
        ids=["none", "a key", "a word", "the public half", "zero"],
    )
    def test_a_key_that_is_none_is_found_before_the_site_starts(
        self, settings: LazySettings, key: str, problems: int
    ) -> None:
        settings.VAPID_PRIVATE_KEY = key
        assert len(checks.key_of_push_messages()) == problems

    def test_the_demo_makes_a_key_once_that_only_its_owner_reads(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(run, "VAR", tmp_path)
        key = run.vapid_key()
        assert len(raw64(key)) == 32
        assert run.vapid_key() == key
        assert (tmp_path / "vapid_key").stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_a_publication_that_was_withdrawn_is_not_told_about(service: Service) -> None:
    a_browser(service, person := resident())
    about = initiative_in(Publication.State.ARCHIVED)
    push = tell_reply(person, about=about)
    assert push is not None
    assert after(push).dropped == "gone"
