"""Mail that comes back: addresses that do not work get no more mail, and nobody can silence somebody else."""

from __future__ import annotations

import io
import json
import mailbox
import sys
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail as post
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from foundation.errors import NotAllowed
from foundation.models import AuditEntry
from newsletters import subscribing
from newsletters.models import Subscription
from notifications import returned, suppression
from notifications.actions import send_due_mail
from notifications.message_ids import message_id
from notifications.models import Mail, Returned, Suppressed
from notifications.reports import signature
from notifications.suppression import MOST_SOFT, Report
from tests.factories import resident, staff
from tests.notifications.reports import away, bounce, complaint
from tests.visitors import at_once, signed_in

SECRET = "een geheim van minstens dertig tekens"


def sent_to(person: User) -> Mail:
    """A mail that left."""
    return Mail.objects.create(
        key=f"proef:{person.pk}:{Mail.objects.count()}", recipient=person, template="x", sent_at=timezone.now()
    )


def take(raw: bytes) -> bool:
    report = returned.read(raw)
    return report is not None and suppression.take(report)


def is_suppressed(person: User) -> bool:
    return Suppressed.objects.filter(address=person.email).exists()


@pytest.mark.django_db
class TestReports:
    @pytest.mark.parametrize("enclosed", ["message/rfc822", "text/rfc822-headers"])
    def test_an_address_that_does_not_work_is_suppressed_at_once(self, enclosed: str) -> None:
        person, other = resident(), resident()
        assert take(bounce(message_id(sent_to(person)), enclosed=enclosed))
        assert is_suppressed(person)
        assert not is_suppressed(other)
        assert Suppressed.objects.get().why == Suppressed.Why.BOUNCE
        assert AuditEntry.objects.filter(action="mail.suppressed").count() == 1

    def test_not_now_counts_and_the_fifth_in_two_weeks_suppresses(self) -> None:
        person = resident()
        raw = [
            bounce(message_id(sent_to(person)), status="4.2.2", action="delayed", report=f"s{number}")
            for number in range(MOST_SOFT + 1)
        ]
        answers = [take(one) for one in raw[: MOST_SOFT - 1]]
        Returned.objects.filter(key__contains="s0").update(at=timezone.now() - timedelta(days=15))
        assert [*answers, take(raw[-2]), take(raw[-1])] == [False] * MOST_SOFT + [True]

    def test_the_same_report_twice_counts_once(self) -> None:
        person = resident()
        raw = bounce(message_id(sent_to(person)), status="4.2.2")
        assert not any(take(raw) for _time in range(MOST_SOFT + 2))
        assert Returned.objects.count() == 1

    def test_a_complaint_ends_the_newsletter_too(self) -> None:
        person = resident()
        subscribing.subscribe(person)
        assert take(complaint(message_id(sent_to(person))))
        assert Suppressed.objects.get(address=person.email).why == Suppressed.Why.COMPLAINT
        assert not Subscription.objects.exists()

    def test_not_spam_is_no_complaint(self) -> None:
        person = resident()
        assert not take(complaint(message_id(sent_to(person)), feedback="not-spam"))
        assert not is_suppressed(person)

    def test_an_answer_by_somebody_on_holiday_changes_nothing(self) -> None:
        assert returned.read(away(message_id(sent_to(resident())))) is None

    def test_nobody_can_make_up_a_bounce_of_somebody_elses_mail(self, settings: LazySettings) -> None:
        victim, sender = sent_to(resident()), sent_to(resident())
        own = message_id(sender)
        made_up = own.replace(f"mail-{sender.pk}.", f"mail-{victim.pk}.")
        for wrong in (made_up, f"<mail-{victim.pk}@localhost>", "<onzin@voorbeeld.nl>", ""):
            assert returned.read(bounce(wrong)) is None
        before = message_id(victim)
        settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "x" * 40
        assert returned.read(bounce(before)) is not None

    def test_a_mail_that_never_left_cannot_come_back(self) -> None:
        mail = sent_to(resident())
        Mail.objects.update(sent_at=None)
        assert returned.read(bounce(message_id(mail))) is None

    @pytest.mark.parametrize(
        "raw", [b"", b"\x00\xff", b"Content-Type: multipart/report; boundary=x\n\n--x\n", b"a" * 3_000_000]
    )
    def test_what_is_no_report_is_left_alone(self, raw: bytes) -> None:
        assert returned.read(raw) is None

    def test_a_suppressed_address_gets_no_mail(self) -> None:
        person = resident()
        take(bounce(message_id(sent_to(person))))
        subscribing.ask(person.email)
        send_due_mail(seconds=60)
        assert not [one for one in post.outbox if person.email in one.to]


@pytest.mark.django_db
class TestLifting:
    def test_an_administrator_lifts_it_and_that_is_written_down(self) -> None:
        person, boss = resident(), staff(Role.ADMINISTRATOR)
        raw = bounce(message_id(sent_to(person)))
        take(raw)
        row = Suppressed.objects.get()
        page = reverse("admin:notifications_suppressed_changelist")
        for role in (Role.EDITOR, Role.MODERATOR):
            with pytest.raises(NotAllowed):
                suppression.lift(row, by=staff(role))
            assert signed_in(staff(role)).get(page).status_code == 403
        assert person.email in signed_in(boss).get(page).content.decode()
        signed_in(boss).post(page, {"action": "lift", "_selected_action": [row.pk]})
        assert not is_suppressed(person)
        assert AuditEntry.objects.get(action="mail.suppression_lifted").actor == boss
        assert not take(raw), "an old report that comes in again must not count"
        assert take(bounce(message_id(sent_to(person)), report="nieuw"))


@pytest.mark.django_db
class TestTheCommand:
    def test_it_reads_one_message_from_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        person = resident()
        raw = bounce(message_id(sent_to(person)))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        out = StringIO()
        call_command("read_bounces", stdout=out)
        assert is_suppressed(person)
        assert "1 reports taken, 0 messages" in out.getvalue()

    def test_it_reads_what_is_new_in_a_maildir_folder_and_marks_it_as_seen(self, tmp_path: Path) -> None:
        person = resident()
        number = message_id(sent_to(person))
        folder = tmp_path / "post"
        box = mailbox.Maildir(folder, create=True)
        for raw in (bounce(number), complaint(number), away(number)):
            box.add(raw)
        out = StringIO()
        for _time in range(2):
            call_command("read_bounces", str(folder), stdout=out)
        assert "2 reports taken, 1 messages" in out.getvalue()
        assert "0 reports taken, 0 messages" in out.getvalue()
        assert len(list((folder / "cur").iterdir())) == 3
        assert Suppressed.objects.get().why == Suppressed.Why.COMPLAINT

    def test_a_folder_that_is_no_maildir_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="Maildir"):
            call_command("read_bounces", str(tmp_path))


def posted(body: object, *, at: float | None = None, secret: str = SECRET, header: str = "") -> Any:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    moment = int(time.time() if at is None else at)
    signed = header or f"t={moment},v1={signature(raw, moment, secret)}"
    return Client(enforce_csrf_checks=True).post(
        "/_mail/bericht/", raw, content_type="application/json", headers={"X-Signature": signed}
    )


def own(person: User, *, kind: str = "hard", number: str = "1") -> dict[str, Any]:
    return {"reports": [{"id": number, "address": person.email.upper(), "kind": kind, "status": "5.1.1"}]}


@pytest.mark.django_db
class TestTheWebhook:
    @pytest.fixture(autouse=True)
    def secret(self, settings: LazySettings) -> None:
        settings.MAIL_WEBHOOK_SECRET = SECRET

    def test_a_signed_report_counts(self) -> None:
        person = resident()
        response = posted(own(person))
        assert (response.status_code, response.json()) == (200, {"taken": 1})
        assert is_suppressed(person)

    @pytest.mark.parametrize(
        "options",
        [
            {"secret": "een ander"},
            {"at": time.time() - 400},
            {"at": time.time() + 400},
            {"header": "t=1,v1="},
            {"header": "onzin"},
            {"header": f"t={int(time.time())},v1={'é' * 64}"},
            {"header": "t=²,v1=a"},
        ],
    )
    def test_without_a_good_signature_of_now_nothing_counts(self, options: dict[str, Any]) -> None:
        person = resident()
        assert posted(own(person), **options).status_code == 403
        assert not is_suppressed(person)

    def test_a_changed_body_is_refused(self) -> None:
        person, moment = resident(), int(time.time())
        signed = signature(json.dumps(own(resident())).encode(), moment, SECRET)
        assert posted(own(person), header=f"t={moment},v1={signed}").status_code == 403

    def test_without_a_secret_the_address_does_not_exist(self, settings: LazySettings) -> None:
        settings.MAIL_WEBHOOK_SECRET = ""
        assert posted(own(resident()), secret="").status_code == 404
        assert Client().get("/_mail/bericht/").status_code == 405

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"[]",
            b"\xff\xfe",
            b"[" * 5000,
            {"reports": [{}]},
            {"reports": 3},
            {"reports": [{"id": "1", "address": "a@b.nl", "kind": "erg"}]},
            {"reports": [{"id": "1", "address": "a\x00@b.nl", "kind": "hard"}]},
            {"Type": "Notification", "MessageId": "1", "Message": "{"},
            {"iets": "anders"},
        ],
    )
    def test_what_we_do_not_know_is_refused(self, body: object) -> None:
        assert posted(body).status_code == 400
        assert not Returned.objects.exists()

    def test_the_same_report_posted_again_counts_once(self) -> None:
        person = resident()
        for _time in range(MOST_SOFT + 1):
            assert posted(own(person, kind="soft")).status_code == 200
        assert not is_suppressed(person)

    def test_postmark_and_ses_are_understood(self) -> None:
        hard, soft, angry, ses, ses_angry = (resident() for _number in range(5))
        subscribing.subscribe(angry)
        message = {
            "notificationType": "Bounce",
            "bounce": {
                "bounceType": "Permanent",
                "bouncedRecipients": [{"emailAddress": ses.email, "status": "5.1.1", "action": "failed"}],
            },
        }
        feedback = {
            "eventType": "Complaint",
            "complaint": {"complainedRecipients": [{"emailAddress": ses_angry.email}]},
            "mail": {"messageId": "0102"},
        }
        for body in (
            {"RecordType": "Bounce", "Type": "HardBounce", "Email": hard.email, "ID": 1},
            {"RecordType": "Bounce", "Type": "Transient", "Email": soft.email, "ID": 2},
            {"RecordType": "SpamComplaint", "Email": angry.email, "ID": 3},
            {"RecordType": "Delivery", "Recipient": soft.email},
            {"Type": "Notification", "MessageId": "n1", "Message": json.dumps(message)},
            feedback,
        ):
            assert posted(body).status_code == 200, body
        assert [is_suppressed(one) for one in (hard, soft, angry, ses, ses_angry)] == [True, False, True, True, True]
        assert not Subscription.objects.exists()


class TestReallyCommitted:
    def test_one_report_by_two_at_once_counts_once(self, committed: None) -> None:
        report = Report("own:1", "lezer@voorbeeld.nl", Returned.Kind.HARD)
        assert at_once(4, lambda _number: suppression.take(report)) == [True] * 4
        assert (Returned.objects.count(), Suppressed.objects.count()) == (1, 1)
