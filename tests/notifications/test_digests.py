"""The digest: what somebody has not seen yet, by subject, newest first, with the text itself; no mail without news."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from initiatives.models import Initiative
from notifications import digests, inbox, rules, wishes
from notifications.actions import send_due_mail
from notifications.catalogue import Category, decisions, discussions
from notifications.catalogue import initiatives as events
from notifications.digests import gather, write_digest, write_digests
from notifications.last_look import Dropped
from notifications.models import Event, Lane, Mail, Notice, Pace, Preference, Rhythm
from notifications.telling import write_events
from notifications.wishes import Wish
from publications.models import Publication
from tests.factories import initiative, resident
from tests.notices import hear
from tests.visitors import at_once, signed_in

UPDATE, NEED, REPLY = events.UPDATE, events.NEED, discussions.REPLY


@pytest.fixture
def anna(db: None) -> User:
    return resident("Anna")


@pytest.fixture
def plan(anna: User) -> Initiative:
    """Something by somebody else, with all about its publication told."""
    made = initiative(title="Buurttuin aan de Vecht")
    write_events(seconds=60)
    return made


def its_time() -> None:
    """Let the hour come that the waiting notices wait for."""
    Notice.objects.filter(digest_at__isnull=False).update(digest_at=Now())


def mail_for(person: User) -> Any:
    """Let the hour come, and give the one mail that somebody got of it, or nothing."""
    its_time()
    mail.outbox.clear()
    write_digests(seconds=60)
    send_due_mail(Lane.BULK, seconds=60)
    mine = [one for one in mail.outbox if one.to == [person.email]]
    assert len(mine) <= 1
    return mine[0] if mine else None


def want(person: User, category: Category, pace: Pace, *, on_site: bool = True) -> None:
    wishes.choose(person, category, Wish(on_site=on_site, mail=pace, push=False))


@contextmanager
def counted() -> Iterator[list[Any]]:
    with CaptureQueriesContext(connection) as captured:
        yield (found := [])
    found += captured.captured_queries


class TestTheMail:
    def test_it_goes_by_subject_newest_first_with_the_text_itself(self, anna: User, plan: Initiative) -> None:
        other = initiative(title="Samen koken")
        hear(anna, plan, UPDATE, excerpt="De eerste boom staat.")
        hear(anna, other, UPDATE, excerpt="Donderdag soep.")
        hear(anna, plan, NEED, excerpt="Wie heeft een kruiwagen?")
        made = mail_for(anna)
        text = made.body
        order = [
            "Buurttuin aan de Vecht ==",
            "kruiwagen?",
            "De eerste boom staat.",
            "Samen koken ==",
            "Donderdag soep.",
        ]
        assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
        html = str(made.alternatives[0][0])
        assert html.count("<h2>") == 2
        assert all(part.removesuffix(" ==") in html for part in order)
        assert plan.get_absolute_url() in html

    def test_its_subject_says_the_newest_and_how_many_more(self, anna: User, plan: Initiative) -> None:
        hear(anna, plan, UPDATE)
        hear(anna, plan, NEED)
        hear(anna, initiative(title="Samen koken"), UPDATE)
        subject = mail_for(anna).subject
        assert "Samen koken" in subject
        assert "2" in subject

    def test_of_one_message_the_subject_is_what_happened(self, anna: User, plan: Initiative) -> None:
        hear(anna, plan, UPDATE)
        assert mail_for(anna).subject == "Nieuws van “Buurttuin aan de Vecht”"

    def test_it_says_how_to_get_less_with_one_press(self, anna: User, plan: Initiative) -> None:
        hear(anna, plan, UPDATE)
        made = mail_for(anna)
        address = re.search(r"/meldingen/minder/[^/]+/", made.extra_headers["List-Unsubscribe"])
        assert address
        assert made.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert address[0] in made.body
        signed_in(resident()).post(address[0], {"List-Unsubscribe": "One-Click"})
        assert wishes.wish_of(anna, Category.FOLLOWED).mail == Pace.NEVER

    def test_it_is_in_the_language_of_the_person(self, anna: User, plan: Initiative) -> None:
        Rhythm.objects.create(person=anna, language="en")
        hear(anna, plan, UPDATE)
        with translation.override("en"):
            greeting = _("Hello %(name)s,") % {"name": "Anna"}
        assert greeting in mail_for(anna).body

    def test_two_hundred_are_one_mail_of_the_newest_that_counts_the_rest(self, anna: User, plan: Initiative) -> None:
        first = hear(anna, plan, UPDATE)
        many(anna, first, 199)
        made = mail_for(anna)
        assert made.body.count("\n* ") == digests.MOST_LINES
        assert re.search(r"\b140\b", made.body)
        assert "(199)" in made.body
        assert "(139)" not in made.body
        assert Notice.objects.filter(person=anna, digest_at__isnull=False).count() == 0

    def test_two_hundred_take_as_many_queries_as_two(self, anna: User, plan: Initiative) -> None:
        found = []
        for number in (1, 199):
            person = resident()
            many(person, hear(person, plan, UPDATE), number)
            its_time()
            with counted() as written:
                assert write_digest(person.pk)
            ids = Mail.objects.get(recipient=person, template="digest").context["notices"]
            assert len(ids) == number + 1
            with counted() as gathered:
                assert gather(person, ids).count == number + 1
            found.append((len(written), len(gathered)))
        assert found[0] == found[1]
        assert sum(found[0]) <= 14

    def test_what_is_about_no_publication_has_a_heading_too(self, anna: User) -> None:
        hear(anna, None, UPDATE, title="Iets", path="/iets/")
        assert f"== {_('Other messages')} ==" in mail_for(anna).body


def many(person: User, like: Notice, count: int) -> None:
    """More of the same, each an event of its own."""
    rows = Event.objects.bulk_create(
        Event(
            kind=like.event.kind,
            key=f"veel:{person.pk}:{number}",
            publication_id=like.publication_id,
            context={**like.event.context, "excerpt": f"Nieuws ({number + 1})"},
        )
        for number in range(count)
    )
    Notice.objects.bulk_create(
        Notice(
            event=one,
            person=person,
            publication_id=like.publication_id,
            category=like.category,
            digest_at=like.digest_at,
        )
        for one in rows
    )


class TestOnlyNews:
    def test_without_anything_there_is_no_mail(self, anna: User) -> None:
        assert mail_for(anna) is None
        assert write_digests() == 0

    def test_what_was_seen_on_the_site_is_left_out_and_when_all_was_there_is_no_mail(
        self, anna: User, plan: Initiative
    ) -> None:
        seen = hear(anna, plan, UPDATE, excerpt="Al gelezen.")
        hear(anna, plan, UPDATE, excerpt="Nog nieuw.")
        inbox.mark_seen(anna, seen.pk)
        made = mail_for(anna)
        assert "Nog nieuw." in made.body
        assert "Al gelezen." not in made.body
        hear(anna, plan, UPDATE)
        signed_in(anna).get(plan.get_absolute_url())
        assert mail_for(anna) is None

    def test_what_is_seen_between_writing_and_sending_is_left_out(self, anna: User, plan: Initiative) -> None:
        hear(anna, plan, UPDATE)
        its_time()
        assert write_digest(anna.pk)
        inbox.mark_seen(anna)
        mail.outbox.clear()
        send_due_mail(Lane.BULK, seconds=60)
        assert mail.outbox == []
        assert Mail.objects.get(template="digest").dropped == "seen"

    def test_nothing_comes_twice(self, anna: User, plan: Initiative) -> None:
        hear(anna, plan, UPDATE)
        assert mail_for(anna)
        assert mail_for(anna) is None

    def test_what_is_gone_is_left_out(self, anna: User, plan: Initiative) -> None:
        hear(anna, plan, UPDATE)
        Publication.objects.filter(pk=plan.pk).update(state="hidden")
        assert mail_for(anna) is None

    def test_nothing_goes_to_who_left(self, anna: User, plan: Initiative) -> None:
        hear(anna, plan, UPDATE)
        User.objects.filter(pk=anna.pk).update(is_active=False)
        assert mail_for(anna) is None
        assert not Notice.objects.filter(digest_at__isnull=False).exists()


class TestWishes:
    def test_a_choice_made_while_it_waits_holds(self, anna: User, plan: Initiative) -> None:
        hear(anna, plan, UPDATE)
        want(anna, Category.FOLLOWED, Pace.NEVER)
        assert mail_for(anna) is None

    def test_a_choice_made_between_writing_and_sending_holds(self, anna: User, plan: Initiative) -> None:
        notices = [hear(anna, plan, UPDATE).pk]
        want(anna, Category.FOLLOWED, Pace.NEVER)
        with pytest.raises(Dropped):
            gather(anna, notices)

    def test_what_is_muted_meanwhile_is_left_out_except_what_must_be_told(self, anna: User, plan: Initiative) -> None:
        told, must = hear(anna, plan, UPDATE, excerpt="Stil."), hear(anna, plan, decisions.HIDDEN)
        wishes.mute(anna, plan)
        found = gather(anna, [told.pk, must.pk])
        assert [line.notice for subject in found.subjects for line in subject.lines] == [must]

    def test_what_is_only_wanted_by_mail_comes_by_mail(self, anna: User, plan: Initiative) -> None:
        want(anna, Category.FOLLOWED, Pace.DAILY, on_site=False)
        hear(anna, plan, UPDATE, excerpt="Alleen per mail.")
        assert "Alleen per mail." in mail_for(anna).body

    def test_a_holiday_that_began_while_it_waited_holds_it_until_the_day_of_return(
        self, anna: User, plan: Initiative
    ) -> None:
        hear(anna, plan, UPDATE)
        back = timezone.localdate() + timedelta(days=9)
        Rhythm.objects.create(person=anna, paused_until=back, digest_hour=10)
        assert mail_for(anna) is None
        assert Notice.objects.get(person=anna).digest_at == rules.at_hour(back, 10)

    def test_kinds_of_different_pace_wait_each_for_their_own_hour(self, anna: User, plan: Initiative) -> None:
        want(anna, Category.REPLIES, Pace.WEEKLY)
        hear(anna, plan, UPDATE, excerpt="Elke dag.")
        weekly = hear(anna, plan, REPLY, excerpt="Elke week.")
        Notice.objects.exclude(pk=weekly.pk).filter(digest_at__isnull=False).update(digest_at=Now())
        write_digests(seconds=60)
        send_due_mail(Lane.BULK, seconds=60)
        (made,) = Mail.objects.filter(recipient=anna, template="digest")
        assert weekly.pk not in made.context["notices"]
        assert "Elke week." in mail_for(anna).body


class TestTheHour:
    def test_it_waits_for_the_hour_that_was_chosen(self, anna: User, plan: Initiative) -> None:
        wishes.keep_rhythm(anna, {"digest_hour": 17, "digest_weekday": 3})
        daily = hear(anna, plan, UPDATE)
        want(anna, Category.FOLLOWED, Pace.WEEKLY)
        weekly = hear(anna, plan, UPDATE)
        assert write_digests() == 0
        for notice in (daily, weekly):
            notice.refresh_from_db()
            assert notice.digest_at is not None
            there = notice.digest_at.astimezone(rules.zone())
            assert (there.isoweekday(), there.time()) == (3, time(17))

    def test_one_that_cannot_be_written_waits_and_holds_up_nobody(self, anna: User, plan: Initiative) -> None:
        other = resident()
        broken, fine = hear(anna, plan, UPDATE), hear(other, plan, UPDATE)
        Notice.objects.filter(pk=broken.pk).update(digest_at=Now() - timedelta(hours=2))
        Notice.objects.filter(pk=fine.pk).update(digest_at=Now())
        # A row that nothing of ours writes, and that cannot be read.
        Preference.objects.create(person=anna, category="followed", on_site=True, mail="hourly", push=False)
        assert write_digests(seconds=60) == 1
        assert Mail.objects.get(template="digest").recipient == other
        broken.refresh_from_db()
        assert broken.digest_at is not None
        assert broken.digest_at > timezone.now()


def test_two_workers_at_once_write_each_digest_once(committed: None) -> None:
    plan = initiative()
    people = [resident() for _number in range(30)]
    for person in people:
        hear(person, plan, UPDATE)
        hear(person, plan, NEED)
    its_time()
    assert at_once(4, lambda _number: digests.write_digests(seconds=60) >= 0) == [True] * 4
    write_digests(seconds=60)
    made = Mail.objects.filter(template="digest")
    assert sorted(made.values_list("recipient", flat=True)) == sorted(one.pk for one in people)
    assert {len(one.context["notices"]) for one in made} == {2}


def test_somebody_whom_another_worker_deals_with_is_left_to_it(committed: None) -> None:
    person = resident()
    hear(person, initiative(), UPDATE)
    its_time()
    with transaction.atomic():
        wishes.lock(person)
        assert at_once(1, lambda _number: write_digest(person.pk)) == [None]
    assert write_digest(person.pk)
