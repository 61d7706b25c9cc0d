"""Keeping it running: what waits is visible, what was given up is tried again, and nothing is kept too long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from celery import current_app
from django.conf import LazySettings
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from config.schedule import QUEUES, SCHEDULE
from foundation.models import AuditEntry
from foundation.nudges import nudge
from notifications import gauges, retention, throttle
from notifications.actions import send_due_mail
from notifications.catalogue import discussions
from notifications.models import Device, Event, Lane, Mail, Notice, Push, Suppressed
from notifications.tasks import write_events
from notifications.telling import tell
from tests.factories import resident, staff
from tests.notifications.smtp import PostOffice, post_office
from tests.visitors import queries, signed_in, text_of

PAGE = "admin:notifications_sending"
METRICS = "notifications:metrics"
KINDS = {"event", "mail", "push"}


@pytest.fixture
def office(settings: LazySettings) -> Iterator[PostOffice]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with post_office() as open_office:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", open_office.port
        yield open_office


def mails(count: int, lane: Lane = Lane.DEFAULT) -> list[Mail]:
    """Mail that is due, to as many people; from no event, so that nothing keeps it."""
    made = [
        Mail(key=f"{lane}-{n}-{resident().pk}", recipient=resident(), template="team_left", lane=lane, context=CONTEXT)
        for n in range(count)
    ]
    return Mail.objects.bulk_create(made)


CONTEXT: dict[str, object] = {"who": "Jan", "title": "Tuin", "path": "/initiatieven/tuin/"}


def heard(person: User, key: str) -> Notice:
    """A notice, with its mail and push message, from an event that is done."""
    tell(discussions.REPLY, key=key, people=[person], path="/", title="Tuin", words=discussions.REPLY.sample)
    write_events()
    return Notice.objects.get(event__key=f"comment.reply:{key}")


def administrator() -> Client:
    return signed_in(staff(Role.ADMINISTRATOR))


@pytest.mark.django_db
class TestMailServer:
    def test_when_it_is_away_one_mail_finds_out_and_the_others_keep_their_attempts(
        self, settings: LazySettings, office: PostOffice
    ) -> None:
        mails(5)
        port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
        assert send_due_mail() == 1
        assert sorted(Mail.objects.values_list("attempts", flat=True)) == [0, 0, 0, 0, 1]
        settings.EMAIL_PORT = port
        assert send_due_mail() == 4
        assert len(office.arrived) == 4

    def test_a_mail_that_the_database_chokes_on_does_not_hold_up_the_others(self, office: PostOffice) -> None:
        mails(3)
        choked: list[str] = []

        def choke_once(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if "notifications_suppressed" in sql and not choked:
                choked.append(sql)
                return execute("SELECT 1/0", None, many, context)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(choke_once):
            assert send_due_mail() == 3
        assert len(office.arrived) == 2
        waiting = Mail.objects.get(sent_at=None)
        assert waiting.attempts == 1
        assert waiting.due_at > timezone.now()

    def test_more_than_the_limit_a_minute_waits_and_nothing_is_lost(
        self, settings: LazySettings, office: PostOffice
    ) -> None:
        settings.MAIL_PER_MINUTE = 4
        mails(6)
        assert send_due_mail() == 4
        assert Mail.objects.filter(sent_at=None, attempts=0).count() == 2

    def test_bulk_mail_leaves_room_in_each_minute_and_urgent_mail_never_waits(
        self, settings: LazySettings, office: PostOffice
    ) -> None:
        settings.MAIL_PER_MINUTE = 4
        for lane in Lane:
            mails(6, lane)
        now = timezone.now()
        assert [throttle.may_send(now, Lane.BULK) for _ in range(4)] == [True, True, True, False]
        assert [throttle.may_send(now, Lane.DEFAULT) for _ in range(2)] == [True, False]
        assert throttle.may_send(now, Lane.URGENT)
        # What is dropped or waits for the morning takes no room: only what goes to the server counts.
        User.objects.update(is_active=False)
        assert send_due_mail(Lane.DEFAULT) == 6


class TestClockAndNudges:
    def test_what_the_clock_asks_for_often_expires_before_it_asks_again(self) -> None:
        for entry in SCHEDULE.values():
            if isinstance(entry["schedule"], float):
                assert entry["options"]["expires"] <= entry["schedule"]

    def test_the_queues_are_the_lanes_in_their_order(self) -> None:
        assert list(QUEUES) == [lane.name.lower() for lane in Lane]

    def test_a_thousand_nudges_are_one_until_the_worker_comes(self, committed: None) -> None:
        def waiting() -> int:
            with current_app.connection_for_read() as link:
                channel: Any = link.default_channel
                return int(channel.client.llen("default"))

        before = waiting()
        for _ in range(1_000):
            nudge("notifications.tasks.write_events")
        assert waiting() == before + 1
        write_events()
        nudge("notifications.tasks.write_events")
        assert waiting() == before + 2


@pytest.mark.django_db
class TestPage:
    def test_it_is_for_who_may_see_mail(self, client: Client) -> None:
        assert client.get(reverse(PAGE)).status_code == 302
        assert signed_in(staff(Role.MODERATOR)).get(reverse(PAGE)).status_code == 403
        assert administrator().get(reverse(PAGE)).status_code == 200

    def test_it_shows_what_waits_what_went_and_what_failed(self, office: PostOffice, settings: LazySettings) -> None:
        mails(3)
        office.refusals = 1
        send_due_mail()
        Suppressed.objects.create(address="weg@voorbeeld.nl", why="bounce")
        settings.MAIL_PER_MINUTE = 77
        html = text_of(administrator().get(reverse(PAGE)))
        assert "77" in html
        found = gauges.read()
        assert (found.sent, found.failed, found.suppressed) == (2, 1, 1)
        (ordinary,) = [one for one in found.waiting if one.kind == "mail" and one.lane == Lane.DEFAULT]
        assert (ordinary.due, ordinary.later) == (0, 1)

    def test_the_age_of_the_oldest_is_since_it_was_due(self) -> None:
        mails(2)
        Mail.objects.update(due_at=timezone.now() - timedelta(minutes=7))
        (ordinary,) = [one for one in gauges.read().waiting if one.kind == "mail" and one.lane == Lane.DEFAULT]
        assert 420 <= ordinary.oldest < 480

    def test_redis_that_is_away_is_shown_as_such(self, settings: LazySettings) -> None:
        settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
        html = text_of(administrator().get(reverse(PAGE)))
        assert gauges.read().queues is None
        assert "Redis" in html

    def test_its_queries_do_not_grow_with_what_waits(self) -> None:
        client = administrator()
        mails(1)
        Mail.objects.update(given_up=True)
        few = queries(client, reverse(PAGE))
        mails(30)
        Mail.objects.update(given_up=True)
        assert queries(client, reverse(PAGE)) == few
        assert few <= 16

    def test_it_has_no_style_or_script_in_it(self) -> None:
        html = text_of(administrator().get(reverse(PAGE)))
        assert "style=" not in html.partition('id="content-main"')[2]


@pytest.mark.django_db
class TestDeadLetters:
    def give_up(self) -> None:
        person = resident()
        Device.objects.create(person=person, endpoint="https://push.example/1", p256dh="x", auth="y")
        notice = heard(person, "op")
        Push.objects.get_or_create(notice=notice, defaults={"person": person, "key": "met de hand"})
        mails(2)
        for model in (Event, Mail, Push):
            model._default_manager.update(given_up=True)

    @pytest.mark.parametrize("kind", sorted(KINDS))
    def test_all_of_a_kind_can_be_tried_again_and_it_is_noted_who_did_that(self, kind: str) -> None:
        self.give_up()
        answer = administrator().post(reverse(PAGE), {"kind": kind, "all": "1"}, follow=True)
        assert answer.status_code == 200
        found = gauges.read().dead
        assert found[kind] == 0
        assert all(found[other] for other in KINDS - {kind})
        assert AuditEntry.objects.get(action="messages.tried_again").data["kind"] == kind

    def test_only_the_chosen_ones_are_tried_again(self, office: PostOffice) -> None:
        self.give_up()
        chosen, *others = Mail.objects.order_by("pk")
        administrator().post(reverse(PAGE), {"kind": "mail", "row": [chosen.pk, "geen getal"]})
        chosen.refresh_from_db()
        assert not chosen.given_up
        assert Mail.objects.filter(given_up=True).count() == len(others)

    def test_who_may_only_look_cannot_and_an_unknown_kind_is_refused(self) -> None:
        self.give_up()
        assert administrator().post(reverse(PAGE), {"kind": "user", "all": "1"}).status_code == 403
        assert signed_in(staff(Role.OFFICIAL)).post(reverse(PAGE), {"kind": "mail", "all": "1"}).status_code == 403
        assert Mail.objects.filter(given_up=True).exists()

    @pytest.mark.parametrize("name", ["event", "notice", "mail", "push", "device", "suppressed"])
    def test_every_table_can_be_read_and_shows_no_key(self, name: str) -> None:
        self.give_up()
        Device.objects.update(endpoint="https://push.example/geheim", p256dh="sleutel1", auth="sleutel2")
        Suppressed.objects.create(address="weg@voorbeeld.nl", why="bounce")
        client = administrator()
        assert client.get(reverse(f"admin:notifications_{name}_changelist")).status_code == 200
        model = {"event": Event, "notice": Notice, "mail": Mail, "push": Push, "device": Device}.get(name, Suppressed)
        one = client.get(reverse(f"admin:notifications_{name}_change", args=[model._default_manager.first().pk]))  # type: ignore[union-attr]  # made above
        assert one.status_code == 200
        assert not [secret for secret in ("geheim", "sleutel1", "sleutel2") if secret in text_of(one)]


@pytest.mark.django_db
class TestMetrics:
    def test_without_a_token_there_is_no_such_address(self, client: Client, settings: LazySettings) -> None:
        settings.METRICS_TOKEN = ""
        assert client.get(reverse(METRICS), headers={"Authorization": "Bearer "}).status_code == 404

    def test_only_who_sends_the_token_reads_them(self, client: Client, settings: LazySettings) -> None:
        settings.METRICS_TOKEN = "geheim"
        assert client.get(reverse(METRICS)).status_code == 401
        assert client.get(reverse(METRICS), headers={"Authorization": "Bearer anders"}).status_code == 401
        assert client.get(reverse(METRICS), headers={"Authorization": "Bearer geheim"}).status_code == 200

    def test_each_line_is_a_number_with_its_meaning(self, client: Client, settings: LazySettings) -> None:
        settings.METRICS_TOKEN = "geheim"
        mails(3, Lane.BULK)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(reverse(METRICS), headers={"Authorization": "Bearer geheim"})
        text = text_of(answer)
        assert 'wij_outbox_due{kind="mail",lane="bulk"} 3\n' in text
        assert "wij_redis_up 1\n" in text
        assert 'wij_queue_tasks{queue="urgent"} ' in text
        assert answer["Cache-Control"] == "no-store"
        assert len(captured) <= 7
        meant = {line.split()[2] for line in text.splitlines() if line.startswith("# HELP")}
        named = {line.partition("{")[0].split()[0] for line in text.splitlines() if not line.startswith("#")}
        assert named <= meant


@pytest.mark.django_db
class TestRetention:
    """Each row is looked at an hour before and an hour after it is old enough."""

    def age(self, model: Any, column: str, days: int, hours: int) -> None:
        model._default_manager.update(**{column: Now() - timedelta(days=days, hours=hours)})

    def test_sent_mail_goes_after_its_days_and_its_notice_stays(self, office: PostOffice) -> None:
        heard(resident(), "op")
        send_due_mail()
        self.age(Mail, "sent_at", 90, -1)
        assert retention.forget_old_messages() == 0
        self.age(Mail, "sent_at", 90, 1)
        assert retention.forget_old_messages() == 1
        assert not Mail.objects.exists()
        assert Notice.objects.exists()

    def test_mail_that_still_has_to_go_stays_however_old(self) -> None:
        mails(1)
        self.age(Mail, "created_at", 300, 1)
        assert retention.forget_old_messages() == 0

    @pytest.mark.parametrize(("changes", "days"), [({"dropped": "seen"}, 90), ({"given_up": True}, 365)])
    def test_mail_that_never_went_goes_too(self, changes: dict[str, Any], days: int) -> None:
        mails(1)
        Mail.objects.update(**changes)
        self.age(Mail, "created_at", days, -1)
        assert retention.forget_old_messages() == 0
        self.age(Mail, "created_at", days, 1)
        assert retention.forget_old_messages() == 1

    @pytest.mark.parametrize(("is_seen", "days"), [(True, 180), (False, 365)])
    def test_a_notice_goes_after_its_days_and_with_the_last_the_words_of_its_event(
        self, is_seen: bool, days: int
    ) -> None:
        heard(resident(), "op")
        Notice.objects.update(seen_at=Now() if is_seen else None, digest_at=None)
        self.age(Event, "happened_at", days, 1)
        self.age(Notice, "made_at", days, -1)
        if is_seen:
            assert retention.forget_old_messages() == 0
        self.age(Notice, "made_at", days, 1)
        assert retention.forget_old_messages() >= 2
        assert not Notice.objects.exists()
        assert not Event.objects.exists()

    def test_it_goes_in_small_steps_and_leaves_the_rest_to_the_next_call(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(retention, "BATCH", 2)
        mails(5)
        Mail.objects.update(dropped="seen")
        self.age(Mail, "created_at", 90, 1)
        assert retention.forget_old_messages(seconds=0) == 2
        assert retention.forget_old_messages() == 3
