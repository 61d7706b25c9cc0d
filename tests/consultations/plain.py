"""The least a way of asking can be, for tests of what goes on around it."""

from __future__ import annotations

from random import Random
from typing import Any

from django.http import HttpRequest, HttpResponse

from consultations.method import Method, Problem, Wording
from consultations.models import Part


class Plain(Method):
    """Asks one question, which stands in the settings of the part."""

    code = "plain"
    name = "Plain"
    explanation = "For tests."

    def page(self, request: HttpRequest, part: Part) -> HttpResponse:
        return HttpResponse(part.settings.get("question", ""))

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
