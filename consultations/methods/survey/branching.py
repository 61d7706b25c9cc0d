"""The course through a survey: which sections somebody reaches with what they answered. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from consultations.methods.survey.definition import END, Definition, Question, Rule, Section


@dataclass(frozen=True)
class Route:
    """The sections somebody comes through, in order."""

    sections: tuple[Section, ...]

    @property
    def questions(self) -> list[Question]:
        """The questions in them: only these count."""
        return [question for section in self.sections for question in section.questions]

    @property
    def keys(self) -> list[str]:
        """The keys of the sections."""
        return [section.key for section in self.sections]

    def before(self, key: str) -> Section | None:
        """Give the section before this one on the route."""
        place = self.keys.index(key)
        return self.sections[place - 1] if place else None

    def after(self, key: str) -> Section | None:
        """Give the section after this one on the route; None when this is the last."""
        place = self.keys.index(key) + 1
        return self.sections[place] if place < len(self.sections) else None


def chosen(answer: Any) -> frozenset[str]:
    """Give the keys that an answer chose, as rules ask for them; none for other kinds of answer."""
    if isinstance(answer, Mapping):
        keys = answer.get("chosen")
        return frozenset(str(one) for one in keys) if isinstance(keys, list) else frozenset()
    if isinstance(answer, int) and not isinstance(answer, bool):
        return frozenset((str(answer),))
    return frozenset()


def fits(rule: Rule, answer: Any) -> bool:
    """Say whether a rule fits an answer; what was not answered is nothing."""
    has_one = bool(chosen(answer) & set(rule.answers))
    return not has_one if rule.test == "is_not" else has_one


def route(definition: Definition, answers: Mapping[str, Any]) -> Route:
    """Give the course that these answers lead along.

    Answers to questions that are not on it have no say in it. It goes forward only, so it ends, even where a rule
    points back: such a rule is passed over.
    """
    reached: list[Section] = []
    asked: set[str] = set()
    place = 0
    while place < len(definition.sections):
        section = definition.sections[place]
        reached.append(section)
        asked.update(question.key for question in section.questions)
        place = next_place(definition, section, {key: answers.get(key) for key in asked})
    return Route(tuple(reached))


def next_place(definition: Definition, section: Section, answers: Mapping[str, Any]) -> int:
    """Give the place of the section that follows; the number of sections for the end."""
    here = definition.places[section.key]
    for rule in section.rules:
        target = place_of(definition, rule.to, here)
        if target > here and fits(rule, answers.get(rule.question)):
            return target
    target = place_of(definition, section.then, here)
    return target if target > here else here + 1


def place_of(definition: Definition, to: str, here: int) -> int:
    """Give the place that a rule points at; -1 for a section that is not there."""
    if to == END:
        return len(definition.sections)
    return definition.places.get(to, -1) if to else here + 1


def counted(definition: Definition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Keep only the answers to questions that were reached: those count, the others only wait."""
    keys = [question.key for question in route(definition, answers).questions]
    return {key: answers[key] for key in keys if answers.get(key) is not None}
