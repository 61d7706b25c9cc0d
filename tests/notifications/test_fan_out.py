"""Fan-out: one event becomes one notice for each person who wants it, as they chose, whatever happens midway."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from notifications import telling
from notifications.catalogue import Category, decisions, discussions
from notifications.catalogue import initiatives as events
from notifications.following import follow, mute
from notifications.models import Device, Event, Lane, Mail, Notice, Pace, Push, Reason
from notifications.telling import tell, write_events, write_next
from notifications.wishes import Wish, choose, rhythm_of
from publications.models import Publication
from tests.factories import initiative, resident
from tests.notifications.crowds import a_plan, crowd, happen, reached

ANSWER, COMMENT, UPDATE, HIDDEN, RECEIVED = (
    events.ANSWER,
    discussions.COMMENT,
    events.UPDATE,
    decisions.HIDDEN,
    events.RECEIVED,
)


@pytest.fixture(autouse=True)
def push_is_on(settings: LazySettings) -> None:
    settings.VAPID_PRIVATE_KEY = "only for tests"


@pytest.fixture
def plan(db: None) -> Publication:
    return a_plan()


def wish(*, on_site: bool = True, mail: Pace = Pace.NOW, push: bool = False) -> Wish:
    return Wish(on_site, mail, push)


def with_device(person: User) -> User:
    Device.objects.create(person=person, endpoint=f"https://push.example/{person.pk}", p256dh="x", auth="y")
    return person


class TestChannels:
    @pytest.mark.parametrize("on_site", [True, False])
    @pytest.mark.parametrize("push", [True, False])
    @pytest.mark.parametrize("mail", list(Pace))
    def test_what_somebody_chose_is_how_they_hear(
        self, plan: Publication, on_site: bool, push: bool, mail: Pace
    ) -> None:
        person = with_device(resident())
        choose(person, Category.REPLIES, wish(on_site=on_site, mail=mail, push=push))
        happen(discussions.REPLY, plan, person)
        found = Notice.objects.filter(person=person).first()
        if not on_site and not push and mail == Pace.NEVER:
            assert found is None
            return
        assert found is not None
        assert found.on_site == on_site
        assert Mail.objects.filter(notice=found).exists() == (mail == Pace.NOW)
        assert (found.digest_at is not None) == (mail in {Pace.DAILY, Pace.WEEKLY})
        assert Push.objects.filter(notice=found).exists() == push

    def test_who_chose_nothing_hears_by_the_defaults_of_the_category(self, plan: Publication) -> None:
        person = with_device(resident())
        answer, comment = happen(ANSWER, plan, person), happen(COMMENT, plan, person)
        assert Mail.objects.filter(notice__event=answer, recipient=person).exists()
        assert not Mail.objects.filter(notice__event=comment, recipient=person).exists()
        assert Notice.objects.get(event=comment, person=person).digest_at is not None
        assert Push.objects.filter(person=person).count() == 2

    def test_a_push_message_needs_a_browser_that_takes_it(self, plan: Publication) -> None:
        happen(ANSWER, plan, resident())
        assert not Push.objects.exists()

    def test_a_kind_that_cannot_wait_skips_the_digest_but_never_the_wish_for_no_mail(self, plan: Publication) -> None:
        daily, never = resident(), resident()
        choose(daily, Category.OWN, wish(mail=Pace.WEEKLY))
        choose(never, Category.OWN, wish(mail=Pace.NEVER))
        event = happen(events.QUIET, plan, daily, never)
        assert list(Mail.objects.filter(notice__event=event).values_list("recipient", flat=True)) == [daily.pk]

    def test_what_must_be_told_comes_whatever_was_chosen_muted_or_paused(self, plan: Publication) -> None:
        person = resident()
        choose(person, Category.DECISIONS, wish(on_site=False, mail=Pace.NEVER))
        mute(plan, by=person)
        pause(person)
        event = happen(HIDDEN, plan, person)
        assert Notice.objects.get(event=event).on_site
        assert Mail.objects.filter(notice__event=event).count() == 1

    def test_the_mail_is_in_the_language_of_the_person_and_in_the_lane_of_the_kind(self, plan: Publication) -> None:
        person = resident()
        rhythm = rhythm_of(person)
        rhythm.language = "en"
        rhythm.save()
        event = happen(RECEIVED, plan, person)
        mail = Mail.objects.get(notice__event=event)
        assert (mail.language, mail.lane) == ("en", Lane.URGENT)


def pause(person: User, until: date | None = None) -> None:
    rhythm = rhythm_of(person)
    rhythm.paused_until = until or timezone.localdate() + timedelta(days=10)
    rhythm.save()


class TestHolidaysAndDigests:
    def test_in_a_holiday_everything_waits_for_the_first_day_back(self, plan: Publication) -> None:
        person = with_device(resident())
        back = timezone.localdate() + timedelta(days=10)
        pause(person, back)
        event = happen(ANSWER, plan, person)
        at = Notice.objects.get(event=event).digest_at
        assert at is not None
        assert timezone.localtime(at).date() == back
        assert timezone.localtime(at).time() == time(8)
        assert not Mail.objects.filter(notice__event=event).exists()
        assert not Push.objects.filter(notice__event=event).exists()

    def test_a_receipt_that_somebody_waits_for_comes_in_a_holiday_too(self, plan: Publication) -> None:
        person = resident()
        pause(person)
        event = happen(RECEIVED, plan, person)
        assert Mail.objects.filter(notice__event=event).exists()

    def test_a_weekly_digest_comes_on_the_chosen_day_and_hour_after_now(self, plan: Publication) -> None:
        person = resident()
        choose(person, Category.REPLIES, wish(mail=Pace.WEEKLY))
        rhythm = rhythm_of(person)
        rhythm.digest_weekday, rhythm.digest_hour = 3, 17
        rhythm.save()
        at = timezone.localtime(Notice.objects.get(event=happen(discussions.REPLY, plan, person)).digest_at)
        assert (at.isoweekday(), at.time()) == (3, time(17))
        assert timezone.now() < at <= timezone.now() + timedelta(days=7, hours=1)


class TestWhoHears:
    def test_four_kinds_of_followers_hear_each_with_their_own_reason(self, plan: Publication) -> None:
        by_reason: dict[Reason, User] = {reason: resident() for reason in Reason}
        follow(plan, by=by_reason[Reason.FOLLOWS_IT])
        follow(plan.author, by=by_reason[Reason.FOLLOWS_AUTHOR])
        assert plan.municipality is not None
        follow(plan.municipality, by=by_reason[Reason.FOLLOWS_PLACE])
        follow(plan.theme, by=by_reason[Reason.FOLLOWS_THEME])
        event = happen(UPDATE, plan, by_reason[Reason.CONCERNED])
        found = dict(Notice.objects.filter(event=event).values_list("person", "reason"))
        assert {person.pk: reason.value for reason, person in by_reason.items()}.items() <= found.items()

    def test_who_has_several_reasons_gets_one_notice_with_the_first(self, plan: Publication) -> None:
        person = resident()
        for target in (plan, plan.author, plan.theme):
            follow(target, by=person)
        event = happen(UPDATE, plan)
        assert Notice.objects.get(event=event, person=person).reason == Reason.FOLLOWS_IT

    def test_followers_of_something_else_hear_nothing(self, plan: Publication) -> None:
        other = resident()
        follow(Publication.objects.get(pk=initiative().pk), by=other)
        assert other.pk not in reached(happen(UPDATE, plan))

    def test_a_kind_that_is_not_for_followers_reaches_only_who_is_named(self, plan: Publication) -> None:
        follower, named = resident(), resident()
        follow(plan, by=follower)
        assert reached(happen(COMMENT, plan, named)) == {named.pk}

    def test_who_did_it_who_muted_it_and_who_left_do_not_hear(self, plan: Publication) -> None:
        did_it, muted, left, hears = (resident() for _ in range(4))
        mute(plan, by=muted)
        User.objects.filter(pk=left.pk).update(is_active=False)
        event = happen(UPDATE, plan, did_it, muted, left, hears, without=[did_it])
        assert reached(event) == {hears.pk}

    def test_nobody_hears_before_it_is_due(self, plan: Publication) -> None:
        person = resident()
        event = happen(COMMENT, plan, person, due_at=timezone.now() + timedelta(hours=1))
        assert reached(event) == set()
        Event.objects.filter(pk=event.pk).update(due_at=Now())
        write_events()
        assert reached(event) == {person.pk}

    def test_telling_twice_is_telling_once(self, plan: Publication) -> None:
        person = resident()
        for _ in range(2):
            tell(COMMENT, key="dezelfde", about=plan, people=[person], words=COMMENT.sample)
            write_events()
        assert Notice.objects.filter(person=person).count() == 1


class TestBatches:
    @pytest.fixture(autouse=True)
    def small(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(telling, "BATCH", 10)

    @pytest.mark.parametrize("size", [9, 10, 11, 30])
    def test_everybody_is_reached_whatever_the_size_of_the_last_batch(self, plan: Publication, size: int) -> None:
        people = crowd(size, plan)
        event = happen(UPDATE, plan)
        assert {person.pk for person in people} <= reached(event)
        assert event.done_at is not None

    def test_a_batch_in_which_nobody_wants_it_is_not_taken_for_the_last(self, plan: Publication) -> None:
        people = crowd(25, plan)
        for person in people[:10]:
            choose(person, Category.FOLLOWED, Wish(on_site=False, mail=Pace.NEVER, push=False))
        assert {person.pk for person in people[10:]} <= reached(happen(UPDATE, plan))

    def test_after_a_crash_it_goes_on_where_it_was(self, plan: Publication) -> None:
        people = crowd(35, plan)
        tell(UPDATE, key="groot", about=plan, words=UPDATE.sample)
        assert write_next() == 10

        @transaction.atomic
        def write_and_die() -> None:
            assert write_next() == 10
            raise RuntimeError  # before it can commit

        with pytest.raises(RuntimeError):
            write_and_die()
        event = Event.objects.get(key="update.posted:groot")
        assert len(reached(event)) == 10
        write_events()
        assert {person.pk for person in people} <= reached(event)
        assert Notice.objects.filter(event=event).count() == len(reached(event))

    def test_each_batch_takes_the_same_few_queries(self, plan: Publication) -> None:
        crowd(25, plan)
        tell(UPDATE, key="groot", about=plan, words=UPDATE.sample)
        counts = []
        for _ in range(3):
            with CaptureQueriesContext(connection) as captured:
                assert write_next() is not None
            counts.append(len(captured))
        assert counts == [counts[0]] * 3
        assert counts[0] <= 10

    def test_a_small_event_does_not_wait_until_a_large_one_is_done(self, plan: Publication) -> None:
        crowd(40, plan)
        other = Publication.objects.get(pk=initiative().pk)
        write_events(seconds=60)
        small = crowd(3, other)
        tell(UPDATE, key="groot", about=plan, words=UPDATE.sample)
        write_next()
        tell(UPDATE, key="klein", about=other, words=UPDATE.sample)
        write_next()
        write_next()
        assert Notice.objects.filter(event__key="update.posted:klein", person__in=small).count() == 3
        assert Event.objects.get(key="update.posted:groot").done_at is None

    def test_what_is_for_a_few_goes_before_what_is_for_all_followers(self, plan: Publication) -> None:
        crowd(40, plan)
        person = resident()
        tell(UPDATE, key="groot", about=plan, words=UPDATE.sample)
        tell(COMMENT, key="gewoon", about=plan, people=[person], words=COMMENT.sample)
        write_next()
        assert Notice.objects.filter(person=person).exists()
        tell(RECEIVED, key="bonnetje", about=plan, people=[person], words=RECEIVED.sample)
        tell(COMMENT, key="nog een", about=plan, people=[person], words=COMMENT.sample)
        write_next()
        assert Notice.objects.filter(person=person).latest("pk").event.kind == RECEIVED.code

    def test_the_mail_of_a_crowd_goes_behind_that_of_everybody_else(
        self, plan: Publication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(telling, "FEW", 5)
        crowd(30, plan)
        concerned = resident()
        tell(ANSWER, key="groot", about=plan, people=[concerned], words=ANSWER.sample)
        write_events()
        lanes = dict(Mail.objects.filter(notice__event__key="answer.published:groot").values_list("recipient", "lane"))
        assert lanes[concerned.pk] == Lane.DEFAULT
        assert sum(lane == Lane.DEFAULT for lane in lanes.values()) == 6
        assert sum(lane == Lane.BULK for lane in lanes.values()) == 25
