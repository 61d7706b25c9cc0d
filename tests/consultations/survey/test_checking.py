"""What an editor is told before a survey can open."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from consultations.methods.survey.checking import troubles
from consultations.methods.survey.definition import Malformed, parse
from tests.consultations.survey.surveys import EVERYTHING, FORK


def with_rule(place: int, **rule: Any) -> dict[str, Any]:
    changed = deepcopy(FORK)
    changed["sections"][place]["rules"] = [{"question": "hoe", "test": "is", "answers": ["fiets"], "to": "end", **rule}]
    return changed


def told(raw: dict[str, Any]) -> list[str]:
    return [str(trouble.message) for trouble in troubles(parse(raw))]


@pytest.mark.parametrize(
    ("place", "rule", "said"),
    [
        (2, {"to": "reis"}, "terug naar ‘Je reis’"),
        (2, {"to": "fietsen"}, "terug naar ‘De fiets’"),
        (0, {"to": "nergens"}, "een deel dat er niet is"),
        (0, {"question": "weg"}, "een vraag die er niet is"),
        (0, {"question": "cijfer", "answers": ["3"]}, "komt pas later"),
        (0, {"question": "waarom"}, "heeft geen keuzes"),
        (0, {"answers": ["trein"]}, "een antwoord dat ‘Hoe reis je meestal?’ niet heeft"),
        (0, {"answers": []}, "noemt geen antwoord"),
    ],
)
def test_a_rule_that_is_wrong_is_told_with_where(place: int, rule: dict[str, Any], said: str) -> None:
    raw = with_rule(place, **rule)
    messages = told(raw)
    assert any(said in message for message in messages), messages
    assert any(f"‘{raw['sections'][place]['title']}’" in message for message in messages)


def test_a_section_that_nobody_can_reach_is_told() -> None:
    raw = deepcopy(FORK)
    raw["sections"][0]["rules"] = [
        {"question": "hoe", "test": "is", "answers": ["fiets"], "to": "fietsen"},
        {"question": "hoe", "test": "is_not", "answers": ["fiets"], "to": "slot"},
    ]
    assert [message for message in told(raw) if "De bus" in message]


def test_a_rule_that_never_fits_is_told() -> None:
    raw = deepcopy(FORK)
    raw["sections"][2]["rules"] = [{"question": "hoe", "test": "is", "answers": ["bus"], "to": "end"}]
    assert told(raw) == ["Een regel in het deel ‘De fiets’ past nooit, door de regels en vragen die ervoor komen."]


def test_an_empty_section_is_a_dead_end() -> None:
    raw = deepcopy(FORK)
    raw["sections"][3]["questions"] = []
    assert told(raw) == ["Het deel ‘Tot slot’ heeft nog geen vragen."]
    assert told({"sections": []}) == ["Maak een deel met vragen."]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ({"kind": "single", "choices": ["Een"]}, "twee keuzes"),
        ({"kind": "matrix", "choices": ["Een"]}, "één rij"),
        ({"kind": "picture", "choices": ["Een", "Twee"]}, "nog geen plaatje"),
        ({"kind": "scale", "least": 5, "most": 3}, "schaal"),
        ({"kind": "scale", "least": 0, "most": 20}, "schaal"),
        ({"kind": "number", "least": 9, "most": 3}, "minimum"),
        ({"kind": "multiple", "choices": ["A", "B"], "least": 3}, "meer keuzes dan er zijn"),
        ({"kind": "points", "choices": ["A", "B"], "most": 0}, "punten"),
        ({"kind": "single", "choices": ["A", " "]}, "geen tekst"),
        ({"kind": "short", "text": " "}, "geen tekst"),
    ],
)
def test_a_question_that_cannot_be_answered_is_told(question: dict[str, Any], said: str) -> None:
    section = {"title": "Deel", "questions": [{"text": "Vraag?", **question}]}
    assert any(said in message for message in told({"sections": [section]})), told({"sections": [section]})


@pytest.mark.parametrize(
    "raw",
    [
        None,
        {"sections": "nee"},
        {"sections": [{"title": "A", "questions": [{"kind": "raadsel", "text": "?"}]}]},
        {"sections": [{"title": "A", "vragen": []}]},
        {"sections": [{"key": "s", "title": "A"}, {"key": "s", "title": "B"}]},
        {"sections": [{"key": "end", "title": "A"}]},
        {"sections": [{"title": "A", "rules": [{"question": "v1", "test": "lijkt_op", "answers": [], "to": "end"}]}]},
        {"sections": [{"title": 3}]},
        {"sections": [{"title": "A", "questions": [{"kind": "number", "text": "?", "most": "veel"}]}]},
    ],
)
def test_what_is_no_survey_is_refused(raw: Any) -> None:
    with pytest.raises(Malformed):
        parse(raw)


@pytest.mark.parametrize("raw", [FORK, EVERYTHING])
def test_what_is_kept_reads_back_the_same(raw: dict[str, Any]) -> None:
    definition = parse(raw)
    assert parse(definition.as_json()) == definition
    assert troubles(definition) == []


def test_keys_are_made_up_where_they_are_left_out() -> None:
    section = {"title": "A", "questions": [{"kind": "single", "text": "?", "choices": ["Ja", "Nee"]}]}
    found = parse({"sections": [section, {"title": "B"}]})
    assert [one.key for one in found.sections] == ["s1", "s2"]
    assert found.questions[0].key == "v1"
    assert [choice.key for choice in found.questions[0].choices] == ["a1", "a2"]
