"""Promises are made by an official or by a rule, one at a time, and closed once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Role
from foundation import clock
from foundation.errors import NotAllowed, Refused
from foundation.models import AuditEntry
from notifications.catalogue import promises as events
from promises import actions, kinds, reminders
from promises.models import Promise
from tests.factories import resident, staff
from tests.notices import told
from tests.promises.making import office, promised, published
from tests.visitors import at_once
from voting.actions import support

KEPT, RELEASED = Promise.Status.KEPT, Promise.Status.RELEASED


@pytest.mark.django_db
class TestMaking:
    @pytest.mark.parametrize("role", [None, Role.MODERATOR, Role.EDITOR, Role.FINANCE])
    def test_only_officials_promise(self, role: Role | None) -> None:
        one, other = published(), staff(role) if role else resident()
        with pytest.raises(NotAllowed):
            kinds.promise(one, by=other, office=office(), due_on=clock.today(), text="We geven antwoord.")
        with pytest.raises(NotAllowed):
            actions.promise(one, by=other, office=office(), due_on=clock.today(), text="We geven antwoord.")
        official = staff(Role.OFFICIAL)
        made = kinds.promise(one, by=official, office=office(), due_on=clock.today(), text="We geven antwoord.")
        assert made.made_by == official

    @pytest.mark.parametrize("way", [actions.promise, kinds.promise])
    def test_a_second_one_waits_for_the_first_and_a_day_gone_by_is_refused(self, way: object) -> None:
        assert callable(way)
        one, official = published(), staff(Role.OFFICIAL)
        for due_on in (clock.today() - timedelta(days=1), clock.today(), clock.today()):
            try:
                way(one, by=official, office=office(), due_on=due_on, text="We geven antwoord.")
            except Refused:
                pass
        assert Promise.objects.get().due_on == clock.today()

    def test_a_rule_promises_without_a_person_and_everybody_concerned_hears_but_who_hears_it_otherwise(self) -> None:
        one, supporter, other = published(), resident(), resident()
        support(one, supporter=supporter)
        support(one, supporter=other)
        made = actions.make(one, office=office(), text="We geven antwoord.", due_on=clock.today(), without=[other])
        assert made.made_by is None
        assert told(events.PROMISE_MADE) == {one.author_id, supporter.pk}
        assert AuditEntry.objects.get(action="promise.made").data["publication"] == one.pk

    def test_the_database_refuses_a_promise_without_a_day_or_words_and_a_second_open_one(self) -> None:
        one, by_whom, day = published(), office(), date(2030, 1, 1)
        with pytest.raises(IntegrityError), transaction.atomic():
            Promise.objects.create(publication=one, office=by_whom, text="Antwoord")
        with pytest.raises(IntegrityError, match="says_what"), transaction.atomic():
            Promise.objects.create(publication=one, office=by_whom, text="", due_on=day)
        Promise.objects.create(publication=one, office=by_whom, text="Antwoord", due_on=day)
        with pytest.raises(IntegrityError, match="one_open_promise"), transaction.atomic():
            Promise.objects.create(publication=one, office=by_whom, text="Antwoord", due_on=day)


@pytest.mark.django_db
class TestClosing:
    def test_what_is_kept_is_closed_today_and_makes_room_for_another(self) -> None:
        made, official = promised(), staff(Role.OFFICIAL)
        actions.keep(made, by=official)
        made.refresh_from_db()
        assert (made.status, made.closed_on) == (KEPT, clock.today())
        assert AuditEntry.objects.get(action="promise.kept").actor == official
        assert promised(about=made.publication).status == Promise.Status.OPEN

    def test_what_is_closed_is_not_closed_again(self) -> None:
        made = promised()
        actions.release(made, by=None)
        for close in (actions.keep, actions.release):
            with pytest.raises(Refused):
                close(made, by=None)
        made.refresh_from_db()
        assert made.status == RELEASED
        assert AuditEntry.objects.filter(action__in=("promise.kept", "promise.released")).count() == 1


def test_ten_officials_at_once_make_one_promise(committed: None) -> None:
    one, officials = published(), [staff(Role.OFFICIAL) for _ in range(10)]
    found, due_on = office(), clock.today()
    made = at_once(
        10, lambda number: actions.promise(one, by=officials[number], office=found, due_on=due_on, text="Antwoord.")
    )
    assert sum(isinstance(one_made, Promise) for one_made in made) == 1
    assert sum(isinstance(one_made, Refused) for one_made in made) == 9
    assert Promise.objects.count() == 1


def test_a_promise_is_closed_once_while_the_clock_asks_after_it(committed: None) -> None:
    made, today = [promised(-1) for _ in range(3)], clock.today()

    def act(number: int) -> object:
        one = made[number // 4]
        if number % 4 == 3:
            return reminders.remind_of(one, today)
        return (actions.keep, actions.release)[number % 2](one, by=None)

    results = at_once(12, act)
    assert sum(isinstance(one, Promise) for one in results) == 3
    assert sum(isinstance(one, Refused) for one in results) == 6
    assert sum(isinstance(one, bool) for one in results) == 3
    assert Promise.objects.open().count() == 0


def test_a_reminder_waits_for_who_is_answering_and_neither_stops_the_other(committed: None) -> None:
    made, today = promised(-1), clock.today()

    def act(number: int) -> object:
        with transaction.atomic():
            if number:
                return reminders.remind_of(made, today)
            actions.lock_publication(made.publication_id)
            return actions.keep(made, by=None)

    for _ in range(5):
        results = at_once(2, act)
        assert not [one for one in results if isinstance(one, Exception)]
        Promise.objects.update(status=Promise.Status.OPEN, closed_on=None)
