"""Sending editions: to who asked and fits, once each, whatever happens meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role
from foundation.errors import NotAllowed, Refused
from foundation.models import AuditEntry
from newsletters import actions, links, sending, subscribing
from newsletters.models import Edition, Subscription
from notifications.actions import send_due_mail, send_next
from notifications.models import Lane, Mail
from publications.models import Publication
from tests.factories import initiative, initiative_in, resident, staff
from tests.newsletters.editions import deliver, edition, many, planned, reader
from tests.visitors import at_once

State = Edition.State


def state_of(one: Edition) -> str:
    return Edition.objects.get(pk=one.pk).state


def got_it() -> list[str]:
    """The addresses that got an edition, sorted."""
    return sorted(one.to[0] for one in mail.outbox if "List-Unsubscribe" in one.extra_headers)


@pytest.mark.django_db
class TestPlanning:
    def test_only_editors_and_administrators_write_and_send(self) -> None:
        reader("a@voorbeeld.nl")
        draft = edition(staff(Role.ADMINISTRATOR))
        for person in (resident(), staff(Role.MODERATOR), staff(Role.OFFICIAL)):
            with pytest.raises(NotAllowed):
                edition(person)
            with pytest.raises(NotAllowed):
                actions.plan(draft, by=person, version=draft.version)
            with pytest.raises(NotAllowed):
                actions.send_test(draft, by=person)

    def test_what_somebody_else_changed_meanwhile_is_not_sent(self) -> None:
        reader("a@voorbeeld.nl")
        by = staff(Role.EDITOR)
        draft = edition(by)
        actions.write(draft, by=by, subject="Anders", body="Anders.")
        with pytest.raises(Refused, match="veranderd"):
            actions.plan(draft, by=by, version=draft.version)
        assert actions.plan(draft, by=by, version=draft.version + 1).state == State.SCHEDULED

    def test_an_edition_for_nobody_and_a_moment_in_the_past_are_refused(self) -> None:
        by = staff(Role.EDITOR)
        draft = edition(by)
        with pytest.raises(Refused, match="Niemand"):
            actions.plan(draft, by=by, version=1)
        reader("a@voorbeeld.nl")
        for days in (-1, 400):
            with pytest.raises(Refused, match="moment"):
                actions.plan(draft, by=by, version=1, at=timezone.now() + timedelta(days=days))
        assert state_of(draft) == State.DRAFT

    def test_it_goes_out_when_it_is_due_and_not_before(self) -> None:
        reader("a@voorbeeld.nl")
        by = staff(Role.EDITOR)
        draft = edition(by)
        actions.plan(draft, by=by, version=1, at=timezone.now() + timedelta(hours=2))
        deliver()
        assert (state_of(draft), got_it()) == (State.SCHEDULED, [])
        Edition.objects.update(due_at=timezone.now() - timedelta(seconds=1))
        deliver()
        assert (state_of(draft), got_it()) == (State.SENT, ["a@voorbeeld.nl"])

    def test_until_it_starts_it_can_be_cancelled_changed_and_planned_again(self) -> None:
        reader("a@voorbeeld.nl")
        by = staff(Role.EDITOR)
        one = edition(by)
        actions.plan(one, by=by, version=1, at=timezone.now() + timedelta(hours=2))
        with pytest.raises(Refused, match="Annuleer"):
            actions.write(one, by=by, subject="Anders", body="Anders.")
        with pytest.raises(Refused):
            actions.stop(one, by=by)
        actions.cancel(one, by=by)
        deliver()
        assert got_it() == []
        again = actions.write(one, by=by, subject="Anders", body="Anders.")
        actions.plan(again, by=by, version=2)
        deliver()
        assert state_of(one) == State.SENT
        for act in (actions.cancel, actions.stop):
            with pytest.raises(Refused, match="verzonden"):
                act(one, by=by)

    def test_a_test_goes_to_oneself_only_and_says_so(self) -> None:
        reader("a@voorbeeld.nl")
        by = staff(Role.EDITOR)
        draft = edition(by)
        for _time in range(2):
            actions.send_test(draft, by=by)
        send_due_mail(seconds=60)
        tests = [one for one in mail.outbox if "[test]" in one.subject]
        assert [one.to for one in tests] == [[by.email]]
        assert "proefmail" in str(tests[0].body)
        assert state_of(draft) == State.DRAFT


@pytest.mark.django_db
class TestTheMail:
    def test_it_reads_well_as_text_and_as_html_and_watches_nobody(self) -> None:
        row = reader("a@voorbeeld.nl")
        shown = initiative(title="Tuin & zo")
        gone = initiative_in(Publication.State.WITHDRAWN)
        body = "Kijk bij [alle beloften](/beloften/).\n\n## Nieuws\n\n**Zes** bomen. <script>alert(1)</script>"
        one = planned(subject="Bomen & een bootje", body=body, publications=[shown, gone])
        deliver()
        arrived = next(made for made in mail.outbox if "List-Unsubscribe" in made.extra_headers)
        one.refresh_from_db()
        text, html = str(arrived.body), str(arrived.alternatives[0][0])  # type: ignore[attr-defined]
        assert arrived.subject == "Bomen & een bootje"
        assert "alle beloften (http://127.0.0.1:8000/beloften/)" in text
        assert "Zes bomen." in text
        assert "Tuin & zo" in text
        assert f"http://127.0.0.1:8000{shown.get_absolute_url()}" in text
        assert f"http://127.0.0.1:8000{one.get_absolute_url()}" in text
        assert 'href="http://127.0.0.1:8000/beloften/"' in html
        assert ">Nieuws</font></h2>" in html
        for part in (text, html):
            assert gone.title not in part
            assert links.end_path(row) in part
        assert "<script" not in html
        assert "<img" not in html
        assert arrived.extra_headers["List-Id"]

    def test_a_mail_costs_the_same_few_queries_however_many_readers_there_are(self) -> None:
        many(5)
        planned(publications=[initiative(), initiative()])
        sending.send_editions(seconds=60)
        Mail.objects.exclude(template="newsletter").delete()
        assert send_next(Lane.BULK)
        with CaptureQueriesContext(connection) as captured:
            assert send_next(Lane.BULK)
        assert len(captured) <= 10


@pytest.mark.django_db
class TestFanningOut:
    def test_it_goes_in_batches_and_goes_on_where_it_was(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sending, "BATCH", 10)
        many(25)
        one = planned()
        assert sending.start_next()
        assert sending.write_next() == 10
        # As if the worker died after the mails and before noting it: the same ten come again, and change nothing.
        Edition.objects.filter(pk=one.pk).update(reached=0, recipients=0)
        assert [sending.write_next() for _time in range(4)] == [10, 10, 5, None]
        one.refresh_from_db()
        assert (one.recipients, Mail.objects.filter(template="newsletter").count()) == (25, 25)
        assert one.written_at is not None
        assert set(Mail.objects.filter(template="newsletter").values_list("lane", flat=True)) == {Lane.BULK}

    def test_a_batch_costs_as_many_queries_for_ten_as_for_hundreds(self) -> None:
        def cost(count: int, start: int) -> int:
            many(count, start=start)
            planned()
            sending.start_next()
            with CaptureQueriesContext(connection) as captured:
                sending.write_next()
            return len(captured)

        assert cost(10, 0) == cost(300, 1000)

    def test_who_asks_after_the_start_gets_the_next_one(self) -> None:
        reader("eerder@voorbeeld.nl")
        planned()
        sending.start_next()
        late = reader("later@voorbeeld.nl")
        Subscription.objects.filter(pk=late.pk).update(confirmed_at=timezone.now() + timedelta(seconds=5))
        deliver()
        assert got_it() == ["eerder@voorbeeld.nl"]

    def test_leaving_between_writing_and_sending_drops_the_mail(self) -> None:
        leaver = reader("weg@voorbeeld.nl")
        reader("blijft@voorbeeld.nl")
        one = planned()
        sending.send_editions(seconds=60)
        subscribing.end(leaver.pk)
        deliver()
        assert got_it() == ["blijft@voorbeeld.nl"]
        assert Mail.objects.get(key=f"news:{one.pk}:{leaver.pk}").dropped == "unsubscribed"
        assert state_of(one) == State.SENT

    def test_stopping_holds_what_has_not_left_and_takes_it_out_of_the_archive(self, client: Client) -> None:
        many(3)
        one = planned()
        sending.send_editions(seconds=60)
        assert send_next(Lane.BULK)
        one.refresh_from_db()
        assert client.get(one.get_absolute_url()).status_code == 200
        actions.stop(one, by=staff(Role.EDITOR))
        deliver()
        assert len(got_it()) == 1
        assert Mail.objects.filter(dropped="stopped").count() == 2
        assert client.get(one.get_absolute_url()).status_code == 404
        assert AuditEntry.objects.filter(action="edition.stopped").count() == 1

    def test_a_mail_in_hand_looks_once_more_whether_its_edition_was_stopped(self) -> None:
        many(1)
        one = planned()
        sending.send_editions(seconds=60)
        Edition.objects.filter(pk=one.pk).update(state=State.STOPPED)
        send_due_mail(seconds=60)
        assert got_it() == []


class TestReallyCommitted:
    def test_four_clocks_start_and_write_an_edition_once(
        self, committed: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sending, "BATCH", 20)
        many(100)
        one = planned()
        answers = at_once(4, lambda _number: sending.send_editions(seconds=30))
        assert [one for one in answers if not isinstance(one, int)] == []
        sending.send_editions(seconds=30)
        keys = list(Mail.objects.filter(template="newsletter").values_list("key", flat=True))
        assert len(keys) == len(set(keys)) == 100
        one.refresh_from_db()
        assert one.recipients == 100
        assert AuditEntry.objects.filter(action="edition.started").count() == 1

    def test_leaving_while_it_is_sent_never_fails_and_nobody_gets_it_twice(self, committed: None) -> None:
        many(40)
        planned()
        sending.send_editions(seconds=30)
        rows = list(Subscription.objects.all())

        def do(number: int) -> object:
            if number:
                return send_due_mail(Lane.BULK, seconds=30)
            return [subscribing.end(row.pk) for row in rows]

        assert not [one for one in at_once(3, do) if isinstance(one, Exception)]
        assert len(got_it()) == len(set(got_it()))
        assert len(got_it()) + Mail.objects.filter(dropped="unsubscribed").count() == 40

    def test_cancelling_and_starting_at_once_gives_one_of_both(self, committed: None) -> None:
        many(2)
        one, by = planned(), staff(Role.EDITOR)
        answers = at_once(2, lambda n: sending.start_next() if n else actions.cancel(one, by=by))
        cancelled, started = answers
        assert (started is True) == isinstance(cancelled, Refused)
        assert state_of(one) == (State.SENDING if started is True else State.CANCELLED)
