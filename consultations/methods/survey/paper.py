"""A survey on paper: the questions with boxes and lines, and one form to type them over."""

from __future__ import annotations

from typing import Any

from consultations.methods.survey.answering import Filled
from consultations.methods.survey.branching import route
from consultations.methods.survey.definition import Definition
from consultations.methods.survey.files import Upload
from consultations.methods.survey.forms import AnswerForm


class PaperForm(AnswerForm):
    """All questions on one page. What is on paper is as it is, so nothing is required; files are not on paper."""

    def __init__(self, definition: Definition, *args: Any) -> None:
        """Ask everything, with the question before the name of each of its fields."""
        questions = [question for question in definition.questions if question.kind != "file"]
        super().__init__(questions, *args, filled=Filled({}), is_lenient=True)
        for question in questions:
            for suffix, name in self.names[question.key].items():
                if suffix:
                    self.fields[name].label = f"{question.text} – {self.fields[name].label}"

    def as_data(self, definition: Definition) -> dict[str, Any]:
        """Give the data of a response, once the form is valid."""
        answers = {
            key: answer for key, answer in self.typed.items() if answer is not None and not isinstance(answer, Upload)
        }
        return Filled(answers, tuple(route(definition, answers).keys)).as_data()
