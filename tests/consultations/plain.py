"""The least a way of asking can be: one open question and one choice, on a page, on paper and on a receipt."""

from __future__ import annotations

from random import Random
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template

from consultations import entry, taking_part
from consultations.method import Method, Problem, Said, Shown, Wording
from consultations.models import Part, Response

PAGE = Template(
    "{% load taking_part %}<h1>{{ part.title }}</h1><p>{{ part.settings.question }}</p>"
    "<form method=post>{% csrf_token %}{% participation_field part %}"
    '<textarea name="answer">{{ answer }}</textarea>{% about_questions part %}'
    '{% if wrong %}<p>vul iets in</p>{% endif %}<button name="send" value="1">Verstuur</button></form>'
)


class PaperForm(forms.Form):
    """What is typed over from paper."""

    answer = forms.CharField(label="Wat vind je?", required=False)
    often = forms.MultipleChoiceField(
        label="Wanneer?", required=False, choices=[("day", "overdag"), ("night", "'s nachts")]
    )


class Plain(Method):
    """For tests."""

    code = "plain"
    name = "Plain"
    explanation = "For tests."
    on_paper = True

    def page(self, request: HttpRequest, part: Part) -> HttpResponse:
        if request.method != "POST":
            sitting = entry.sitting_of(request, part)
            return self.show(request, part, sitting.response.data.get("answer", "") if sitting else "")
        if (wall := entry.gate(request, part)) is not None:
            return wall
        sitting = entry.begin(request, part)
        if not request.POST.get("answer"):
            return self.show(request, part, "", wrong=True)
        taking_part.write(sitting, {"answer": request.POST["answer"]}, is_sent="send" in request.POST)
        return entry.hand_over(entry.thank(request, sitting), request, sitting)

    def show(self, request: HttpRequest, part: Part, answer: str, *, wrong: bool = False) -> HttpResponse:
        context = {"part": part, "answer": answer, "wrong": wrong}
        return HttpResponse(PAGE.render(RequestContext(request, context)))

    def setup_url(self, part: Part) -> str:
        return f"/consultaties/{part.consultation.slug}/{part.number}/inrichten/"

    def set_up(self, part: Part, content: dict[str, Any]) -> None:
        part.settings = {"question": content.get("question", "Wat vind je van de bus?")}
        part.save(update_fields=["settings"])

    def problems(self, part: Part) -> list[Problem]:
        return [] if part.settings.get("question") else [Problem("Stel een vraag.", self.setup_url(part))]

    def wordings(self, part: Part) -> list[Wording]:
        return [Wording("Vraag 1", str(part.settings.get("question", "")), self.setup_url(part))]

    def demo(self, part: Part, chance: Random) -> dict[str, Any]:
        return {"answer": chance.choice(["ja", "nee"])}

    def said(self, part: Part, response: Response) -> list[Said]:
        return [Said("Wat vind je?", str(response.data.get("answer", "")))]

    def paper(self, part: Part) -> Shown:
        return Shown("consultations/taking_part/about.html")

    def paper_form(self, part: Part, data: Any = None) -> PaperForm:
        return PaperForm(data)

    def from_paper(self, part: Part, form: forms.BaseForm) -> dict[str, Any]:
        return dict(form.cleaned_data)
