"""Ranking: people set priorities by order, by points or by choosing between two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consultations.method import Method, Problem, Said, Shown, Wording, register
from consultations.methods.ranking import counting, views
from consultations.methods.ranking.forms import OrderForm, PairsForm, PointsForm
from consultations.methods.ranking.question import FEWEST, Mode, Question
from consultations.models import Part, Response
from consultations.tallies import Count

ON_PAPER = "paper"


def sent(part: Part) -> Iterator[tuple[dict[str, Any], int | None, str]]:
    """Give what everybody sent with their municipality and age group, in flat memory."""
    rows = Response.objects.filter(part=part, state=Response.State.SENT).order_by("key")
    yield from rows.values_list("data", "municipality", "age_group").iterator(chunk_size=2_000)


class RankingMethod(Method):
    """Setting priorities."""

    code = "ranking"
    name = gettext_lazy("Setting priorities")
    explanation = gettext_lazy("People put options in order, divide points, or choose between two each time.")
    on_paper = True

    def page(self, request: HttpRequest, part: Part) -> HttpResponse:
        """Show the options and take what is sent."""
        return views.answer(request, part)

    def urls(self) -> list[URLPattern]:
        """Give the set-up."""
        return [path("inrichten/keuzes/", views.set_up, name="set_up")]

    def setup_url(self, part: Part) -> str:
        """Give the page where the options are written."""
        return reverse("consultations:ranking:set_up", args=[part.consultation.slug, part.number])

    def set_up(self, part: Part, content: dict[str, Any]) -> None:
        """Fill it from a blueprint; the shape is in `question`."""
        named = [one if isinstance(one, dict) else {"title": one} for one in content.get("options", ())]
        options = [{"key": f"o{at}", **one} for at, one in enumerate(named, start=1)]
        question = Question.read({**content, "options": options})
        part.settings = question.write()
        part.save(update_fields=["settings"])

    def problems(self, part: Part) -> Iterable[Problem]:
        """Say that there is nothing to choose yet."""
        if len(Question.read(part.settings).options) < FEWEST:
            yield Problem(_("“%(title)s” has nothing to choose between yet.") % {"title": part}, self.setup_url(part))

    def wordings(self, part: Part) -> Iterable[Wording]:
        """Give the options with their explanations."""
        for option in Question.read(part.settings).options:
            yield Wording(_("Option “%(title)s”") % {"title": option.title}, option.text, self.setup_url(part))

    def tally(self, part: Part) -> dict[str, Any]:
        """Count what was sent; the question says which way."""
        question = Question.read(part.settings)
        count = Count(
            "ranking",
            part.title,
            "points" if question.mode == Mode.POINTS else "rank",
            {one.key: one.title for one in question.options},
            note=explain(question),
        )
        for data, place, age in sent(part):
            if scores := scores_of(question, data):
                count.add_points(scores, place=place, age=age)
        return {"counts": [count.as_json()]}

    def said(self, part: Part, response: Response) -> list[Said]:
        """Give the priorities as they were set."""
        return [Said(part.title, text) for text in in_words(Question.read(part.settings), response.data)]

    def columns(self, part: Part) -> list[str]:
        """One column for each option."""
        return [one.title for one in Question.read(part.settings).options]

    def rows(self, part: Part, *, is_public: bool) -> Iterator[list[Any]]:
        """Give the place, the points or the choices won of each option; nothing of it is personal."""
        question = Question.read(part.settings)
        for data, _place, _age in sent(part):
            yield [cells(question, data).get(key, "") for key in question.keys]

    def paper(self, part: Part) -> Shown:
        """Print the options with a box before each, in the order of the editor."""
        question = Question.read(part.settings)
        return Shown("ranking/paper.html", {"question": question, "pairs": question.pairs_for(ON_PAPER)})

    def paper_form(self, part: Part, data: Any = None) -> BaseForm:
        """Give the same form as on the site, in the order of the paper."""
        question = Question.read(part.settings)
        if question.mode == Mode.PAIRS:
            return PairsForm(data, question=question, pairs=question.pairs_for(ON_PAPER))
        return (PointsForm if question.mode == Mode.POINTS else OrderForm)(data, question=question)

    def from_paper(self, part: Part, form: BaseForm) -> dict[str, Any]:
        """Give what is kept of a typed-over sheet."""
        assert isinstance(form, (OrderForm, PointsForm, PairsForm))
        return form.as_data()

    def demo(self, part: Part, chance: Random) -> dict[str, Any]:
        """Make up priorities in which the first options are a little more liked."""
        question = Question.read(part.settings)
        liked = sorted(question.keys, key=lambda key: question.keys.index(key) + chance.gauss(0, 2))
        if question.mode == Mode.ORDER:
            return {"order": liked[: chance.randint(min(3, len(liked)), len(liked))]}
        if question.mode == Mode.PAIRS:
            pairs = [(one.key, other.key) for one, other in question.pairs_for(str(chance.random()))]
            return {"pairs": [sorted(pair, key=liked.index) for pair in pairs]}
        points: dict[str, int] = {}
        for _point in range(question.points):
            key = liked[min(int(chance.expovariate(0.8)), len(liked) - 1)]
            points[key] = points.get(key, 0) + 1
        return {"points": points}


def scores_of(question: Question, data: dict[str, Any]) -> dict[str, int]:
    """Give what one person's answer adds to each option; empty when they said nothing that still counts."""
    if question.mode == Mode.ORDER:
        return dict(counting.borda([order], question.keys)) if (order := data.get("order")) else {}
    if question.mode == Mode.POINTS:
        return {key: points for key, points in data.get("points", {}).items() if key in question.keys}
    won, compared = counting.wins(((one, other) for one, other in data.get("pairs", ())), question.keys)
    return {key: won[key] for key in question.keys if compared[key]}


def cells(question: Question, data: dict[str, Any]) -> dict[str, int]:
    """Give what stands in each column of the export."""
    if question.mode == Mode.ORDER:
        return {key: place for place, key in enumerate(data.get("order", ()), start=1)}
    return scores_of(question, data)


def in_words(question: Question, data: dict[str, Any]) -> Iterator[str]:
    """Give the priorities, a line each."""
    if question.mode == Mode.ORDER:
        yield from (f"{place}. {question.title_of(key)}" for place, key in enumerate(data.get("order", ()), start=1))
    elif question.mode == Mode.POINTS:
        for key, points in sorted(data.get("points", {}).items(), key=lambda one: -one[1]):
            words = ngettext("%(title)s: %(points)d point", "%(title)s: %(points)d points", points)
            yield words % {"title": question.title_of(key), "points": points}
    else:
        for one, other in data.get("pairs", ()):
            yield _("%(one)s rather than %(other)s") % {
                "one": question.title_of(one),
                "other": question.title_of(other),
            }


def explain(question: Question) -> str:
    """Say in plain words how the list came about."""
    if question.mode == Mode.ORDER:
        return _(
            "The first place of somebody gives %(most)d points, the second %(next)d, and so on. What somebody gave no "
            "place shares the points that are left."
        ) % {"most": len(question.options), "next": len(question.options) - 1}
    if question.mode == Mode.POINTS:
        return _("Everybody could divide %(points)d points. These are all points together.") % {
            "points": question.points
        }
    return _("Everybody chose %(compare)d times between two options. This is how often an option was chosen.") % {
        "compare": question.compare
    }


register(RankingMethod())
