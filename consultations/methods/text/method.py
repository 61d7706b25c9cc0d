"""Asking for a review of a draft text: what the other pages and the exports need of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.method import Method, Point, Problem, Said, Shown, Wording, register
from consultations.methods.text import editions, made_up, page, tally, versions
from consultations.methods.text.models import Paragraph, Remark
from consultations.methods.text.views import reading, taking_part, workshop
from consultations.models import Part, Response


class TextMethod(Method):
    """A draft text, reviewed per paragraph and per selected passage."""

    code = "text"
    name = gettext_lazy("React to a text")
    explanation = gettext_lazy(
        "People read a draft and say what they think of a paragraph or of words in it, or suggest other words."
    )

    def page(self, request: HttpRequest, part: Part) -> HttpResponse:
        """Show the text."""
        return reading.text(request, part)

    def urls(self) -> list[URLPattern]:
        """Give the pages of paragraphs, remarks and versions, and those of editors under `inrichten/tekst/`."""
        return [
            path("alineas/", reading.paragraphs, name="paragraphs"),
            path("alinea/<int:key>/", taking_part.paragraph, name="paragraph"),
            path("opmerking/<int:pk>/", reading.remark, name="remark"),
            path("opmerking/<int:pk>/terugnemen/", taking_part.take_back, name="take_back"),
            path("mijn-opmerkingen/", taking_part.mine, name="mine"),
            path("versies/", reading.versions, name="versions"),
            path("versies/<int:version>/", reading.version, name="version"),
            path("verschil/<int:before>/<int:after>/", reading.difference, name="difference"),
            path("inrichten/tekst/", workshop.setup, name="setup"),
            path("inrichten/tekst/verschil/", workshop.difference, name="draft_difference"),
            path("inrichten/tekst/publiceren/", workshop.publish, name="publish"),
            path("inrichten/tekst/opmerkingen/", workshop.remarks, name="workshop_remarks"),
            path("inrichten/tekst/opmerkingen/<int:pk>/", workshop.decide, name="decide"),
        ]

    def results(self, part: Part, data: dict[str, Any]) -> Shown | None:
        """Show the paragraphs with most reactions first."""
        return Shown("text/_results.html", tally.shown(part, data))

    def setup_url(self, part: Part) -> str:
        """Give the page where the text is written."""
        return page.address(part, "setup")

    def set_up(self, part: Part, content: dict[str, Any]) -> None:
        """Write the text of a blueprint: {"markdown": "..."}."""
        if str(content.get("markdown", "")).strip():
            versions.write(part, by=None, markdown=str(content["markdown"]))

    def copy(self, source: Part, target: Part) -> None:
        """Copy the text as it can be read now."""
        if (version := editions.current(source)) is not None:
            versions.write(target, by=None, markdown=version.markdown)

    def problems(self, part: Part) -> Iterable[Problem]:
        """Ask for a text."""
        if editions.current(part) is None:
            yield Problem(
                _("“%(title)s” has no text yet. Paste it, or choose a file.") % {"title": part.title},
                self.setup_url(part),
            )

    def wordings(self, part: Part) -> Iterable[Wording]:
        """Give every paragraph."""
        version = editions.current(part)
        for paragraph in editions.paragraphs_of(version) if version else []:
            where = _("Paragraph %(number)d") % {"number": paragraph.position}
            yield Wording(where, paragraph.text, self.setup_url(part))

    def tally(self, part: Part) -> dict[str, Any]:
        """Count what was said about each paragraph."""
        return tally.tally(part)

    def columns(self, part: Part) -> list[str]:
        """Give the heads of the export."""
        return tally.columns()

    def rows(self, part: Part, *, is_public: bool) -> Iterator[list[Any]]:
        """Give one row for each remark."""
        return tally.rows(part, is_public=is_public)

    def said(self, part: Part, response: Response) -> list[Said]:
        """Give every remark with the words it is about."""
        return [Said(page.in_words(one, number), page.content_of(one)) for one, number in told(part, response)]

    def points(self, part: Part, response: Response) -> list[Point]:
        """Give every remark that everybody can read."""
        return [
            Point(str(one.pk), page.content_of(one), page.in_words(one, number))
            for one, number in told(part, response)
            if one.can_be_read
        ]

    def demo(self, part: Part, chance: Random) -> dict[str, Any]:
        """Make up remarks of one person; `keep` writes them to the tables of the text."""
        return made_up.response(part, chance)

    def keep(self, part: Part, response: Response) -> None:
        """Write what is in the data of a made-up response to the tables of the text; twice is once."""
        made_up.keep(part, response)

    def forget(self, part: Part, response: Response) -> None:
        """Wipe every remark of a response that was withdrawn."""
        Remark.objects.filter(response=response).delete()


def told(part: Part, response: Response) -> list[tuple[Remark, int | None]]:
    """Give the remarks of a response, each with the number its paragraph has now."""
    version = editions.current(part)
    numbers = dict(Paragraph.objects.filter(version=version).values_list("key", "position")) if version else {}
    rows = Remark.objects.filter(response=response).select_related("passage").order_by("pk")
    return [(one, numbers.get(one.passage.key)) for one in rows]


register(TextMethod())
