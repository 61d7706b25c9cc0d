"""What is wrong with a survey before anybody answers it: each problem in words, with where it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from consultations.methods.survey.definition import (
    CHOSEN,
    END,
    WITH_CHOICES,
    Definition,
    Question,
    Rule,
    Section,
    each_question,
)
from consultations.methods.survey.reachable import explore

# What a person still reads, and a response still holds.
MOST_CHARACTERS = 10_000


@dataclass(frozen=True)
class Trouble:
    """Something to mend, in a section and perhaps in a question of it (their keys)."""

    message: str | Promise
    section: str = ""
    question: str = ""


def troubles(definition: Definition) -> list[Trouble]:
    """Give everything that is wrong; a survey without any ends for every answer and hides no section."""
    if not definition.sections:
        return [Trouble(_("Add a section with questions."))]
    found = [trouble for section in definition.sections for trouble in of_section(section)]
    for section, question in each_question(definition):
        found += [Trouble(message, section.key, question.key) for message in of_question(question)]
    for section in definition.sections:
        found += [Trouble(message, section.key) for message in of_course(definition, section)]
    if found:
        return found  # what can be reached is only told of a survey that is whole
    lost, idle = explore(definition)
    found = [
        Trouble(
            format_lazy(_("Nobody can reach the section “{title}”: every rule goes past it."), title=name(one)), one.key
        )
        for one in lost
    ]
    return found + [
        Trouble(
            format_lazy(
                _("A rule in the section “{title}” never fits, because of the rules and questions before it."),
                title=name(section),
            ),
            section.key,
        )
        for section, _rule in idle
    ]


def name(section: Section) -> str:
    """Give what to call a section."""
    return section.title or section.key


def of_section(section: Section) -> Iterator[Trouble]:
    """Say what a section misses."""
    if not section.title.strip():
        yield Trouble(_("A section has no title."), section.key)
    if not section.questions:
        yield Trouble(format_lazy(_("The section “{title}” has no questions yet."), title=name(section)), section.key)


def of_question(question: Question) -> Iterator[str | Promise]:
    """Say what a question misses."""
    said = {"question": question.text or question.key}
    if not question.text.strip():
        yield _("A question has no text.")
    if question.kind in WITH_CHOICES and len(question.choices) < (1 if question.kind == "matrix" else 2):
        yield format_lazy(_("“{question}” needs at least two choices."), **said)
    if question.kind == "matrix" and not question.rows:
        yield format_lazy(_("“{question}” needs at least one row."), **said)
    if any(not choice.text.strip() for choice in (*question.choices, *question.rows)):
        yield format_lazy(_("A choice of “{question}” has no text."), **said)
    if question.kind == "picture":
        if any(choice.picture is None for choice in question.choices):
            yield format_lazy(_("A choice of “{question}” has no picture yet."), **said)
        if any(choice.picture and not choice.picture.alt.strip() for choice in question.choices):
            yield format_lazy(_("A picture of “{question}” does not say what can be seen on it."), **said)
    yield from of_bounds(question, said)


def of_bounds(question: Question, said: dict[str, str]) -> Iterator[str | Promise]:
    """Say which numbers of a question do not go together."""
    least, most = question.least, question.most
    if question.kind == "scale":
        first, last = question.ends
        if not (0 <= first < last <= 10):
            yield format_lazy(_("The scale of “{question}” must go up, from 0 or more to 10 or less."), **said)
    elif least is not None and most is not None and least > most:
        yield format_lazy(_("The least of “{question}” is more than the most."), **said)
    elif question.kind in {"multiple", "ranking", "picture"}:
        total = len(question.choices) + question.other
        if (least or 0) > total or (least or 0) < 0 or (most is not None and most < 1):
            yield format_lazy(_("“{question}” asks for more choices than there are, or for none."), **said)
    elif question.kind == "points" and most is not None and not 1 <= most <= 1_000:
        yield format_lazy(_("The points of “{question}” must be between 1 and 1,000."), **said)
    elif question.kind in {"short", "long"} and not ((least or 0) >= 0 and 1 <= (most or 1) <= MOST_CHARACTERS):
        yield format_lazy(_("The number of characters of “{question}” is not right."), **said)


def of_course(definition: Definition, section: Section) -> Iterator[str | Promise]:
    """Say which rules of a section lead nowhere, back, or ask about what is not there."""
    here = definition.places[section.key]
    for rule in section.rules:
        if message := of_rule(definition, rule, here):
            yield format_lazy(_("In the section “{title}”: {message}"), title=name(section), message=message)
    if section.then and (message := of_target(definition, section.then, here)):
        yield format_lazy(_("In the section “{title}”: {message}"), title=name(section), message=message)


def of_target(definition: Definition, to: str, here: int) -> str | Promise:
    """Say what is wrong with where a rule goes."""
    if to == END:
        return ""
    if to not in definition.places:
        return _("a rule goes to a section that is not there.")
    if definition.places[to] <= here:
        return format_lazy(
            _("a rule goes back to “{title}”. People would go around in circles."), title=name(definition.section(to))
        )
    return ""


def of_rule(definition: Definition, rule: Rule, here: int) -> str | Promise:
    """Say what is wrong with a rule; nothing when it is right."""
    place = place_asked(definition, rule.question)
    if place is None:
        return _("a rule is about a question that is not there.")
    question = definition.by_key[rule.question]
    said = {"question": question.text}
    if place > here:
        return format_lazy(_("a rule is about “{question}”, which is only asked later."), **said)
    if question.kind not in CHOSEN:
        return format_lazy(_("a rule is about “{question}”, which has no choices to ask about."), **said)
    if not rule.answers:
        return format_lazy(_("a rule about “{question}” names no answer."), **said)
    if not set(rule.answers) <= set(question.answer_keys):
        return format_lazy(_("a rule names an answer that “{question}” does not have."), **said)
    return of_target(definition, rule.to, here)


def place_asked(definition: Definition, key: str) -> int | None:
    """Give the place of the section in which a question is asked; None when it is not asked."""
    places = (definition.places[section.key] for section, question in each_question(definition) if question.key == key)
    return next(places, None)
