"""Mail: written with the event, sent once, tried again, and never in the way of the rest."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from itertools import pairwise
from time import monotonic
from typing import Any

import pytest
from celery import Celery, current_app
from django.conf import LazySettings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from initiatives import actions, drafts
from notifications import dead_letters
from notifications.actions import WAITS, send_due_mail, send_next, write_mail
from notifications.catalogue import initiatives as events
from notifications.models import Event, Lane, Mail
from notifications.tasks import send_default_mail
from tests.factories import content, initiative, resident, staff
from tests.notices import mails_about
from tests.notifications.smtp import PostOffice, post_office
from tests.visitors import at_once, signed_in, text_of

CONTEXT: dict[str, object] = {
    "title": "Plan & zo",
    "reference": "OV-2026-000001",
    "path": "/initiatieven/plan/",
    "site": "Wij&Overijssel",
}


@pytest.fixture
def office(settings: LazySettings) -> Iterator[PostOffice]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with post_office() as open_office:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", open_office.port
        yield open_office


def a_mail(key: str = "proef", name: str = "Anna") -> Mail:
    write_mail(resident(name), template="initiative_received", key=key, context=CONTEXT)
    return Mail.objects.get(key=key)


def make_due(mail: Mail) -> None:
    Mail.objects.filter(pk=mail.pk).update(due_at=timezone.now())


def text_part(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


@pytest.mark.django_db
class TestWriting:
    def test_a_receipt_is_written_with_the_initiative(self) -> None:
        author = resident()
        one = initiative(author)
        (mail,) = mails_about(events.RECEIVED)
        assert (mail.recipient, mail.sent_at, mail.lane) == (author, None, Lane.URGENT)
        assert mail.notice is not None
        assert mail.notice.event.context["reference"] == one.reference

    def test_the_same_key_twice_is_one_mail(self) -> None:
        person = resident()
        for _ in range(2):
            write_mail(person, template="initiative_received", key="eenmaal", context=CONTEXT)
        assert Mail.objects.count() == 1

    def test_an_event_that_did_not_happen_leaves_no_mail(self) -> None:
        def fail() -> None:
            with transaction.atomic():
                initiative()
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fail()
        assert not Event.objects.exists()


@pytest.mark.django_db
class TestSending:
    def test_it_arrives_in_text_and_html_with_the_link_and_the_reference(self, office: PostOffice) -> None:
        person = resident("Café & zo")
        write_mail(person, template="initiative_received", key="a", context=CONTEXT)
        assert send_due_mail() == 1
        (arrived,) = office.received
        assert arrived["To"] == person.email
        assert "Plan & zo" in str(arrived["Subject"])
        assert "&amp;" not in str(arrived["Subject"])
        assert "Café & zo" in text_part(arrived)
        assert "OV-2026-000001" in text_part(arrived)
        assert "http://127.0.0.1:8000/initiatieven/plan/" in text_part(arrived)
        page = arrived.get_body(("html",))
        assert page is not None
        assert "Plan &amp; zo" in page.get_content()
        sent = Mail.objects.get()
        assert sent.sent_at is not None
        assert sent.attempts == 1
        assert send_due_mail() == 0
        assert len(office.received) == 1

    def test_a_title_cannot_add_recipients_or_headers(self, office: PostOffice) -> None:
        title = "Plan\r\nBcc: iedereen@voorbeeld.nl"
        write_mail(resident(), template="initiative_received", key="a", context={**CONTEXT, "title": title})
        send_due_mail()
        (arrived,) = office.received
        assert arrived["Bcc"] is None
        assert "Bcc: iedereen" in str(arrived["Subject"])

    def test_what_is_not_due_waits(self, office: PostOffice) -> None:
        mail = a_mail()
        Mail.objects.filter(pk=mail.pk).update(due_at=timezone.now() + timedelta(minutes=5))
        assert send_due_mail() == 0
        make_due(mail)
        assert send_due_mail() == 1

    def test_the_clock_sends_what_is_due(self, office: PostOffice) -> None:
        a_mail()
        send_default_mail()
        send_default_mail()
        assert len(office.received) == 1

    def test_a_repeated_mail_has_the_same_number_so_that_the_copy_can_be_dropped(self, office: PostOffice) -> None:
        mail = a_mail()
        send_due_mail()
        Mail.objects.filter(pk=mail.pk).update(sent_at=None)
        send_due_mail()
        first, second = office.received
        assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.django_db
class TestTryingAgain:
    def test_each_wait_is_longer_and_after_the_last_it_is_given_up(self, office: PostOffice) -> None:
        office.refusals = 99
        mail = a_mail()
        waits = []
        for attempt in range(1, len(WAITS) + 2):
            assert send_next()
            mail.refresh_from_db()
            assert mail.attempts == attempt
            assert mail.sent_at is None
            waits.append(mail.due_at - timezone.now())
            assert mail.given_up == (attempt > len(WAITS))
            make_due(mail)
        assert all(longer > shorter + timedelta(seconds=30) for shorter, longer in pairwise(waits[:-1]))
        assert not send_next()
        assert office.received == []

    def test_a_server_that_says_no_once_gets_it_the_next_time(self, office: PostOffice) -> None:
        office.refusals = 1
        mail = a_mail()
        send_due_mail()
        assert send_due_mail() == 0
        make_due(mail)
        send_due_mail()
        assert len(office.received) == 1

    def test_a_server_that_is_away_is_a_wait_and_no_error(self, settings: LazySettings, office: PostOffice) -> None:
        settings.EMAIL_PORT = 1
        mail = a_mail()
        assert send_due_mail() == 1
        mail.refresh_from_db()
        assert (mail.attempts, mail.given_up, mail.sent_at) == (1, False, None)

    def test_a_mail_that_cannot_be_made_does_not_hold_up_the_others(self, office: PostOffice) -> None:
        write_mail(resident(), template="bestaat_niet", key="kapot", context={})
        Mail.objects.filter(key="kapot").update(due_at=timezone.now() - timedelta(days=1))
        a_mail("heel")
        assert send_due_mail() == 2
        assert len(office.received) == 1
        assert Mail.objects.get(key="kapot").attempts == 1

    def test_what_was_given_up_is_sent_when_somebody_asks_for_it(self, office: PostOffice) -> None:
        mail, other = a_mail("een"), a_mail("twee")
        Mail.objects.filter(pk=mail.pk).update(given_up=True, attempts=6)
        Mail.objects.filter(pk=other.pk).update(sent_at=timezone.now())
        boss = signed_in(staff(Role.ADMINISTRATOR))
        response = boss.post(
            reverse("admin:notifications_mail_changelist"),
            {"action": "try_again", "_selected_action": [mail.pk, other.pk]},
        )
        assert response.status_code == 302
        assert send_due_mail() == 1
        assert [one["To"] for one in office.received] == [mail.recipient and mail.recipient.email]
        assert dead_letters.try_again(Mail.objects.all(), by=resident()) == 0


class TestReallyCommitted:
    def test_two_senders_at_once_send_each_mail_once(self, committed: None, office: PostOffice) -> None:
        for number in range(20):
            a_mail(f"mail {number}")
        answers = at_once(4, lambda _number: send_due_mail())
        assert sum(answers) == 20
        addresses = [str(one["To"]) for one in office.received]
        assert len(addresses) == len(set(addresses)) == 20
        assert not Mail.objects.filter(sent_at__isnull=True).exists()

    def test_one_key_written_by_many_at_once_is_one_mail(self, committed: None) -> None:
        person = resident()
        answers = at_once(
            8, lambda _number: write_mail(person, template="initiative_received", key="k", context=CONTEXT)
        )
        assert answers == [None] * 8
        assert Mail.objects.count() == 1

    def test_when_the_queue_is_down_the_request_goes_on_and_the_mail_is_kept(
        self, committed: None, office: PostOffice, caplog: pytest.LogCaptureFixture
    ) -> None:
        author = resident()
        draft = drafts.begin(author)
        options = current_app.conf.broker_transport_options
        away = Celery("away", broker="redis://127.0.0.1:1/0", broker_transport_options=options, set_as_current=False)
        here = current_app._get_current_object()  # type: ignore[attr-defined]  # it is a proxy
        away.set_current()
        started = monotonic()
        try:
            actions.publish(draft, author=author, content=content())
        finally:
            here.set_current()
            away.close()
        assert monotonic() - started < 3
        assert "queue out of reach" in caplog.text
        assert mails_about(events.RECEIVED)[0].recipient == author
        assert send_due_mail() == 1
        assert len(office.received) == 1

    def test_the_worker_is_asked_to_come_only_after_the_commit(self, committed: None) -> None:
        def waiting() -> int:
            with current_app.connection_for_read() as connection:
                channel: Any = connection.default_channel
                return int(channel.client.llen("default"))

        before = waiting()
        with transaction.atomic():
            initiative()
            assert waiting() == before
        assert waiting() > before


@pytest.mark.django_db
def test_the_letter_box_of_the_demo_exists_only_there(client: Client, settings: LazySettings, tmp_path: object) -> None:
    url = reverse("notifications:demo_mail")
    assert client.get(url).status_code == 404
    settings.DEMO = True
    settings.DEMO_MAIL_DIR = tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    a_mail()
    send_due_mail()
    html = text_of(client.get(url))
    assert "Plan &amp; zo" in html
    assert "OV-2026-000001" in html
