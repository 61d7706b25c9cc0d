"""Questions that are answered by one step of several: a scale, and agreeing with a statement or not."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from consultations.methods.survey.definition import Choice, Question
from consultations.methods.survey.kinds.kind import Kind, Person, Values, Words
from consultations.tallies import Count

AGREEING: dict[int, Words] = {
    1: _("Strongly disagree"),
    2: pgettext_lazy("a statement", "Disagree"),
    3: _("Neither agree nor disagree"),
    4: pgettext_lazy("a statement", "Agree"),
    5: _("Strongly agree"),
}


class Grading(Kind):
    """What grading has in common. The answer is the number of the step."""

    template = "survey/kinds/scale.html"
    missing = _("Choose a step.")

    def label(self, question: Question, step: int) -> str:
        """Give what a step is called."""
        raise NotImplementedError

    def options(self, question: Question) -> dict[str, str]:
        """Give all steps with what they are called."""
        first, last = question.ends
        return {str(step): self.label(question, step) for step in range(first, last + 1)}

    def fields(self, question: Question, choices: Sequence[Choice]) -> dict[str, forms.Field]:
        """Ask with a row of radio buttons."""
        return {
            "": forms.ChoiceField(
                choices=list(self.options(question).items()),
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose from this list.")},
            )
        }

    def initial(self, question: Question, answer: Any) -> dict[str, Any]:
        """Give the step as a choice."""
        return {} if answer is None else {"": str(answer)}

    def read(self, question: Question, values: Values, current: Any = None) -> Any:
        """Take the number of the step."""
        return int(values[""]) if values.get("") else None

    def words(self, question: Question, answer: Any) -> str:
        """Give what the step is called."""
        return self.label(question, answer)

    def counts(self, question: Question) -> list[Count]:
        """Count each step."""
        return [Count(question.key, question.text, "scale", self.options(question))]

    def add(self, question: Question, counts: list[Count], answer: Any, person: Person) -> None:
        """Count one step."""
        counts[0].add([str(answer)], place=person.place, age=person.age)

    def finish(self, question: Question, counts: list[Count]) -> list[Count]:
        """Say the average of a scale."""
        count = counts[0]
        if count.answered:
            total = sum(int(step) * times for step, times in count.values.items())
            average = f"{total / count.answered:.1f}".replace(".", ",")
            count.note = gettext("On average %(average)s.") % {"average": average}
        return counts

    def cells(self, question: Question, answer: Any) -> list[Any]:
        """Give the number of the step."""
        return [answer]

    def made_up(self, question: Question, chance: Random) -> Any:
        """Choose around a little above the middle."""
        first, last = question.ends
        middle = (first + last) / 2 + 0.4
        return max(first, min(last, round(chance.gauss(middle, (last - first) / 4))))


class Scale(Grading):
    """A number on a scale, with words at the ends."""

    code = "scale"
    name = _("A number on a scale")

    def label(self, question: Question, step: int) -> str:
        """Give the number, at the ends with the words there."""
        ends = dict(zip(question.ends, (question.low, question.high), strict=True))
        return f"{step} ({ends[step]})" if ends.get(step) else str(step)


class Statement(Grading):
    """How much somebody agrees with a statement."""

    code = "statement"
    name = _("A statement to agree or disagree with")
    template = "survey/kinds/statement.html"

    def label(self, question: Question, step: int) -> str:
        """Give how much somebody agrees."""
        return str(AGREEING[step])
