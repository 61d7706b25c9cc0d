"""What every kind of question can do."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.methods.survey.definition import Choice, Question
from consultations.tallies import Count

Words = str | Promise
UNTYPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Person:
    """What counting knows about who answered: the municipality (its number) and the age group, or nothing."""

    place: int | None = None
    age: str = ""


class Kind(ABC):
    """One kind of question. An answer is plain JSON; None is no answer.

    A question is asked with one or more fields, each under a suffix: "" alone, or "-" and the key of a choice.
    """

    code: str
    name: Words
    template = "survey/kinds/plain.html"
    missing: Words = _("Answer this question.")
    # Whether people answer in their own words, so that the province can react to what they say.
    is_open = False
    # Whether the answer may tell who somebody is, and stays out of what is published.
    is_personal = False

    @abstractmethod
    def fields(self, question: Question, choices: Sequence[Choice]) -> dict[str, forms.Field]:
        """Give the fields to ask with, by suffix; `choices` are in the order of this person. None is required."""

    def hint(self, question: Question) -> str:
        """Say how to answer, where the question itself does not show it."""
        return ""

    def total(self, question: Question) -> int:
        """Give how many points there are to divide; 0 where there are none."""
        return 0

    def initial(self, question: Question, answer: Any) -> dict[str, Any]:
        """Give what the fields show for an answer."""
        return {} if answer is None else {"": answer}

    def read(self, question: Question, values: Values, current: Any = None) -> Any:
        """Give the answer for what was filled in (by suffix); `current` is the answer until now.

        Raises ValidationError, with advice; as a dict when it belongs to one field.
        """
        return values.get("") or None

    def is_whole(self, question: Question, answer: Any) -> bool:
        """Say whether an answer is enough where one is required."""
        return answer is not None

    def words(self, question: Question, answer: Any) -> str:
        """Give the answer as it reads on a receipt."""
        return str(answer)

    def open_words(self, question: Question, answer: Any) -> str:
        """Give what somebody said in their own words; empty when there is nothing."""
        return self.words(question, answer) if self.is_open else ""

    def counts(self, question: Question) -> list[Count]:
        """Give what is counted of it, still empty."""
        return [Count(question.key, question.text, "words", {})]

    def add(self, question: Question, counts: list[Count], answer: Any, person: Person) -> None:
        """Count one answer."""
        counts[0].add([], place=person.place, age=person.age)

    def finish(self, question: Question, counts: list[Count]) -> list[Count]:
        """Put counts in order once everybody is in."""
        return counts

    def columns(self, question: Question) -> list[str]:
        """Give the heads of its columns in the export."""
        return [question.text]

    def cells(self, question: Question, answer: Any) -> list[Any]:
        """Give what is under those heads, for an answer."""
        return [self.words(question, answer)]

    def public_cells(self, question: Question, answer: Any) -> list[Any]:
        """Give what of it may be published; personal answers and words of one's own never are."""
        hidden = self.is_personal or self.is_open
        return ["" for _column in self.columns(question)] if hidden else self.cells(question, answer)

    @abstractmethod
    def made_up(self, question: Question, chance: Random) -> Any:
        """Give a believable answer."""


def plain(text: str | None) -> str:
    """Give what somebody typed without the signs that no keyboard types and that files of tables cannot hold."""
    return UNTYPED.sub("", text or "").replace("\r\n", "\n").strip()


def labels(choices: Sequence[Choice]) -> dict[str, str]:
    """Give the texts of choices by their keys."""
    return {choice.key: choice.text for choice in choices}


def add_weights(count: Count, weights: Mapping[str, int], person: Person) -> None:
    """Count one person who gave each answer a weight of its own."""
    count.add([], place=person.place, age=person.age)
    count.values.update(weights)
    for group, name in (("place", str(person.place) if person.place else ""), ("age", person.age)):
        if name:
            count.groups[group][name].update(weights)


def whole_number(text: str, error: Any) -> int | None:
    """Read a whole number that somebody typed. Raises ValidationError with `error` for anything else."""
    text = text.strip()
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise ValidationError(error)
    return int(text)
