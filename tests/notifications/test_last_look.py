"""The last look: what leaves is still wanted, still news, and comes at a good moment."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from initiatives.models import Initiative
from notifications import inbox, rules, wishes
from notifications.actions import send_due_mail
from notifications.catalogue import Category, EventKind, decisions, discussions
from notifications.catalogue import initiatives as events
from notifications.last_look import Dropped, Later, last_look
from notifications.models import Event, Mail, Notice, Pace, Rhythm, Suppressed
from notifications.telling import write_events
from publications.models import Publication
from tests.factories import initiative, resident
from tests.notices import hear

pytestmark = pytest.mark.django_db

REPLY, HIDDEN, RECEIVED = discussions.REPLY, decisions.HIDDEN, events.RECEIVED
NOON = datetime(2026, 6, 10, 12, tzinfo=rules.zone())
MIDNIGHT = datetime(2026, 6, 10, 23, 30, tzinfo=rules.zone())


@pytest.fixture
def anna() -> User:
    return resident("Anna")


@pytest.fixture
def plan(anna: User) -> Initiative:
    """Something by somebody else, with all about its publication told."""
    made = initiative()
    write_events(seconds=60)
    return made


def mail_about(person: User, plan: Initiative, kind: EventKind = REPLY) -> Mail:
    return Mail.objects.select_related("recipient", "notice__event__publication").get(notice=hear(person, plan, kind))


def leaves(made: Mail, now: datetime = NOON) -> bool:
    """Read the mail as the worker does when it is about to send it; raises what the last look says."""
    fresh = Mail.objects.select_related("recipient", "notice__event__publication").get(pk=made.pk)
    last_look(fresh, now)
    return True


def refused(made: Mail, now: datetime = NOON) -> str:
    with pytest.raises(Dropped) as dropped:
        leaves(made, now)
    return dropped.value.why


def want(person: User, mail_pace: Pace, category: Category = Category.REPLIES) -> None:
    wishes.choose(person, category, wishes.Wish(on_site=True, mail=mail_pace, push=False))


def digest_of(made: Mail) -> datetime | None:
    return Notice.objects.get(mail=made).digest_at


class TestStillNews:
    def test_what_is_wanted_and_new_goes(self, anna: User, plan: Initiative) -> None:
        assert leaves(mail_about(anna, plan))

    def test_what_was_seen_on_the_site_stays_home_except_a_receipt(self, anna: User, plan: Initiative) -> None:
        reply, receipt = mail_about(anna, plan), mail_about(anna, plan, RECEIVED)
        inbox.mark_seen(anna)
        assert refused(reply) == "seen"
        assert leaves(receipt)

    def test_what_is_no_longer_wanted_stays_home(self, anna: User, plan: Initiative) -> None:
        made = mail_about(anna, plan)
        want(anna, Pace.NEVER)
        assert refused(made) == "not wanted"

    def test_what_is_gone_stays_home_except_where_it_tells_that_it_is_gone(self, anna: User, plan: Initiative) -> None:
        reply, hidden = mail_about(anna, plan), mail_about(anna, plan, HIDDEN)
        Publication.objects.filter(pk=plan.pk).update(state="hidden")
        assert refused(reply) == "gone"
        assert leaves(hidden)

    def test_a_kind_that_is_no_longer_known_stays_home(self, anna: User, plan: Initiative) -> None:
        made = mail_about(anna, plan)
        Event.objects.filter(pk=made.notice.event_id).update(kind="comment.sung")  # type: ignore[union-attr]
        assert refused(made) == "unknown"

    def test_nothing_goes_to_who_left_or_whose_address_is_suppressed(self, anna: User, plan: Initiative) -> None:
        made = mail_about(anna, plan, HIDDEN)
        Suppressed.objects.create(address=anna.email, why=Suppressed.Why.BOUNCE)
        assert refused(made) == "suppressed"
        Suppressed.objects.all().delete()
        User.objects.filter(pk=anna.pk).update(is_active=False)
        assert refused(made) == "inactive"

    def test_what_stays_home_is_kept_with_the_reason_and_never_tried_again(self, anna: User, plan: Initiative) -> None:
        made = mail_about(anna, plan)
        inbox.mark_seen(anna)
        for _time in range(2):
            send_due_mail(seconds=60)
        made.refresh_from_db()
        assert (made.dropped, made.sent_at, made.attempts) == ("seen", None, 0)
        assert not any(anna.email in one.to for one in mail.outbox)


class TestThisMoment:
    def night_owl(self, person: User) -> None:
        Rhythm.objects.create(person=person, quiet_from=time(22), quiet_until=time(7))

    def test_in_quiet_hours_it_waits_for_the_morning(self, anna: User, plan: Initiative) -> None:
        self.night_owl(anna)
        made = mail_about(anna, plan)
        with pytest.raises(Later) as later:
            leaves(made, MIDNIGHT)
        assert later.value.at == datetime(2026, 6, 11, 7, tzinfo=rules.zone())
        assert leaves(made)

    def test_what_must_be_told_and_what_is_waited_for_comes_at_night_too(self, anna: User, plan: Initiative) -> None:
        self.night_owl(anna)
        for kind in (HIDDEN, RECEIVED):
            assert leaves(mail_about(anna, plan, kind), MIDNIGHT)

    def test_in_a_holiday_it_goes_into_the_summary_of_the_day_of_return(self, anna: User, plan: Initiative) -> None:
        made = mail_about(anna, plan)
        Rhythm.objects.create(person=anna, paused_until=NOON.date() + timedelta(days=5), digest_hour=9)
        assert refused(made) == "digest"
        assert digest_of(made) == datetime(2026, 6, 15, 9, tzinfo=rules.zone())

    def test_what_must_be_told_comes_in_a_holiday_too(self, anna: User, plan: Initiative) -> None:
        made = mail_about(anna, plan, HIDDEN)
        Rhythm.objects.create(person=anna, paused_until=NOON.date() + timedelta(days=5))
        assert leaves(made)

    def test_on_top_of_many_it_comes_together_with_the_next_ones(self, anna: User, plan: Initiative) -> None:
        made = mail_about(anna, plan)
        for number in range(rules.MOST_AN_HOUR):
            assert leaves(made, timezone.now()), number
            Mail.objects.filter(pk=mail_about(anna, plan).pk).update(sent_at=Now())
        now = timezone.now()
        assert refused(made, now) == "digest"
        assert digest_of(made) == now + rules.TOGETHER_AFTER
        assert leaves(mail_about(anna, plan, HIDDEN), now)
        Mail.objects.filter(recipient=anna).update(sent_at=now - timedelta(minutes=61))
        assert leaves(made, now)

    def test_the_mail_of_another_does_not_count(self, anna: User, plan: Initiative) -> None:
        for _number in range(rules.MOST_AN_HOUR):
            Mail.objects.filter(pk=mail_about(resident(), plan).pk).update(sent_at=Now())
        assert leaves(mail_about(anna, plan), timezone.now())

    def test_what_comes_together_does_not_come_in_quiet_hours(self, anna: User, plan: Initiative) -> None:
        self.night_owl(anna)
        late = datetime(2026, 6, 10, 21, 30, tzinfo=rules.zone())
        for _number in range(rules.MOST_AN_HOUR):
            Mail.objects.filter(pk=mail_about(anna, plan).pk).update(sent_at=late)
        made = mail_about(anna, plan)
        assert refused(made, late) == "digest"
        assert digest_of(made) == datetime(2026, 6, 11, 7, tzinfo=rules.zone())

    def test_what_was_seen_meanwhile_goes_in_no_summary(self, anna: User, plan: Initiative) -> None:
        made = mail_about(anna, plan, events.QUIET)
        Rhythm.objects.create(person=anna, paused_until=NOON.date() + timedelta(days=5))
        inbox.mark_seen(anna)
        assert refused(made) == "digest"
        assert digest_of(made) is None
