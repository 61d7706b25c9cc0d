"""Questions for a meeting: asking beforehand, wanting to know it too, the list of the evening and the screen."""

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import Role
from consultations.method import METHODS
from consultations.methods.dialogue import questions
from consultations.methods.dialogue.models import Backing, Meeting, Question
from consultations.models import Result
from foundation.errors import NotAllowed, Refused
from moderation import addresses, subjects
from moderation.models import Policy
from tests.consultations.dialogue import meeting_scene as scene
from tests.factories import resident, staff
from tests.visitors import Form, at_once, come_in, signed_in, text_of

TEXT = "Rijdt de bus straks ook op zondag?"
Place = Question.Place


def question(meeting: Meeting | None = None, text: str = TEXT) -> Question:
    return questions.ask(meeting or scene.meeting(), author=resident("Bijzondere Naam"), text=text)


@pytest.mark.django_db
class TestAsking:
    def test_works_before_signing_in_and_keeps_what_was_typed(self, client: Client) -> None:
        meeting = scene.meeting()
        ask = scene.address(meeting, "ask")
        assert client.post(ask, {"text": TEXT}).status_code == 302
        back = come_in(client, "vrager@voorbeeld.nl", to=ask)
        kept = Form(text_of(back), ask).fields if f'action="{ask}"' in text_of(back) else {"text": [TEXT]}
        assert TEXT in text_of(back)
        client.post(ask, {"text": kept["text"][0]})
        assert Question.objects.get().text == TEXT
        page = text_of(Client().get(scene.address(meeting, "meeting")))
        assert TEXT in page

    def test_is_without_a_name(self) -> None:
        asked = question()
        assert "Bijzondere Naam" not in text_of(Client().get(scene.address(asked.meeting, "meeting")))
        assert "Bijzondere Naam" not in str(list(METHODS["dialogue"].rows(asked.meeting.part, is_public=True)))

    @pytest.mark.parametrize("text", ["", "Kort?", "x" * 501, "Met een \x00 erin, dat kan niet"])
    def test_refuses_what_is_not_right(self, text: str) -> None:
        meeting = scene.meeting()
        assert signed_in(resident()).post(scene.address(meeting, "ask"), {"text": text}).status_code == 200
        assert not Question.objects.exists()

    def test_twice_is_once_and_five_is_enough_and_afterwards_is_too_late(self) -> None:
        meeting, person = scene.meeting(), resident()
        first = questions.ask(meeting, author=person, text=TEXT)
        assert questions.ask(meeting, author=person, text=TEXT) == first
        for number in range(4):
            questions.ask(meeting, author=person, text=f"{TEXT} {number}")
        with pytest.raises(Refused):
            questions.ask(meeting, author=person, text="En nog een vraag?")
        scene.was(meeting)
        with pytest.raises(Refused):
            question(meeting)

    def test_waits_for_a_moderator_where_that_is_the_policy(self) -> None:
        Policy.objects.create(kind="question", when=Policy.When.BEFORE)
        asked = question()
        assert asked.is_waiting
        page = scene.address(asked.meeting, "meeting")
        assert TEXT not in text_of(Client().get(page))
        assert TEXT in text_of(signed_in(asked.author).get(page))
        with transaction.atomic():
            assert subjects.KINDS["question"].admit(asked.pk, by=staff(Role.MODERATOR)) == {"waited": True}
        assert TEXT in text_of(Client().get(page))


@pytest.mark.django_db
class TestWantingToKnowItToo:
    def test_counts_everybody_once_and_can_be_taken_back(self) -> None:
        asked, person = question(), resident()
        client = signed_in(person)
        client.post(scene.address(asked.meeting, "back", asked.pk))
        assert client.post(scene.address(asked.meeting, "back", asked.pk)).status_code == 409
        asked.refresh_from_db()
        assert asked.support_count == Backing.objects.count() == 1
        client.post(scene.address(asked.meeting, "leave", asked.pk))
        asked.refresh_from_db()
        assert asked.support_count == Backing.objects.count() == 0

    def test_is_not_for_ones_own_question(self) -> None:
        asked = question()
        with pytest.raises(Refused):
            questions.back(asked, person=asked.author)

    def test_puts_the_question_higher(self) -> None:
        meeting = scene.meeting()
        question(meeting, "Wat kost een kaartje straks?")
        wanted = question(meeting)
        questions.back(wanted, person=resident())
        page = text_of(Client().get(scene.address(meeting, "meeting")))
        assert page.index(TEXT) < page.index("Wat kost een kaartje straks?")


@pytest.mark.django_db
class TestTheEvening:
    def test_whoever_leads_puts_questions_on_the_screen_and_off_it(self) -> None:
        asked, leader = question(), signed_in(staff(Role.OFFICIAL))
        meeting = asked.meeting
        screen, put = scene.address(meeting, "screen"), scene.address(meeting, "put", asked.pk)
        assert TEXT not in text_of(Client().get(screen))
        leader.post(put, {"place": "picked"})
        assert TEXT in text_of(Client().get(screen))
        assert TEXT in text_of(leader.get(scene.address(meeting, "lead")))
        leader.post(put, {"place": "answered", "answer": "Ja, elk uur."})
        assert TEXT not in text_of(Client().get(screen))
        assert "Ja, elk uur." in text_of(Client().get(scene.address(meeting, "meeting")))
        leader.post(put, {"place": "ergens anders"})
        asked.refresh_from_db()
        assert asked.place == Place.ANSWERED

    def test_nobody_else_does(self) -> None:
        asked, person = question(), resident()
        client = signed_in(person)
        assert client.get(scene.address(asked.meeting, "lead")).status_code == 404
        assert client.post(scene.address(asked.meeting, "put", asked.pk), {"place": "picked"}).status_code == 404
        with pytest.raises(NotAllowed):
            questions.put(asked, Place.PICKED, by=person)

    def test_the_screen_refreshes_itself_without_scripts_too(self) -> None:
        page = text_of(Client().get(scene.address(scene.meeting(), "screen")))
        assert '<noscript><meta http-equiv="refresh"' in page
        assert "hx-trigger" in page


@pytest.mark.django_db
class TestModeration:
    def test_hides_a_question_everywhere_and_gives_it_back(self) -> None:
        asked = question()
        meeting, moderator, handler = asked.meeting, staff(Role.MODERATOR), subjects.KINDS["question"]
        questions.put(asked, Place.PICKED, by=staff(Role.OFFICIAL))
        Result.objects.update(is_due=False)
        with transaction.atomic():
            subjects.lock("question", asked.pk)
            before = handler.hide(asked.pk, by=moderator)
        assert Result.objects.get(part=meeting.part).is_due
        for name in ("meeting", "screen"):
            assert TEXT not in text_of(Client().get(scene.address(meeting, name)))
        assert Client().get(scene.address(meeting, "question", asked.pk)).status_code == 404
        with transaction.atomic():
            handler.restore(asked.pk, before, by=moderator)
        assert TEXT in text_of(Client().get(scene.address(meeting, "screen")))

    def test_finds_the_question_that_somebody_reports(self) -> None:
        asked = question()
        target = addresses.find(asked.get_absolute_url(), hosts=["testserver"], user=resident())
        assert (target.kind, target.pk) == ("question", asked.pk)
        assert subjects.KINDS["question"].find(asked.pk).text == TEXT  # type: ignore[union-attr]

    def test_wipes_only_what_is_hidden(self) -> None:
        asked, handler = question(), subjects.KINDS["question"]
        assert not handler.erase(asked.pk)
        handler.hide(asked.pk, by=staff(Role.MODERATOR))
        assert handler.erase(asked.pk)
        asked.refresh_from_db()
        assert asked.text == ""


def test_support_of_a_question_at_once_is_counted_once_for_each(committed: None) -> None:
    asked = questions.ask(scene.meeting(), author=resident(), text="Rijdt de bus ook op zondag?")
    people = [resident() for _number in range(3)]
    at_once(6, lambda number: questions.back(asked, person=people[number % 3]))
    assert Question.objects.get().support_count == 3
