"""Ideas: people bring up what they think of, support what others brought up, and hear what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from consultations.method import Method, Point, Problem, Shown, Wording, register
from consultations.methods.ideas import counting, demo
from consultations.methods.ideas.asked import Asked
from consultations.methods.ideas.models import Status
from consultations.methods.ideas.views import reading, workshop, writing
from consultations.models import Part
from places.shelf import municipalities
from publications.querysets import HEAVY

CHUNK = 2_000


class IdeasMethod(Method):
    """Collecting ideas."""

    code = "ideas"
    name = gettext_lazy("Collecting ideas")
    explanation = gettext_lazy("People post ideas, support those of others and talk about them. You reply to each.")
    has_responses = False

    def page(self, request: HttpRequest, part: Part) -> HttpResponse:
        """Show the question and the ideas."""
        return reading.page(request, part)

    def urls(self) -> list[URLPattern]:
        """Give the form, what looks like an idea, and the set-up."""
        return [
            path("ideeen/nieuw/", writing.new, name="new"),
            path("ideeen/lijkt-op/", writing.similar, name="similar"),
            path("inrichten/ideeen/", workshop.set_up, name="set_up"),
        ]

    def results(self, part: Part, data: dict[str, Any]) -> Shown:
        """Show the ideas with most support."""
        top = [{**one, "status_label": Status(one["status"]).label} for one in data.get("top", ())]
        return Shown("ideas/results.html", {"top": top, "ideas": data.get("ideas"), "supports": data.get("supports")})

    def setup_url(self, part: Part) -> str:
        """Give the page where the question is written."""
        return reverse("consultations:ideas:set_up", args=[part.consultation.slug, part.number])

    def set_up(self, part: Part, content: dict[str, Any]) -> None:
        """Fill it from a blueprint: {"question", "categories", "waits", "asks_place"}."""
        part.settings = Asked.read(content).write()
        part.save(update_fields=["settings"])

    def problems(self, part: Part) -> Iterable[Problem]:
        """Say that there is no question yet."""
        asked, url = Asked.read(part.settings), self.setup_url(part)
        if not asked.question:
            yield Problem(_("“%(title)s” has no question yet.") % {"title": part}, url)
        if not asked.categories:
            yield Problem(
                _("“%(title)s” has no categories. With categories people find ideas more easily.") % {"title": part},
                url,
                is_advice=True,
            )

    def wordings(self, part: Part) -> Iterable[Wording]:
        """Give the question."""
        if question := Asked.read(part.settings).question:
            yield Wording(_("The question"), question, self.setup_url(part))

    def answers(self, part: Part) -> int:
        """Give how many people posted or supported an idea, each once."""
        return counting.people_in(part)

    def people(self, part: Part) -> QuerySet[User]:
        """Give who posted or supported an idea."""
        return counting.concerned(part)

    def tally(self, part: Part) -> dict[str, Any]:
        """Count the ideas; the shape is in `counting`."""
        return counting.tally(part)

    def own_points(self, part: Part) -> Iterator[Point]:
        """Give each idea, the most supported first."""
        rows = counting.ideas_of(part).order_by("-support_count", "-id").defer(*HEAVY, "reply")
        for idea in rows.iterator(chunk_size=CHUNK):
            yield Point(str(idea.pk), f"{idea.title}\n\n{idea.text}", idea.category)

    def columns(self, part: Part) -> list[str]:
        """Give the heads of the export."""
        heads = (_("Reference"), _("Title"), _("Idea"), _("Category"), _("Status"), _("Reply"), _("Supporters"))
        return [*heads, _("Comments"), _("Municipality"), _("Posted on")]

    def rows(self, part: Part, *, is_public: bool) -> Iterator[list[Any]]:
        """Give each idea that everybody can read, without its author."""
        names = {one.pk: one.name for one in municipalities.all()}
        for idea in counting.ideas_of(part).order_by("id").defer(*HEAVY).iterator(chunk_size=CHUNK):
            assert idea.published_at is not None
            yield [
                idea.reference,
                idea.title,
                idea.text,
                idea.category,
                idea.status_label,
                idea.reply,
                idea.support_count,
                idea.comment_count,
                names.get(idea.municipality_id or 0, ""),
                idea.published_at.date().isoformat(),
            ]

    def fill_demo(self, part: Part, people: list[User], chance: Random) -> None:
        """Make up believable ideas with support and replies."""
        demo.fill(part, chance, people)


register(IdeasMethod())
