"""The builder: plain forms, what is wrong at once, and what may still change once it is open."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from consultations import actions as course
from consultations.method import method_of
from consultations.methods.survey import actions, building
from consultations.methods.survey.definition import Choice, parse
from consultations.methods.survey.models import Version
from consultations.models import Part
from foundation.errors import NotAllowed, Refused
from publications.models import Picture
from tests.consultations import asking
from tests.consultations.survey import surveys
from tests.factories import picture_file, resident, staff
from tests.visitors import queries, signed_in, text_of

pytestmark = pytest.mark.django_db


def unopened(content: dict[str, Any] | None = None) -> Part:
    """A survey that opens in three days."""
    phase = asking.phase(asking.consultation(), from_days=3)
    return course.add_part(phase, by=staff(Role.EDITOR), method="survey", title="Vragen", content=content)


def at(part: Part, name: str, *args: str) -> str:
    return reverse(f"consultations:survey:{name}", args=[part.consultation.slug, part.number, *args])


@pytest.fixture
def editor() -> Client:
    return signed_in(staff(Role.EDITOR))


def test_an_editor_makes_a_survey_with_plain_forms(editor: Client) -> None:
    part = unopened()
    assert "Maak een deel met vragen." in text_of(editor.get(at(part, "builder")))
    editor.post(at(part, "new-section"), {"title": "Je reis", "intro": "Kort."})
    editor.post(at(part, "new-section"), {"title": "De bus"})
    assert "geen vragen" in text_of(editor.get(at(part, "builder")))
    kinds = text_of(editor.get(at(part, "new-question", "s1")))
    assert "?soort=ranking" in kinds
    single = {"text": "Hoe reis je?", "choices": "Fiets\n\nBus\n", "other": "on", "required": "on"}
    editor.post(f"{at(part, 'new-question', 's1')}?soort=single", single)
    editor.post(f"{at(part, 'new-question', 's2')}?soort=scale", {"text": "Cijfer?", "least": "1", "most": "10"})
    rule = {"test": "is", "answers": ["a1"], "to": "end"}
    editor.post(f"{at(part, 'rules', 's1')}?vraag=v1", rule)
    part.refresh_from_db()
    asked = actions.current(part)
    assert [choice.text for choice in asked.by_key["v1"].choices] == ["Fiets", "Bus"]
    assert asked.by_key["v1"].required
    assert asked.sections[0].rules[0].to == "end"
    page = text_of(editor.get(at(part, "builder")))
    assert "Dit moet in orde zijn" not in page
    assert "is Fiets → Het einde" in page
    assert list(method_of(part).problems(part)) == []


def test_a_choice_keeps_its_key_when_its_words_change() -> None:
    before = (Choice("a1", "Fiets"), Choice("a2", "Bus"), Choice("a3", "Auto"))
    keys = [(one.key, one.text) for one in building.choices_in("Bus\nDe fiets\nAuto\nTrein", before, "a")]
    assert keys == [("a2", "Bus"), ("a4", "De fiets"), ("a3", "Auto"), ("a5", "Trein")]
    mended = [(one.key, one.text) for one in building.choices_in("Met de fiets\nBus\nAuto", before, "a")]
    assert mended == [("a1", "Met de fiets"), ("a2", "Bus"), ("a3", "Auto")]


def test_questions_move_within_and_between_sections(editor: Client) -> None:
    part = unopened(surveys.FORK)
    editor.post(at(part, "move"), {"kind": "question", "key": "waarom", "up": "1"})
    editor.post(at(part, "move"), {"kind": "question", "key": "tip", "up": "1"})
    editor.post(at(part, "move"), {"kind": "question", "key": "waarom", "up": "1"})
    part.refresh_from_db()
    found = [[question.key for question in section.questions] for section in actions.current(part).sections]
    assert found == [["waarom", "hoe"], ["lijn", "cijfer"], ["paden", "tip"], []]
    editor.post(at(part, "remove"), {"kind": "section", "key": "slot"})
    part.refresh_from_db()
    messages = [str(problem.message) for problem in method_of(part).problems(part)]
    assert messages == ["In het deel ‘De bus’: een regel gaat naar een deel dat er niet is."]


def test_a_survey_with_troubles_keeps_a_consultation_from_being_announced() -> None:
    part = unopened({"sections": [{"title": "Leeg"}]})
    assert "geen vragen" in "".join(str(one.message) for one in method_of(part).problems(part))
    with pytest.raises(Refused):
        course.announce(part.consultation, by=staff(Role.EDITOR))


def test_once_open_only_words_change(editor: Client) -> None:
    part = surveys.fork()
    mended = {"text": "Hoe ga je meestal op pad?", "choices": "Op de fiets\nMet de bus", "required": "on"}
    assert editor.post(at(part, "edit-question", "hoe"), mended).status_code == 302
    part.refresh_from_db()
    assert actions.current(part).by_key["hoe"].text == "Hoe ga je meestal op pad?"
    assert [choice.key for choice in actions.current(part).by_key["hoe"].choices] == ["fiets", "bus"]
    assert Version.objects.filter(part=part, is_open=True).count() == 2
    more = {**mended, "choices": "Op de fiets\nMet de bus\nLopend"}
    refused = editor.post(at(part, "edit-question", "hoe"), more)
    assert refused.status_code == 409
    assert "een andere betekenis" in text_of(refused)
    for url, data in (
        (at(part, "new-section"), {"title": "Nog een"}),
        (at(part, "remove"), {"kind": "question", "key": "waarom"}),
        (at(part, "move"), {"kind": "section", "key": "reis", "down": "1"}),
        (f"{at(part, 'rules', 'bussen')}?vraag=cijfer", {"test": "is", "answers": ["1"], "to": "end"}),
    ):
        assert editor.post(url, data).status_code == 409
    part.refresh_from_db()
    assert len(actions.current(part).by_key["hoe"].choices) == 2


def test_the_database_refuses_to_change_what_was_asked() -> None:
    part = unopened(surveys.FORK)
    with pytest.raises(IntegrityError, match="does not change"):
        Version.objects.filter(part=part).update(definition={"sections": []})


def test_two_editors_do_not_undo_each_others_work() -> None:
    part = unopened(surveys.FORK)
    same = Part.objects.select_related("consultation", "phase").get(pk=part.pk)
    actions.change(part, by=staff(Role.EDITOR), how=lambda now: building.add_section(now, "Een"))
    actions.change(same, by=staff(Role.EDITOR), how=lambda now: building.add_section(now, "Twee"))
    part.refresh_from_db()
    assert [section.title for section in actions.current(part).sections][-2:] == ["Een", "Twee"]
    assert Version.objects.filter(part=part).count() == 1


def test_a_rule_that_goes_back_cannot_be_made(editor: Client) -> None:
    part = unopened(surveys.FORK)
    page = editor.post(f"{at(part, 'rules', 'slot')}?vraag=hoe", {"test": "is", "answers": ["bus"], "to": "reis"})
    assert page.status_code == 200
    part.refresh_from_db()
    assert actions.current(part).section("slot").rules == ()


def test_pictures_of_choices_need_words_and_go_along_with_a_copy(editor: Client) -> None:
    question = {"key": "v", "kind": "picture", "text": "Welk?", "choices": ["Plein", "Park"]}
    part = unopened({"sections": [{"title": "Kies", "questions": [question]}]})
    url = at(part, "pictures", "v")
    bare = editor.post(url, {"choice": "a1", "picture": picture_file(), "alt": ""})
    assert "Beschrijf in één zin" in text_of(bare)
    for choice in ("a1", "a2"):
        editor.post(url, {"choice": choice, "picture": picture_file(), "alt": f"Tekening van {choice}"})
    part.refresh_from_db()
    assert list(method_of(part).problems(part)) == []
    assert set(Picture.objects.values_list("publication", flat=True)) == {part.consultation_id}
    copied = unopened()
    method_of(part).copy(part, copied)
    choices = actions.current(copied).by_key["v"].choices
    assert [choice.picture.alt for choice in choices if choice.picture] == ["Tekening van a1", "Tekening van a2"]
    assert {choice.picture.pk for choice in choices if choice.picture}.isdisjoint(
        choice.picture.pk for choice in actions.current(part).by_key["v"].choices if choice.picture
    )
    page = text_of(editor.get(part.get_absolute_url()))
    assert 'alt="Tekening van a1"' in page


def test_the_builder_is_for_editors(client: Client) -> None:
    part = unopened(surveys.FORK)
    assert client.get(at(part, "builder")).status_code == 404
    assert signed_in(resident()).get(at(part, "builder")).status_code == 404
    assert signed_in(staff(Role.OFFICIAL)).post(at(part, "new-section"), {"title": "X"}).status_code == 404
    with pytest.raises(NotAllowed):
        actions.change(part, by=resident(), how=lambda now: building.add_section(now, "X"))


def test_a_blueprint_that_is_no_survey_is_refused() -> None:
    with pytest.raises(Refused):
        unopened({"sections": [{"title": "A", "questions": [{"kind": "raadsel", "text": "?"}]}]})


def test_every_page_of_the_builder_opens(editor: Client) -> None:
    part = unopened(surveys.EVERYTHING)
    urls = [
        at(part, "builder"),
        at(part, "new-section"),
        at(part, "edit-section", "kiezen"),
        at(part, "rules", "kiezen"),
    ]
    urls += [at(part, "edit-question", key) for key in parse(surveys.EVERYTHING).by_key]
    urls += [f"{at(part, 'rules', 'kiezen')}?vraag={key}" for key in ("een", "meer", "schaal", "eens")]
    for url in urls:
        assert editor.get(url).status_code == 200, url


def test_the_builder_asks_the_database_the_same_however_many_questions_there_are(editor: Client) -> None:
    few, many = unopened(surveys.FORK), unopened(surveys.EVERYTHING)
    assert queries(editor, at(few, "builder")) == queries(editor, at(many, "builder")) <= 9
