"""What people chose: kept once, known everywhere, and holding for what waits already."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from foundation.models import AuditEntry
from notifications import rules, wishes
from notifications.catalogue import Category, decisions
from notifications.catalogue import initiatives as events
from notifications.models import Mail, Notice, Pace, Preference, Rhythm
from notifications.wishes import Wish
from tests.factories import initiative, resident
from tests.notices import hear
from tests.visitors import at_once

HERE = rules.zone()


@pytest.fixture
def anna(db: None) -> User:
    return resident("Anna")


def want(person: User, pace: Pace, category: Category = Category.FOLLOWED) -> None:
    wishes.choose(person, category, Wish(on_site=True, mail=pace, push=False))


def when(notice: Notice) -> tuple[int, int] | None:
    """The day of the week and the hour at which a notice goes into a digest."""
    notice.refresh_from_db()
    there = notice.digest_at and notice.digest_at.astimezone(HERE)
    return (there.isoweekday(), there.hour) if there else None


def chosen(person: User) -> list[str]:
    return list(AuditEntry.objects.filter(actor=person, action__startswith="notices.").values_list("action", flat=True))


def test_who_chose_nothing_has_the_defaults_and_no_rows(anna: User) -> None:
    with CaptureQueriesContext(connection) as captured:
        found = wishes.wishes_of(anna)
    assert len(captured) == 1
    assert all(found[one] == Wish(one.defaults.on_site, one.defaults.mail, one.defaults.push) for one in Category)


def test_choosing_the_same_again_writes_nothing(anna: User) -> None:
    for _time in range(2):
        want(anna, Pace.WEEKLY)
    assert Preference.objects.count() == 1
    assert chosen(anna) == ["notices.chosen"]


def test_what_must_be_told_cannot_be_chosen_away_but_push_can(anna: User) -> None:
    wishes.choose(anna, Category.DECISIONS, Wish(on_site=False, mail=Pace.NEVER, push=False))
    assert wishes.wish_of(anna, Category.DECISIONS) == Wish(on_site=True, mail=Pace.NOW, push=False)
    assert not wishes.no_more_mail(anna, Category.DECISIONS)
    assert Mail.objects.filter(notice=hear(anna, initiative(), decisions.HIDDEN)).exists()


def test_a_slower_or_quicker_pace_holds_for_what_waits(anna: User) -> None:
    wishes.keep_rhythm(anna, {"digest_hour": 17, "digest_weekday": 4})
    notice = hear(anna, initiative(), events.UPDATE)
    want(anna, Pace.WEEKLY)
    assert when(notice) == (4, 17)
    want(anna, Pace.NOW)
    assert when(notice) is not None
    assert notice.digest_at < timezone.now() + timedelta(hours=25)  # type: ignore[operator]
    want(anna, Pace.NEVER)
    assert when(notice) is None


def test_another_hour_or_a_holiday_holds_for_what_waits_and_for_nobody_else(anna: User) -> None:
    one = initiative()
    notice, other = hear(anna, one, events.UPDATE), hear(resident(), one, events.UPDATE)
    before = when(other)
    wishes.keep_rhythm(anna, {"digest_hour": 19})
    assert when(notice)[1] == 19  # type: ignore[index]
    back = timezone.localdate() + timedelta(days=12)
    wishes.keep_rhythm(anna, {"paused_until": back})
    notice.refresh_from_db()
    assert notice.digest_at == rules.at_hour(back, 19)
    wishes.keep_rhythm(anna, {"paused_until": None})
    notice.refresh_from_db()
    assert notice.digest_at < timezone.now() + timedelta(hours=25)
    assert when(other) == before


def test_what_was_seen_is_put_in_no_digest_by_a_choice(anna: User) -> None:
    notice = hear(anna, initiative(), events.UPDATE)
    Notice.objects.filter(pk=notice.pk).update(seen_at=timezone.now(), digest_at=None)
    want(anna, Pace.WEEKLY)
    assert when(notice) is None


def test_hours_are_kept_once_and_the_key_of_the_feed_stays(anna: User) -> None:
    values = {"quiet_from": time(22), "quiet_until": time(7), "language": "en", "paused_until": date(2030, 1, 1)}
    assert wishes.keep_rhythm(anna, values)
    key = Rhythm.objects.get().feed_key
    assert not wishes.keep_rhythm(anna, values)
    assert wishes.keep_rhythm(anna, {"language": "nl"})
    row = Rhythm.objects.get()
    assert (row.feed_key, row.quiet, row.language) == (key, (time(22), time(7)), "nl")
    assert chosen(anna) == ["notices.rhythm_chosen"] * 2


def test_a_new_address_for_the_feed_is_new(anna: User) -> None:
    first, second = wishes.renew_feed(anna), wishes.renew_feed(anna)
    assert first != second == Rhythm.objects.get().feed_key


def test_choosing_twice_at_the_same_moment_keeps_one_of_the_two(committed: None) -> None:
    person = resident()
    paces = [Pace.WEEKLY, Pace.NEVER, Pace.NOW, Pace.WEEKLY]
    found = at_once(4, lambda number: want(person, paces[number]))
    assert found == [None] * 4
    assert Preference.objects.get().mail in paces
