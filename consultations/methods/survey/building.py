"""Changing a survey: pure functions from one definition to the next. Keys stay with what they name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from consultations.methods.survey.definition import (
    Choice,
    ChoicePicture,
    Definition,
    Question,
    Rule,
    Section,
    free_key,
)


def with_section(definition: Definition, key: str, how: Callable[[Section], Section]) -> Definition:
    """Change one section."""
    return Definition(tuple(how(one) if one.key == key else one for one in definition.sections))


def with_question(definition: Definition, key: str, how: Callable[[Question], Question]) -> Definition:
    """Change one question, wherever it is."""
    return Definition(
        tuple(
            replace(section, questions=tuple(how(one) if one.key == key else one for one in section.questions))
            for section in definition.sections
        )
    )


def put_section(definition: Definition, section: Section) -> Definition:
    """Put a section in the place of the one with its key."""
    return with_section(definition, section.key, lambda _before: section)


def add_section(definition: Definition, title: str, intro: str = "") -> Definition:
    """Add a section at the end."""
    key = free_key("s", set(definition.places))
    return Definition((*definition.sections, Section(key, title, intro)))


def add_question(definition: Definition, section: str, question: Question) -> Definition:
    """Add a question at the end of a section, under a new key."""
    fresh = replace(question, key=free_key("v", set(definition.by_key)))
    return with_section(definition, section, lambda one: replace(one, questions=(*one.questions, fresh)))


def remove(definition: Definition, kind: str, key: str) -> Definition:
    """Take away a section with its questions, or a question. Rules about it stay, and are told of as a problem."""
    if kind == "section":
        return Definition(tuple(one for one in definition.sections if one.key != key))
    return Definition(
        tuple(
            replace(section, questions=tuple(one for one in section.questions if one.key != key))
            for section in definition.sections
        )
    )


def move(definition: Definition, kind: str, key: str, by: int) -> Definition:
    """Move a section or a question one place up (-1) or down (1); at the edge of its section a question goes on."""
    if kind == "section":
        return Definition(shifted(definition.sections, definition.places.get(key, -1), by))
    for place, section in enumerate(definition.sections):
        keys = [question.key for question in section.questions]
        if key not in keys:
            continue
        at = keys.index(key)
        if 0 <= at + by < len(keys):
            return put_section(definition, replace(section, questions=shifted(section.questions, at, by)))
        if 0 <= place + by < len(definition.sections):
            target = received(definition.sections[place + by], section.questions[at], by)
            return put_section(remove(definition, "question", key), target)
    return definition


def received(section: Section, question: Question, by: int) -> Section:
    """Give a section with a question that came from above (1) or below (-1)."""
    given = (question, *section.questions) if by > 0 else (*section.questions, question)
    return replace(section, questions=given)


def shifted(items: tuple[object, ...], at: int, by: int) -> tuple:  # type: ignore[type-arg]  # of whatever was given
    """Give the items with one moved; the same where it cannot move."""
    to = at + by
    if at < 0 or not 0 <= to < len(items):
        return items
    moved = list(items)
    moved.insert(to, moved.pop(at))
    return tuple(moved)


def add_rule(definition: Definition, section: str, rule: Rule) -> Definition:
    """Add a rule after the others of a section."""
    return with_section(definition, section, lambda one: replace(one, rules=(*one.rules, rule)))


def remove_rule(definition: Definition, section: str, place: int) -> Definition:
    """Take away a rule, by its place."""
    return with_section(
        definition, section, lambda one: replace(one, rules=(*one.rules[:place], *one.rules[place + 1 :]))
    )


def move_rule(definition: Definition, section: str, place: int, by: int) -> Definition:
    """Move a rule up or down."""
    return with_section(definition, section, lambda one: replace(one, rules=shifted(one.rules, place, by)))


def choices_in(text: str, before: tuple[Choice, ...], letter: str) -> tuple[Choice, ...]:
    """Read choices, one on a line. A choice keeps its key: by its text, else by its place in the list."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    by_text = {choice.text: choice for choice in reversed(before)}
    found: list[Choice | None] = [by_text.pop(line, None) for line in lines]
    used = {choice.key for choice in found if choice}
    for place, line in enumerate(lines):
        if found[place] is None and place < len(before) and before[place].key not in used:
            found[place] = replace(before[place], text=line)
            used.add(before[place].key)
    taken = used | {choice.key for choice in before}
    for place, line in enumerate(lines):
        if found[place] is None:
            key = free_key(letter, taken)
            taken.add(key)
            found[place] = Choice(key, line)
    return tuple(choice for choice in found if choice)


def with_picture(question: Question, key: str, picture: ChoicePicture | None) -> Question:
    """Put a picture with a choice, or take it off."""
    choices = (replace(one, picture=picture) if one.key == key else one for one in question.choices)
    return replace(question, choices=tuple(choices))
