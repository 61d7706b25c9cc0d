"""The survey as a way of asking. How a blueprint writes its questions down is told in `definition`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from consultations.method import Method, Point, Problem, Said, Shown, Wording, register
from consultations.methods.survey import actions, counting, files
from consultations.methods.survey.answering import Filled
from consultations.methods.survey.branching import counted, route
from consultations.methods.survey.checking import troubles
from consultations.methods.survey.definition import each_question
from consultations.methods.survey.in_words import leads
from consultations.methods.survey.kinds import kind_of
from consultations.methods.survey.paper import PaperForm
from consultations.methods.survey.urls import addresses
from consultations.methods.survey.views import course
from consultations.models import Part, Response


class SurveyMethod(Method):
    """Questions in sections, with a course that depends on the answers."""

    code = "survey"
    on_paper = True
    name = _("Survey")
    explanation = _("People answer questions. What they are asked can depend on what they answered before.")

    def page(self, request: HttpRequest, part: Part) -> HttpResponse:
        """Show the first section, or where somebody left off."""
        return course.page(request, part)

    def urls(self) -> list[URLPattern]:
        """Give the addresses of sections, the check, files and the builder."""
        return addresses

    def setup_url(self, part: Part) -> str:
        """Give the address of the builder."""
        return reverse("consultations:survey:builder", args=[part.consultation.slug, part.number])

    def set_up(self, part: Part, content: dict[str, Any]) -> None:
        """Fill a new part from a blueprint."""
        actions.lay_out(part, content)

    def copy(self, source: Part, target: Part) -> None:
        """Copy the questions, with their pictures."""
        actions.copy(source, target)

    def problems(self, part: Part) -> Iterable[Problem]:
        """Give what is wrong with the questions."""
        url = self.setup_url(part)
        for trouble in troubles(actions.current(part)):
            yield Problem(trouble.message, f"{url}#deel-{trouble.section}" if trouble.section else url)

    def wordings(self, part: Part) -> Iterable[Wording]:
        """Give every text that residents read."""
        url = self.setup_url(part)
        definition = actions.current(part)
        for section in definition.sections:
            if section.intro:
                where = format_lazy(_("Introduction of “{title}”"), title=section.title)
                yield Wording(where, section.intro, f"{url}#deel-{section.key}")
        for _section, question in each_question(definition):
            where = format_lazy(_("Question “{question}”"), question=question.text)
            texts = [question.text, question.help, *(one.text for one in (*question.choices, *question.rows))]
            yield Wording(where, "\n".join(filter(None, texts)), f"{url}#vraag-{question.key}")

    def tally(self, part: Part) -> dict[str, Any]:
        """Count each question that was reached."""
        return counting.tally(part, actions.current(part))

    def columns(self, part: Part) -> list[str]:
        """Give the heads of the export."""
        return counting.columns(actions.current(part))

    def rows(self, part: Part, *, is_public: bool) -> Iterator[list[Any]]:
        """Give the rows of the export."""
        return counting.rows(part, actions.current(part), is_public=is_public)

    def said(self, part: Part, response: Response) -> list[Said]:
        """Give the answers to the questions that were reached, in words."""
        definition = actions.current(part)
        return [
            Said(definition.by_key[key].text, kind_of(definition.by_key[key]).words(definition.by_key[key], answer))
            for key, answer in counted(definition, Filled.of(response).answers).items()
        ]

    def forget(self, part: Part, response: Response) -> None:
        """Remove the files of a response that is taken back."""
        files.forget_all(part, response.data)

    def points(self, part: Part, response: Response) -> list[Point]:
        """Give each answer in somebody's own words."""
        definition = actions.current(part)
        found = []
        for key, answer in counted(definition, Filled.of(response).answers).items():
            question = definition.by_key[key]
            if text := kind_of(question).open_words(question, answer):
                found.append(Point(f"{response.pk}:{key}", text, question.text))
        return found

    def paper(self, part: Part) -> Shown | None:
        """Give the questions to print, with who may skip which part."""
        definition = actions.current(part)
        parts = [(section, leads(definition, section)) for section in definition.sections]
        return Shown("survey/paper.html", {"parts": parts})

    def paper_form(self, part: Part, data: Any = None) -> BaseForm:
        """Give one form with all questions."""
        return PaperForm(actions.current(part), data)

    def from_paper(self, part: Part, form: BaseForm) -> dict[str, Any]:
        """Give the data of a response from such a form."""
        assert isinstance(form, PaperForm)
        return form.as_data(actions.current(part))

    def demo(self, part: Part, chance: Random) -> dict[str, Any]:
        """Answer every question that one comes to, sometimes leaving one out."""
        definition = actions.current(part)
        answers: dict[str, Any] = {}
        for section in definition.sections:
            if section.key not in route(definition, answers).keys:
                continue
            for question in section.questions:
                if question.required or chance.random() < 0.85:
                    answers[question.key] = kind_of(question).made_up(question, chance)
        answers = {key: answer for key, answer in answers.items() if answer is not None}
        seen = route(definition, answers).keys
        return Filled(answers, tuple(seen), chance.randrange(1, 1_000_000)).as_data()


register(SurveyMethod())
