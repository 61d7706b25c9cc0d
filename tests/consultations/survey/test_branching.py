"""The course through a survey: for every survey without troubles and every set of answers."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.methods.survey.branching import counted, route
from consultations.methods.survey.checking import troubles
from consultations.methods.survey.definition import Definition, Question, parse
from consultations.methods.survey.reachable import explore
from tests.consultations.survey.surveys import FORK

LETTERS = ["a", "b", "c"]


@st.composite
def definitions(draw: st.DrawFn) -> dict[str, Any]:
    """A survey whose rules may point anywhere, forward, back, or nowhere."""
    number = draw(st.integers(1, 5))
    keys = [f"s{place}" for place in range(number)]
    sections, asked = [], []
    for place, key in enumerate(keys):
        questions = []
        for index in range(draw(st.integers(1, 2))):
            kind = draw(st.sampled_from(["single", "multiple", "short"]))
            question = {"key": f"v{place}_{index}", "kind": kind, "text": "Vraag?", "required": draw(st.booleans())}
            if kind != "short":
                question["choices"] = [{"key": letter, "text": letter} for letter in LETTERS]
                asked.append(question["key"])
            questions.append(question)
        anywhere = st.sampled_from([*keys, "end", "weg"])
        ahead = st.sampled_from([*keys[place + 1 :], "end"])
        rules = [
            {
                "question": draw(st.sampled_from(asked)),
                "test": draw(st.sampled_from(["is", "is_not", "one_of"])),
                "answers": draw(st.lists(st.sampled_from(LETTERS), min_size=1, max_size=2, unique=True)),
                "to": draw(st.one_of(ahead, ahead, ahead, anywhere)),
            }
            for _rule in range(draw(st.integers(0, 3)) if asked else 0)
        ]
        then = draw(st.one_of(st.just(""), st.just(""), ahead))
        sections.append({"key": key, "title": key, "questions": questions, "rules": rules, "then": then})
    return {"sections": sections}


def answers_to(definition: Definition, draw: Any, *, all_required: bool) -> dict[str, Any]:
    return {
        question.key: answer
        for question in definition.questions
        if (answer := answer_to(question, draw, must=all_required and question.required)) is not None
    }


def answer_to(question: Question, draw: Any, *, must: bool) -> Any:
    if not must and draw(st.booleans()):
        return None
    if question.kind == "short":
        return "tekst"
    most = 3 if question.takes_several else 1
    return {"chosen": draw(st.lists(st.sampled_from(LETTERS), min_size=1, max_size=most, unique=True)), "other": ""}


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_every_course_ends_and_only_goes_forward(data: st.DataObject) -> None:
    definition = parse(data.draw(definitions()))
    keys = route(definition, answers_to(definition, data.draw, all_required=False)).keys
    places = [definition.places[key] for key in keys]
    assert places[0] == 0
    assert places == sorted(set(places))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_what_was_reached_counts_and_what_was_not_reached_never_does(data: st.DataObject) -> None:
    definition = parse(data.draw(definitions()))
    answers = answers_to(definition, data.draw, all_required=False)
    reached = {question.key for question in route(definition, answers).questions}
    assert counted(definition, answers) == {key: answer for key, answer in answers.items() if key in reached}


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_what_is_not_reached_has_no_say_in_the_course(data: st.DataObject) -> None:
    definition = parse(data.draw(definitions()))
    answers = answers_to(definition, data.draw, all_required=False)
    assert route(definition, counted(definition, answers)) == route(definition, answers)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_an_earlier_answer_alone_decides_what_comes_next(data: st.DataObject) -> None:
    # So going on and coming back never changes what somebody went through already.
    definition = parse(data.draw(definitions()))
    first = answers_to(definition, data.draw, all_required=False)
    second = answers_to(definition, data.draw, all_required=False)
    before = route(definition, first).sections
    known = {question.key for section in before[:1] for question in section.questions}
    mixed = {**second, **{key: first[key] for key in known if key in first}}
    mixed = {key: answer for key, answer in mixed.items() if key not in known or key in first}
    assert route(definition, mixed).keys[:2] == route(definition, first).keys[:2]


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_what_is_called_out_of_reach_is_never_reached(data: st.DataObject) -> None:
    definition = parse(data.draw(definitions()))
    lost, idle = explore(definition)
    answers = answers_to(definition, data.draw, all_required=True)
    reached = route(definition, answers).keys
    assert not {section.key for section in lost} & set(reached)
    assert all(section.key not in {one.key for one in lost} for section, _rule in idle)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_survey_without_troubles_passes_over_no_rule(data: st.DataObject) -> None:
    definition = parse(data.draw(definitions()))
    if troubles(definition):
        return
    for section in definition.sections:
        here = definition.places[section.key]
        targets = [rule.to for rule in section.rules] + ([section.then] if section.then else [])
        assert all(to == "end" or definition.places[to] > here for to in targets)
        asked = {one.key for earlier in definition.sections[: here + 1] for one in earlier.questions}
        assert all(rule.question in asked for rule in section.rules)


def test_a_fork_leads_past_what_is_not_for_you() -> None:
    definition = parse(FORK)
    assert troubles(definition) == []
    cyclist, passenger = {"chosen": ["fiets"], "other": ""}, {"chosen": ["bus"], "other": ""}
    assert route(definition, {"hoe": cyclist}).keys == ["reis", "fietsen", "slot"]
    assert route(definition, {"hoe": passenger}).keys == ["reis", "bussen", "slot"]
    assert counted(definition, {"hoe": cyclist, "lijn": "4"}) == {"hoe": cyclist}
