"""Seats and support under people who press at the same moment."""

from __future__ import annotations

from collections import Counter

from consultations.methods.dialogue import actions, questions
from consultations.methods.dialogue.models import Question, Registration
from tests.consultations.dialogue import meeting_scene as scene
from tests.factories import resident
from tests.visitors import at_once

State = Registration.State


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


def test_support_of_a_question_at_once_is_counted_once_for_each(committed: None) -> None:
    asked = questions.ask(scene.meeting(), author=resident(), text="Rijdt de bus ook op zondag?")
    people = [resident() for _number in range(3)]
    at_once(6, lambda number: questions.back(asked, person=people[number % 3]))
    assert Question.objects.get().support_count == 3
