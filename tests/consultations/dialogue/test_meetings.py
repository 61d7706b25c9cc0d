"""Meetings: laying them out, seats and the waiting list, reminders, attendance and the report."""

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from consultations.method import METHODS
from consultations.methods.dialogue import actions
from consultations.methods.dialogue.models import Meeting, Question, Registration
from foundation.errors import NotAllowed, Refused
from notifications.catalogue import meetings as events
from tests import notices
from tests.consultations import asking
from tests.consultations.dialogue import meeting_scene as scene
from tests.consultations.outcomes import results_read
from tests.factories import resident, staff
from tests.notifications.scene import tells
from tests.visitors import at_once, queries, signed_in, text_of

State = Registration.State


def state_of(meeting: Meeting, person: Any) -> str:
    return Registration.objects.get(meeting=meeting, person=person).state


@pytest.mark.django_db
class TestSeats:
    @tells(events.SEAT)
    def test_go_to_who_comes_first_and_the_next_waits(self) -> None:
        meeting = scene.meeting(seats=1)
        first, second = resident(), resident()
        signed_in(first).post(scene.address(meeting, "sign_up"))
        page = signed_in(second).post(scene.address(meeting, "sign_up"), follow=True)
        assert (state_of(meeting, first), state_of(meeting, second)) == (State.SEATED, State.WAITING)
        assert "wachtlijst" in text_of(page) or "waiting list" in text_of(page)
        assert notices.told(events.SEAT) == {first.pk, second.pk}

    @tells(events.MOVED_UP)
    def test_that_come_free_go_to_who_waits_longest_and_they_hear_it(self) -> None:
        meeting = scene.meeting(seats=1)
        first, second, third = resident(), resident(), resident()
        for person in (first, second, third):
            actions.sign_up(meeting, person=person)
        signed_in(first).post(scene.address(meeting, "sign_off"))
        assert [state_of(meeting, one) for one in (first, second, third)] == [
            State.CANCELLED,
            State.SEATED,
            State.WAITING,
        ]
        assert notices.told(events.MOVED_UP) == {second.pk}

    def test_who_leaves_and_comes_back_goes_to_the_end(self) -> None:
        meeting = scene.meeting(seats=1)
        first, second, third = resident(), resident(), resident()
        for person in (first, second, third):
            actions.sign_up(meeting, person=person)
        actions.sign_off(meeting, person=second)
        assert notices.told(events.MOVED_UP) == set()
        actions.sign_up(meeting, person=second)
        actions.sign_off(meeting, person=first)
        assert (state_of(meeting, second), state_of(meeting, third)) == (State.WAITING, State.SEATED)

    def test_more_of_them_let_people_move_up_and_fewer_than_taken_are_refused(self) -> None:
        meeting, editor = scene.meeting(seats=1), staff(Role.EDITOR)
        people = [resident() for _number in range(3)]
        for person in people:
            actions.sign_up(meeting, person=person)
        same = {"starts_at": meeting.starts_at, "ends_at": meeting.ends_at}
        actions.change(meeting, scene.plan(**same, seats=2), by=editor)
        assert [state_of(meeting, one) for one in people] == [State.SEATED, State.SEATED, State.WAITING]
        assert notices.told(events.CHANGED) == set()
        with pytest.raises(Refused):
            actions.change(meeting, scene.plan(**same, seats=1), by=editor)

    def test_twice_is_once_and_after_the_beginning_is_too_late(self) -> None:
        meeting, person = scene.meeting(), resident()
        assert actions.sign_up(meeting, person=person) == actions.sign_up(meeting, person=person)
        scene.was(meeting)
        with pytest.raises(Refused):
            actions.sign_up(meeting, person=resident())
        with pytest.raises(Refused):
            actions.sign_off(meeting, person=person)

    def test_a_visitor_signs_in_first(self) -> None:
        meeting = scene.meeting()
        for send in (Client().get, Client().post):
            assert reverse("accounts:enter") in send(scene.address(meeting, "sign_up"))["Location"]
        assert not Registration.objects.exists()

    def test_only_who_has_one_sees_the_link(self) -> None:
        meeting, person = scene.meeting(online_url="https://praat.voorbeeld.nl/geheim", seats=1), resident()
        actions.sign_up(meeting, person=person)
        page = scene.address(meeting, "meeting")
        waiting = resident()
        actions.sign_up(meeting, person=waiting)
        assert "geheim" in text_of(signed_in(person).get(page))
        for reader in (Client(), signed_in(waiting), signed_in(resident())):
            assert "geheim" not in text_of(reader.get(page))
        assert "geheim" not in text_of(Client().get(scene.address(meeting, "meeting_calendar")))


@pytest.mark.django_db
class TestLayingOut:
    def typed(self, **changes: str) -> dict[str, str]:
        day = (timezone.localdate() + timedelta(days=5)).isoformat()
        typed = {"title": "Wandeling langs het kanaal", "day": day, "begins": "10:00", "ends": "12:00"}
        return {**typed, "place_name": "Sluis 3", "seats": "25", **changes}

    def test_an_editor_adds_a_meeting_in_the_time_of_the_netherlands(self) -> None:
        part = scene.part()
        address = METHODS["dialogue"].setup_url(part)
        signed_in(staff(Role.EDITOR)).post(address, self.typed())
        meeting = Meeting.objects.get(part=part)
        assert timezone.localtime(meeting.starts_at).strftime("%H:%M") == "10:00"
        assert (meeting.title, meeting.seats) == ("Wandeling langs het kanaal", 25)
        assert signed_in(resident()).get(address).status_code == 404

    @pytest.mark.parametrize(
        "wrong",
        [
            {"ends": "09:00"},
            {"day": "morgen"},
            {"seats": "0"},
            {"seats": "veel"},
            {"place_name": ""},
            {"online_url": "javascript:alert(1)"},
            {"title": ""},
        ],
    )
    def test_refuses_what_is_not_right_and_keeps_the_rest(self, wrong: dict[str, str]) -> None:
        part = scene.part()
        page = signed_in(staff(Role.EDITOR)).post(METHODS["dialogue"].setup_url(part), self.typed(**wrong))
        assert page.status_code == 200
        assert not Meeting.objects.exists()
        assert "10:00" in text_of(page)

    @tells(events.CHANGED)
    def test_another_time_is_told_to_who_is_signed_up(self) -> None:
        meeting, person = scene.meeting(), resident()
        actions.sign_up(meeting, person=person)
        Meeting.objects.filter(pk=meeting.pk).update(reminded_at=timezone.now())
        actions.change(meeting, scene.plan(starts_at=timezone.now() + timedelta(days=9)), by=staff(Role.EDITOR))
        assert notices.told(events.CHANGED) == {person.pk}
        assert Meeting.objects.get(pk=meeting.pk).reminded_at is None

    def test_cancelling_tells_everybody_once_and_nobody_signs_up_any_more(self) -> None:
        meeting, person = scene.meeting(), resident()
        actions.sign_up(meeting, person=person)
        client = signed_in(staff(Role.EDITOR))
        for _time in range(2):
            client.post(scene.address(meeting, "cancel"), {"why": "De zaal is niet beschikbaar."})
        assert notices.told(events.CHANGED) == {person.pk}
        assert len(notices.mails_about(events.CHANGED)) == 1
        assert "De zaal is niet beschikbaar." in text_of(Client().get(scene.address(meeting, "meeting")))
        with pytest.raises(Refused):
            actions.sign_up(meeting, person=resident())

    def test_fills_from_a_blueprint_and_copies_to_the_same_hours(self) -> None:
        content = {"meetings": [{"title": "Startavond", "after_days": 3, "begins": "20:00", "place_name": "De Spil"}]}
        source, target = asking.part("dialogue", content=content), scene.part()
        METHODS["dialogue"].copy(source, target)
        copied = Meeting.objects.get(part=target)
        opens = timezone.localtime(target.phase.opens_at).date()
        starts = timezone.localtime(copied.starts_at)
        assert (starts.date() - opens, starts.strftime("%H:%M")) == (timedelta(days=3), "20:00")

    def test_tells_the_editor_what_is_missing(self) -> None:
        part = scene.part()
        method = METHODS["dialogue"]
        assert len(list(method.problems(part))) == 1
        scene.meeting(part, accessibility="Gelijkvloers.")
        assert not list(method.problems(part))
        scene.meeting(part, place_name="", starts_at=timezone.now() + timedelta(days=90))
        assert len(list(method.problems(part))) == 2


@pytest.mark.django_db
class TestTheClock:
    @tells(events.TOMORROW)
    def test_reminds_the_day_before_once(self) -> None:
        noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
        tomorrow, later = (scene.meeting(starts_at=noon + timedelta(days=days)) for days in (1, 2))
        comes, waits = resident(), resident()
        Meeting.objects.filter(pk=tomorrow.pk).update(seats=1)
        for person in (comes, waits):
            actions.sign_up(tomorrow, person=person)
        actions.sign_up(later, person=comes)
        assert (actions.remind(), actions.remind()) == (1, 0)
        assert notices.told(events.TOMORROW) == {comes.pk}
        assert len(notices.mails_about(events.TOMORROW)) == 1


@pytest.mark.django_db
class TestAfterwards:
    @tells(events.MINUTES)
    def test_the_report_is_told_to_who_was_there_the_first_time(self) -> None:
        meeting, person, gone = scene.meeting(), resident(), resident()
        for one in (person, gone):
            actions.sign_up(meeting, person=one)
        actions.sign_off(meeting, person=gone)
        scene.was(meeting)
        client = signed_in(staff(Role.OFFICIAL))
        typed = {"minutes": "Het was druk.", "outcomes": "- De bus blijft\n- We meten in november"}
        for _time in range(2):
            client.post(scene.address(meeting, "minutes"), typed)
        assert notices.told(events.MINUTES) == {person.pk}
        assert len(notices.mails_about(events.MINUTES)) == 1
        page = text_of(Client().get(scene.address(meeting, "meeting")))
        assert "Het was druk." in page
        points = list(METHODS["dialogue"].own_points(meeting.part))
        assert [point.text for point in points] == ["De bus blijft", "We meten in november"]

    def test_there_is_no_report_before_the_meeting_nor_by_anybody(self) -> None:
        meeting = scene.meeting()
        with pytest.raises(Refused):
            actions.publish_minutes(meeting, by=staff(Role.OFFICIAL), minutes="Al klaar.", outcomes="")
        scene.was(meeting)
        with pytest.raises(NotAllowed):
            actions.publish_minutes(meeting, by=resident(), minutes="Al klaar.", outcomes="")

    def test_who_came_is_ticked_off_and_seen_by_staff_only(self) -> None:
        meeting, person, absent = scene.meeting(), resident("Wie Erbij Was"), resident("Wie Er Niet Was")
        rows = [actions.sign_up(meeting, person=one) for one in (person, absent)]
        scene.was(meeting)
        attendance = scene.address(meeting, "attendance")
        client = signed_in(staff(Role.OFFICIAL))
        assert "Wie Erbij Was" in text_of(client.get(attendance))
        sent = {"listed": [str(one.pk) for one in rows], "came": [str(rows[0].pk), "geen nummer"]}
        client.post(attendance, sent)
        assert (state_of(meeting, person), state_of(meeting, absent)) == (State.CAME, State.SEATED)
        client.post(attendance, {"listed": sent["listed"]})
        assert state_of(meeting, person) == State.SEATED
        for reader in (signed_in(resident()), signed_in(person)):
            assert reader.get(attendance).status_code == 404
        assert "Wie Erbij Was" not in text_of(Client().get(scene.address(meeting, "meeting")))


@pytest.mark.django_db
class TestPages:
    def test_of_a_part_ask_the_database_the_same_for_one_meeting_and_for_ten(self) -> None:
        part, person = scene.part(), resident()
        actions.sign_up(scene.meeting(part), person=person)
        few = queries(Client(), part.get_absolute_url())
        for _number in range(9):
            scene.meeting(part)
        assert queries(Client(), part.get_absolute_url()) == few <= 6
        assert queries(signed_in(person), part.get_absolute_url()) <= few + 6

    def test_of_a_meeting_ask_the_database_the_same_for_one_question_and_for_ten(self) -> None:
        meeting = scene.meeting()

        def more() -> None:
            Question.objects.create(meeting=meeting, author=resident(), text="Rijdt de bus ook op zondag?")

        more()
        page = scene.address(meeting, "meeting")
        visitor, person = queries(Client(), page), queries(signed_in(resident()), page)
        for _number in range(9):
            more()
        assert queries(Client(), page) == visitor <= 6
        assert queries(signed_in(resident()), page) == person

    def test_give_a_calendar_that_calendars_can_read(self) -> None:
        part = scene.part()
        meeting = scene.meeting(part, title="Avond; met, komma's en een titel die langer is dan een regel mag zijn")
        calendar = Client().get(reverse("consultations:dialogue:calendar", args=[part.consultation.slug, part.number]))
        text = text_of(calendar)
        assert calendar["Content-Type"].startswith("text/calendar")
        assert text.startswith("BEGIN:VCALENDAR\r\n")
        assert f"DTSTART:{meeting.starts_at:%Y%m%dT%H%M%SZ}" in text
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        assert "Avond\\; met\\, komma's" in text.replace("\r\n ", "")

    def test_fill_a_demo_once(self) -> None:
        part, people = scene.part(), [resident() for _number in range(6)]
        for _time in range(2):
            METHODS["dialogue"].fill_demo(part, people, Random(1))
        assert part.meetings.count() == 2
        assert "Avond in het dorpshuis" in text_of(Client().get(part.get_absolute_url()))
        data = METHODS["dialogue"].tally(part)
        assert data["outcomes"][0]["lines"][0].startswith("De belbus")
        assert METHODS["dialogue"].answers(part) == 6
        assert results_read(part).count("De belbus begint in september") == 2


def test_no_more_people_get_a_seat_than_there_are(committed: None) -> None:
    meeting, people = scene.meeting(seats=3), [resident() for _number in range(8)]
    at_once(8, lambda number: actions.sign_up(meeting, person=people[number]))
    assert Counter(Registration.objects.values_list("state", flat=True)) == {State.SEATED: 3, State.WAITING: 5}


def test_one_person_who_presses_twice_takes_one_seat(committed: None) -> None:
    meeting, person = scene.meeting(seats=3), resident()
    made = at_once(4, lambda _number: actions.sign_up(meeting, person=person))
    assert {type(one) for one in made} == {Registration}
    assert Registration.objects.count() == 1


def test_seats_given_back_at_once_go_to_as_many_others(committed: None) -> None:
    meeting, people = scene.meeting(seats=3), [resident() for _number in range(6)]
    for person in people:
        actions.sign_up(meeting, person=person)
    at_once(3, lambda number: actions.sign_off(meeting, person=people[number]))
    states = Counter(Registration.objects.values_list("state", flat=True))
    assert states == {State.SEATED: 3, State.CANCELLED: 3}
