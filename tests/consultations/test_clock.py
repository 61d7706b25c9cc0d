"""The clock opens, reminds, closes and publishes: each once, on time, and for the right people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import F
from django.db.models.functions import Now

from accounts.models import Role, User
from consultations import actions, clock, taking_part
from consultations.models import Consultation, Part, Phase, Result
from foundation.models import AuditEntry
from notifications.catalogue import consultations as events
from notifications.following import follow
from notifications.models import Event
from publications.models import Publication
from tests.consultations import asking
from tests.factories import deventer, resident, staff, theme, zwolle
from tests.notices import told
from tests.notifications.scene import tells
from tests.visitors import at_once

pytestmark = pytest.mark.usefixtures("plain")


def announced(*, from_days: float = -1, days: float = 14, phases: int = 1) -> Consultation:
    """A consultation that is public, whose phases the clock did not touch yet."""
    one = asking.consultation(theme=theme())
    one.concerned.set([zwolle()])
    for number in range(phases):
        phase = asking.phase(one, from_days=from_days + number * (days + 1), days=days)
        actions.add_part(phase, by=staff(Role.EDITOR), method="plain", title="Vragen")
    Publication.objects.filter(pk=one.pk).update(state="published", published_at=Now())
    Consultation.objects.filter(pk=one.pk).update(stage="announced")
    return Consultation.objects.get(pk=one.pk)


def move(one: Consultation, **by: float) -> None:
    """Let so much time go by for its phases."""
    shift = timedelta(**by)
    for phase in Phase.objects.filter(consultation=one).order_by("opens_at"):
        Phase.objects.filter(pk=phase.pk).update(opens_at=F("opens_at") - shift, closes_at=F("closes_at") - shift)


def counted() -> None:
    """Do what the worker does with results."""
    for result in Result.objects.filter(is_due=True):
        Result.objects.filter(pk=result.pk).update(is_due=False, answers=result.part.responses.count())


@pytest.fixture
def around() -> Callable[[Consultation], dict[str, User]]:
    """People who follow it in some way, and one who does not."""

    def make(one: Consultation) -> dict[str, User]:
        names = ("follower", "thinker", "neighbour", "elsewhere", "stranger")
        people = {name: resident(name) for name in names}
        follow(one, by=people["follower"])
        follow(one.theme, by=people["thinker"])
        follow(zwolle(), by=people["neighbour"])
        follow(deventer(), by=people["elsewhere"])
        return people

    return make


@pytest.mark.django_db
class TestOpening:
    @tells(events.OPENED)
    def test_it_opens_freezes_its_questions_and_tells_followers_of_theme_and_place(
        self, around: Callable[[Consultation], dict[str, User]]
    ) -> None:
        one = announced()
        people = around(one)
        assert clock.keep_course() == 1
        one.refresh_from_db()
        assert one.stage == "open"
        assert Part.objects.get(consultation=one).is_frozen
        assert told(events.OPENED) == {
            *(people[name].pk for name in ("follower", "thinker", "neighbour")),
            one.author_id,
        }
        assert AuditEntry.objects.filter(action="consultation.opened", subject_id=str(one.pk)).count() == 1

    def test_a_second_round_does_nothing(self) -> None:
        announced()
        clock.keep_course()
        before = Event.objects.count()
        assert clock.keep_course() == 0
        assert Event.objects.count() == before

    def test_a_worker_that_found_it_before_another_did_it_leaves_it_alone(self) -> None:
        one = announced()
        phase = one.phases.get()
        assert clock.do_one(phase.pk, one.pk, clock.TO_OPEN, clock.open_phase)
        assert not clock.do_one(phase.pk, one.pk, clock.TO_OPEN, clock.open_phase)

    def test_not_before_its_moment_and_never_what_is_not_public(self) -> None:
        announced(from_days=1)
        draft = asking.consultation()
        asking.phase(draft)
        for state in ("hidden", "withdrawn"):
            Publication.objects.filter(pk=announced().pk).update(state=state)
        assert clock.keep_course() == 0

    def test_a_next_phase_opens_too_and_between_them_it_opens_soon(self) -> None:
        one = announced(days=4, phases=2)
        clock.keep_course()
        move(one, days=3.5)
        clock.keep_course()
        one.refresh_from_db()
        assert one.stage == "announced"
        move(one, days=1)
        clock.keep_course()
        one.refresh_from_db()
        assert one.stage == "open"
        assert Event.objects.filter(kind=events.OPENED.code).count() == 2
        assert not Event.objects.filter(kind=events.CLOSED.code).exists()


@pytest.mark.django_db
class TestReminding:
    @tells(events.REMINDER)
    def test_who_began_and_who_follows_hear_it_once_and_who_sent_or_took_back_does_not(
        self, around: Callable[[Consultation], dict[str, User]]
    ) -> None:
        one = announced()
        people = around(one)
        clock.keep_course()
        part = Part.objects.get(consultation=one)
        begun, sent, back, follower_who_sent = (resident() for _ in range(4))
        follow(one, by=follower_who_sent)
        taking_part.begin(part, person=begun)
        taking_part.begin(part)
        for person in (sent, follower_who_sent, back):
            taking_part.write(taking_part.begin(part, person=person), {}, is_sent=True)
        sitting = taking_part.by_person(part, back)
        assert sitting is not None
        taking_part.withdraw(sitting)
        assert clock.keep_course() == 0
        move(one, days=11.5)
        assert clock.keep_course() == 1
        assert clock.keep_course() == 0
        assert told(events.REMINDER) == {begun.pk, people["follower"].pk}

    def test_a_phase_of_a_few_days_reminds_nobody(self) -> None:
        one = announced(days=3)
        follow(one, by=resident())
        clock.keep_course()
        move(one, days=1.5)
        clock.keep_course()
        assert told(events.REMINDER) == set()


@pytest.mark.django_db
class TestClosing:
    @tells(events.CLOSED, events.RESULTS)
    def test_it_closes_asks_for_a_last_count_and_then_tells_of_the_results(
        self, around: Callable[[Consultation], dict[str, User]]
    ) -> None:
        one = announced()
        people = around(one)
        clock.keep_course()
        part, took_part = Part.objects.get(consultation=one), resident()
        taking_part.write(taking_part.begin(part, person=took_part), {}, is_sent=True)
        counted()
        move(one, days=13.5)
        clock.keep_course()
        one.refresh_from_db()
        assert one.stage == "closed"
        assert Result.objects.get(part=part).is_due
        heard = {took_part.pk, people["follower"].pk, one.author_id}
        assert told(events.CLOSED) == heard
        assert told(events.RESULTS) == set()
        counted()
        assert clock.keep_course() == 1
        assert told(events.RESULTS) == heard
        assert clock.keep_course() == 0

    def test_a_clock_that_slept_does_all_of_it_and_tells_nobody_that_it_opened(self) -> None:
        one = announced(from_days=-20)
        follow(one, by=resident())
        clock.keep_course()
        clock.keep_course()
        one.refresh_from_db()
        assert one.stage == "closed"
        assert Phase.objects.get(consultation=one).opened_at is not None
        assert not Event.objects.filter(kind__in=[events.OPENED.code, events.REMINDER.code]).exists()
        assert Event.objects.filter(kind=events.CLOSED.code).count() == 1

    def test_what_was_hidden_goes_on_once_it_is_back(self) -> None:
        one = announced()
        clock.keep_course()
        Publication.objects.filter(pk=one.pk).update(state="hidden")
        move(one, days=14)
        assert clock.keep_course() == 0
        Publication.objects.filter(pk=one.pk).update(state="published")
        clock.keep_course()
        one.refresh_from_db()
        assert one.stage == "closed"


@pytest.mark.usefixtures("committed")
def test_two_workers_at_the_same_moment_do_it_once() -> None:
    one = announced()
    done = at_once(6, lambda _number: clock.keep_course())
    assert sum(done) == 1
    assert AuditEntry.objects.filter(action="consultation.opened", subject_id=str(one.pk)).count() == 1
    move(one, days=14)
    done = at_once(6, lambda _number: clock.keep_course())
    assert AuditEntry.objects.filter(action="consultation.closed", subject_id=str(one.pk)).count() == 1
    assert not [one for one in done if isinstance(one, Exception)]
