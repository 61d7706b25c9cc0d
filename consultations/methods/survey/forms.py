"""The form of a section, or of a whole survey: made from the questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.boundfield import BoundField

from consultations.methods.survey.answering import Filled, in_order
from consultations.methods.survey.definition import Question
from consultations.methods.survey.kinds import Kind, kind_of


@dataclass(frozen=True)
class Asked:
    """A question on the page, with its fields."""

    question: Question
    kind: Kind
    fields: dict[str, BoundField]
    answer: Any = None

    @property
    def template(self) -> str:
        """The template of its kind."""
        return self.kind.template

    @property
    def hint(self) -> str:
        """How to answer."""
        return self.kind.hint(self.question)

    @property
    def total(self) -> int:
        """How many points there are to divide."""
        return self.kind.total(self.question)

    @property
    def main(self) -> BoundField:
        """Its only field, or the first."""
        return next(iter(self.fields.values()))

    @property
    def extra(self) -> BoundField | None:
        """The line for something else."""
        return self.fields.get("-other")

    @property
    def named(self) -> dict[str, BoundField]:
        """Its fields by the name after the hyphen."""
        return {suffix.removeprefix("-"): field for suffix, field in self.fields.items()}

    @property
    def errors(self) -> list[str]:
        """Everything that is wrong with it."""
        return [str(error) for field in self.fields.values() for error in field.errors]

    @property
    def choices(self) -> list[tuple[Any, BoundField]]:
        """Its rows or choices, each with its field."""
        found = {one.key: one for one in (*self.question.choices, *self.question.rows)}
        return [(found[name], field) for name, field in self.named.items() if name in found]

    @property
    def pictures(self) -> list[tuple[Any, Any]]:
        """Its options, each with the choice it stands for (None for something else)."""
        found = {one.key: one for one in self.question.choices}
        return [(found.get(str(option.data["value"])), option) for option in self.main.subwidgets]


class AnswerForm(forms.Form):
    """Questions with what was answered before. `typed` is what was filled in rightly, by question.

    With `is_lenient` nothing is required: for keeping what is not finished.
    """

    use_required_attribute = False

    def __init__(
        self, questions: Sequence[Question], *args: Any, filled: Filled, is_lenient: bool = False, **kwargs: Any
    ) -> None:
        """Make the fields of the questions."""
        super().__init__(*args, **kwargs)
        self.questions, self.filled, self.is_lenient = list(questions), filled, is_lenient
        self.names: dict[str, dict[str, str]] = {}
        self.typed: dict[str, Any] = {}
        for question in self.questions:
            kind = kind_of(question)
            shown = kind.initial(question, filled.answers.get(question.key))
            names = self.names[question.key] = {}
            for suffix, field in kind.fields(question, in_order(question, filled.seed)).items():
                name = names[suffix] = f"{question.key}{suffix}"
                if not suffix:
                    field.label, field.help_text = question.text, question.help
                field.initial = shown.get(suffix)
                self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """Read each answer from its fields, and ask for what is required."""
        cleaned: dict[str, Any] = super().clean() or {}
        for question in self.questions:
            names = self.names[question.key]
            if any(name in self.errors for name in names.values()):
                continue
            values = {suffix: cleaned.get(name) for suffix, name in names.items()}
            kind, current = kind_of(question), self.filled.answers.get(question.key)
            try:
                answer = kind.read(question, values, current)
            except ValidationError as error:
                self.say(names, error)
                continue
            self.typed[question.key] = answer
            if question.required and not self.is_lenient and not kind.is_whole(question, answer):
                self.add_error(next(iter(names.values())), str(kind.missing))
        return cleaned

    def say(self, names: Mapping[str, str], error: ValidationError) -> None:
        """Put what is wrong with the field it belongs to."""
        by_field: Mapping[str, Any] = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error}
        for suffix, messages in by_field.items():
            self.add_error(names.get(suffix) or next(iter(names.values())), messages)

    @property
    def asked(self) -> list[Asked]:
        """The questions for the page."""
        return [
            Asked(
                question,
                kind_of(question),
                {suffix: self[name] for suffix, name in self.names[question.key].items()},
                self.filled.answers.get(question.key),
            )
            for question in self.questions
        ]

    @property
    def in_error(self) -> list[tuple[Question, BoundField, str]]:
        """What is wrong, for the summary above the questions."""
        return [
            (one.question, field, str(error))
            for one in self.asked
            for field in one.fields.values()
            for error in field.errors
        ]

    @property
    def takes_files(self) -> bool:
        """Whether a file can be sent with it."""
        return any(question.kind == "file" for question in self.questions)
