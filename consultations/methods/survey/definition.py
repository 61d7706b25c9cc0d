"""What a survey asks, as values that do not change: sections, questions, choices, and rules about the course.

Kept as JSON, in the shape that blueprints are written in too (only `kind` and `text` are needed, keys are made up
where they are left out; a choice may be just its text):

    {"sections": [{
        "key": "s1", "title": "Je reis", "intro": "",
        "questions": [{
            "key": "v1", "kind": "single", "text": "Hoe reis je?", "help": "", "required": true,
            "choices": [{"key": "fiets", "text": "Met de fiets"}, "Met de bus"],
            "rows": [], "least": null, "most": null, "low": "", "high": "", "other": false, "shuffled": false}],
        "rules": [{"question": "v1", "test": "is", "answers": ["fiets"], "to": "s3"}],
        "then": ""}]}

`least` and `most` mean: of `multiple` and `picture` how many may be chosen, of `short` and `long` how many characters,
of `number` the bounds, of `scale` its ends (1 to 5 unless told), of `ranking` how many must and may be put in order, of
`points` the number to distribute (`most`, 10 unless told). `low` and `high` are the words at the ends of a `scale`.
`rows` are the lines of a `matrix`, whose columns are the choices. The choices of `picture` get their pictures in the
builder.

Rules are tried in order at the end of a section, and the first that fits decides. `test` is "is", "is_not" or "one_of";
`to` is the key of a later section, or "end". What was not answered is nothing, so "is_not" fits it. `then` is where it
goes when no rule fits: empty for the next section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from typing import Any
from uuid import UUID

from publications.models import Picture

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
END = "end"
OTHER = "other"
# These names have a meaning of their own in rules and forms.
RESERVED = {END, OTHER, "back", "deelname", "over", "seed", "toegang"}
TESTS = ("is", "is_not", "one_of")
# In the order in which an editor chooses from them.
KINDS = (
    "single",
    "multiple",
    "picture",
    "short",
    "long",
    "scale",
    "statement",
    "matrix",
    "ranking",
    "points",
    "number",
    "date",
    "place",
    "postcode",
    "email",
    "file",
)
# Answered by choosing one of, so that a rule can ask about it.
CHOSEN = ("single", "multiple", "picture", "scale", "statement")
WITH_CHOICES = ("single", "multiple", "picture", "matrix", "ranking", "points")
MOST_QUESTIONS = 100
MOST_CHOICES = 40
SCALE = (1, 5)
STATEMENT = (1, 5)
POINTS = 10


class Malformed(ValueError):
    """Not a survey; the message says what is wrong."""


@dataclass(frozen=True)
class ChoicePicture:
    """The picture of a choice, as it was when it was put there; sizes in pixels."""

    pk: int
    key: str
    alt: str
    width: int
    height: int

    @property
    def url(self) -> str:
        """The address of its narrowest version."""
        return Picture(key=UUID(self.key)).url_480


@dataclass(frozen=True)
class Choice:
    """One of the answers that can be chosen, or a line of a matrix. `key` is what is kept of it."""

    key: str
    text: str
    picture: ChoicePicture | None = None


@dataclass(frozen=True)
class Question:
    """One question; the module says what each field means."""

    key: str
    kind: str
    text: str
    help: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    rows: tuple[Choice, ...] = ()
    least: int | None = None
    most: int | None = None
    low: str = ""
    high: str = ""
    other: bool = False
    shuffled: bool = False

    @property
    def ends(self) -> tuple[int, int]:
        """The first and last step of a scale."""
        if self.kind == "statement":
            return STATEMENT
        return (SCALE[0] if self.least is None else self.least, SCALE[1] if self.most is None else self.most)

    @cached_property
    def answer_keys(self) -> tuple[str, ...]:
        """Everything a rule can ask about, as text; nothing for a question without choices."""
        if self.kind in {"scale", "statement"}:
            first, last = self.ends
            return tuple(str(step) for step in range(first, last + 1))
        if self.kind not in CHOSEN:
            return ()
        return tuple(choice.key for choice in self.choices) + ((OTHER,) if self.other else ())

    @property
    def takes_several(self) -> bool:
        """Whether more than one choice may be chosen."""
        return self.kind == "multiple" or (self.kind == "picture" and (self.most or 1) > 1)


@dataclass(frozen=True)
class Rule:
    """Where somebody goes after a section, given what they answered."""

    question: str
    test: str
    answers: tuple[str, ...]
    to: str


@dataclass(frozen=True)
class Section:
    """A page of questions, and where one goes from there."""

    key: str
    title: str
    intro: str = ""
    questions: tuple[Question, ...] = ()
    rules: tuple[Rule, ...] = ()
    then: str = ""


@dataclass(frozen=True)
class Definition:
    """All that a survey asks."""

    sections: tuple[Section, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, Question]:
        """Every question by its key."""
        return {question.key: question for section in self.sections for question in section.questions}

    @cached_property
    def places(self) -> dict[str, int]:
        """The place in the order of each section, by its key."""
        return {section.key: place for place, section in enumerate(self.sections)}

    def section(self, key: str) -> Section:
        """Give a section. Raises KeyError when there is none with this key."""
        return self.sections[self.places[key]]

    @property
    def questions(self) -> list[Question]:
        """Every question in order."""
        return list(self.by_key.values())

    def as_json(self) -> dict[str, Any]:
        """Give it as it is kept."""
        return asdict(self)


def parse(raw: Any) -> Definition:
    """Read what is kept or what a blueprint says. Raises Malformed when it has not the shape of a survey."""
    keys = Keys()
    sections = tuple(_section(keys, one) for one in _list(_mapping(raw, "survey").get("sections"), "sections"))
    definition = Definition(sections)
    if len(definition.by_key) > MOST_QUESTIONS:
        raise Malformed(f"more than {MOST_QUESTIONS} questions")
    return definition


class Keys:
    """Gives keys to what has none; a key that is used twice is Malformed."""

    def __init__(self) -> None:
        """Start without any."""
        self.taken: dict[str, set[str]] = {}

    def give(self, space: str, letter: str, key: Any) -> str:
        """Take a key, or make the first that is free in its space."""
        taken = self.taken.setdefault(space, set())
        if key is None or key == "":
            key = free_key(letter, taken)
        if not isinstance(key, str) or not KEY.fullmatch(key) or key in RESERVED:
            raise Malformed(f"{key!r} is no key")
        if key in taken:
            raise Malformed(f"{key!r} is used twice")
        taken.add(key)
        return key


def free_key(letter: str, taken: set[str]) -> str:
    """Give the first of v1, v2, ... that is not taken."""
    return next(key for number in range(1, 10_000) if (key := f"{letter}{number}") not in taken)


def _section(keys: Keys, raw: Any) -> Section:
    raw = _mapping(raw, "section")
    _known(raw, Section)
    return Section(
        key=keys.give("section", "s", raw.get("key")),
        title=_text(raw, "title", 120),
        intro=_text(raw, "intro", 2_000),
        questions=tuple(_question(keys, one) for one in _list(raw.get("questions"), "questions")),
        rules=tuple(_rule(one) for one in _list(raw.get("rules"), "rules")),
        then=_text(raw, "then", 40),
    )


def _question(keys: Keys, raw: Any) -> Question:
    raw = _mapping(raw, "question")
    _known(raw, Question)
    if raw.get("kind") not in KINDS:
        raise Malformed(f"{raw.get('kind')!r} is no kind of question")
    key = keys.give("question", "v", raw.get("key"))
    return Question(
        key=key,
        kind=raw["kind"],
        text=_text(raw, "text", 300),
        help=_text(raw, "help", 1_000),
        required=bool(raw.get("required", False)),
        choices=_choices(keys, f"choice of {key}", "a", raw.get("choices")),
        rows=_choices(keys, f"row of {key}", "r", raw.get("rows")),
        least=_number(raw, "least"),
        most=_number(raw, "most"),
        low=_text(raw, "low", 60),
        high=_text(raw, "high", 60),
        other=bool(raw.get("other", False)),
        shuffled=bool(raw.get("shuffled", False)),
    )


def _choices(keys: Keys, space: str, letter: str, raw: Any) -> tuple[Choice, ...]:
    found = []
    for one in _list(raw, "choices")[:MOST_CHOICES]:
        given = {"text": one} if isinstance(one, str) else _mapping(one, "choice")
        _known(given, Choice)
        key = keys.give(space, letter, given.get("key"))
        found.append(Choice(key, _text(given, "text", 200), _picture(given.get("picture"))))
    return tuple(found)


def _picture(raw: Any) -> ChoicePicture | None:
    if raw is None:
        return None
    raw = _mapping(raw, "picture")
    try:
        return ChoicePicture(int(raw["pk"]), str(raw["key"]), str(raw["alt"]), int(raw["width"]), int(raw["height"]))
    except (KeyError, TypeError, ValueError) as error:
        raise Malformed("this is no picture") from error


def _rule(raw: Any) -> Rule:
    raw = _mapping(raw, "rule")
    _known(raw, Rule)
    if raw.get("test") not in TESTS:
        raise Malformed(f"{raw.get('test')!r} is no test")
    answers = tuple(str(one) for one in _list(raw.get("answers"), "answers"))
    return Rule(_text(raw, "question", 40), raw["test"], answers, _text(raw, "to", 40))


def _known(raw: Mapping[str, Any], shape: type[Any]) -> None:
    """Refuse a misspelled name, which would otherwise be left out without a word."""
    unknown = set(raw) - {one.name for one in fields(shape)}
    if unknown:
        raise Malformed(f"unknown: {', '.join(sorted(unknown))}")


def _mapping(raw: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping):
        raise Malformed(f"a {what} is missing")
    return raw


def _list(raw: Any, what: str) -> list[Any]:
    if raw is None:
        return []
    if not isinstance(raw, list | tuple):
        raise Malformed(f"{what} must be a list")
    return list(raw)


def _text(raw: Mapping[str, Any], name: str, most: int) -> str:
    text = raw.get(name) or ""
    if not isinstance(text, str) or len(text) > most:
        raise Malformed(f"{name} must be text of at most {most} characters")
    return text


def _number(raw: Mapping[str, Any], name: str) -> int | None:
    value = raw.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise Malformed(f"{name} must be a whole number")


def each_question(definition: Definition) -> Iterator[tuple[Section, Question]]:
    """Give every question with the section it is in."""
    for section in definition.sections:
        for question in section.questions:
            yield section, question
