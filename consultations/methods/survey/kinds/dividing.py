"""Questions with an answer for each line: a matrix, an order, and points to give away."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from consultations.methods.survey.definition import POINTS, Choice, Question
from consultations.methods.survey.kinds.kind import Kind, Person, Values, add_weights, labels, whole_number
from consultations.tallies import Count


def headed(question: Question, piece: str) -> str:
    """Name a row or a choice with its question: “How clear are they? The letter”, “Divide the money: sport”."""
    return f"{question.text}{'' if question.text.endswith(('?', '!', '.', ':')) else ':'} {piece}"


class Matrix(Kind):
    """Lines that are each answered with one of the same choices. The answer is {row: choice}."""

    code = "matrix"
    name = _("A table: one answer on each row")
    template = "survey/kinds/matrix.html"
    missing = _("Choose an answer on each row.")

    def fields(self, question: Question, choices: Sequence[Choice]) -> dict[str, forms.Field]:
        """Ask each row with radio buttons."""
        options = [(choice.key, choice.text) for choice in question.choices]
        return {
            f"-{row.key}": forms.ChoiceField(
                label=row.text,
                choices=options,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose from this list.")},
            )
            for row in question.rows
        }

    def initial(self, question: Question, answer: Any) -> dict[str, Any]:
        """Give the choice of each row."""
        return {f"-{row}": choice for row, choice in (answer or {}).items()}

    def read(self, question: Question, values: Values, current: Any = None) -> Any:
        """Take the rows that were answered."""
        return {row.key: choice for row in question.rows if (choice := values.get(f"-{row.key}"))} or None

    def is_whole(self, question: Question, answer: Any) -> bool:
        """Each row is needed."""
        return bool(answer) and len(answer) == len(question.rows)

    def words(self, question: Question, answer: Any) -> str:
        """Give each row with its choice."""
        texts = labels(question.choices)
        return "\n".join(f"{row.text}: {texts[answer[row.key]]}" for row in question.rows if row.key in answer)

    def counts(self, question: Question) -> list[Count]:
        """Count each row by itself."""
        return [
            Count(f"{question.key}-{row.key}", headed(question, row.text), "bars", labels(question.choices))
            for row in question.rows
        ]

    def add(self, question: Question, counts: list[Count], answer: Any, person: Person) -> None:
        """Count the rows that were answered."""
        for row, count in zip(question.rows, counts, strict=True):
            if row.key in answer:
                count.add([answer[row.key]], place=person.place, age=person.age)

    def columns(self, question: Question) -> list[str]:
        """Give a column for each row."""
        return [headed(question, row.text) for row in question.rows]

    def cells(self, question: Question, answer: Any) -> list[Any]:
        """Give the choice on each row."""
        texts = labels(question.choices)
        return [texts[answer[row.key]] if row.key in answer else "" for row in question.rows]

    def made_up(self, question: Question, chance: Random) -> Any:
        """Choose on each row."""
        return {row.key: chance.choice(question.choices).key for row in question.rows}


class Ranking(Kind):
    """Choices put in order. The answer is the keys, the most important first."""

    code = "ranking"
    name = _("Choices to put in order")
    template = "survey/kinds/ranking.html"
    missing = _("Give each place to one of the choices.")

    def hint(self, question: Question) -> str:
        """Say which place comes first."""
        return gettext("Give the most important one place 1.")

    def places(self, question: Question) -> int:
        """Give how many places there are."""
        return min(question.most or len(question.choices), len(question.choices))

    def fields(self, question: Question, choices: Sequence[Choice]) -> dict[str, forms.Field]:
        """Ask the place of each choice."""
        places = [("", "–"), *((str(place), str(place)) for place in range(1, self.places(question) + 1))]
        return {
            f"-{choice.key}": forms.ChoiceField(
                label=choice.text,
                choices=places,
                required=False,
                error_messages={"invalid_choice": _("Choose from this list.")},
            )
            for choice in choices
        }

    def initial(self, question: Question, answer: Any) -> dict[str, Any]:
        """Give the place of each choice that has one."""
        return {f"-{key}": str(place) for place, key in enumerate(answer or [], start=1)}

    def read(self, question: Question, values: Values, current: Any = None) -> Any:
        """Take the order; each place once, from the first on."""
        given: dict[int, str] = {}
        for choice in question.choices:
            place = int(values.get(f"-{choice.key}") or 0)
            if place in given:
                said = gettext("You gave place %(place)s twice. Give each place once.") % {"place": place}
                raise ValidationError({f"-{choice.key}": said})
            if place:
                given[place] = choice.key
        if given and max(given) != len(given):
            first = next(place for place in range(1, len(given) + 2) if place not in given)
            raise ValidationError(gettext("Nothing has place %(place)s yet.") % {"place": first})
        least = question.least or 0
        if given and len(given) < least:
            raise ValidationError(ngettext("Give at least %d a place.", "Give at least %d a place.", least) % least)
        return [given[place] for place in sorted(given)] or None

    def is_whole(self, question: Question, answer: Any) -> bool:
        """All places are needed, unless the question says how many."""
        return bool(answer) and len(answer) >= (question.least or self.places(question))

    def words(self, question: Question, answer: Any) -> str:
        """Give the choices with their places."""
        texts = labels(question.choices)
        return "\n".join(f"{place}. {texts[key]}" for place, key in enumerate(answer, start=1))

    def counts(self, question: Question) -> list[Count]:
        """Count points: the first place has the most."""
        most = self.places(question)
        said = ngettext(
            "The first place gives %(most)d point, each next place one less.",
            "The first place gives %(most)d points, each next place one less.",
            most,
        )
        return [Count(question.key, question.text, "rank", labels(question.choices), note=said % {"most": most})]

    def add(self, question: Question, counts: list[Count], answer: Any, person: Person) -> None:
        """Count the points of one order."""
        most = self.places(question)
        add_weights(counts[0], {key: most - place for place, key in enumerate(answer)}, person)

    def columns(self, question: Question) -> list[str]:
        """Give a column for the place of each choice."""
        return [headed(question, choice.text) for choice in question.choices]

    def cells(self, question: Question, answer: Any) -> list[Any]:
        """Give the places."""
        return [answer.index(choice.key) + 1 if choice.key in answer else "" for choice in question.choices]

    def made_up(self, question: Question, chance: Random) -> Any:
        """Put them in order, the first ones rather high."""
        liked = sorted(enumerate(question.choices), key=lambda one: one[0] + chance.uniform(0, len(question.choices)))
        return [choice.key for _place, choice in liked][: self.places(question)]


class Points(Kind):
    """A number of points to give to choices. The answer is {choice: points}; together they are all of them."""

    code = "points"
    name = _("Points to divide")
    template = "survey/kinds/points.html"
    missing = _("Divide the points.")

    def total(self, question: Question) -> int:
        """Give how many points there are."""
        return question.most or POINTS

    def hint(self, question: Question) -> str:
        """Say how many points there are."""
        said = ngettext(
            "Divide %(total)d point. Give more to what matters more to you.",
            "Divide %(total)d points. Give more to what matters more to you.",
            self.total(question),
        )
        return said % {"total": self.total(question)}

    def fields(self, question: Question, choices: Sequence[Choice]) -> dict[str, forms.Field]:
        """Ask the points of each choice."""
        return {
            f"-{choice.key}": forms.CharField(
                label=choice.text,
                required=False,
                max_length=6,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "autocomplete": "off"}),
            )
            for choice in choices
        }

    def initial(self, question: Question, answer: Any) -> dict[str, Any]:
        """Give the points of each choice."""
        return {f"-{key}": points for key, points in (answer or {}).items()}

    def read(self, question: Question, values: Values, current: Any = None) -> Any:
        """Take the points, which must be given away to the last one."""
        given: dict[str, int] = {}
        for choice in question.choices:
            try:
                points = whole_number(values.get(f"-{choice.key}") or "", _("Fill in a whole number, for example 3."))
            except ValidationError as error:
                raise ValidationError({f"-{choice.key}": error.messages}) from error
            if points:
                given[choice.key] = points
        spent, total = sum(given.values()), self.total(question)
        if given and spent != total:
            said = gettext("You gave %(spent)s points. Give exactly %(total)s.") % {"spent": spent, "total": total}
            raise ValidationError(said)
        return given or None

    def words(self, question: Question, answer: Any) -> str:
        """Give the choices with their points."""
        return "\n".join(f"{choice.text}: {answer[choice.key]}" for choice in question.choices if choice.key in answer)

    def counts(self, question: Question) -> list[Count]:
        """Count the points of each choice."""
        total = self.total(question)
        said = ngettext("Everybody had %(total)d point.", "Everybody had %(total)d points.", total) % {"total": total}
        return [Count(question.key, question.text, "points", labels(question.choices), note=said)]

    def add(self, question: Question, counts: list[Count], answer: Any, person: Person) -> None:
        """Count the points of one person."""
        add_weights(counts[0], answer, person)

    def columns(self, question: Question) -> list[str]:
        """Give a column for each choice."""
        return [headed(question, choice.text) for choice in question.choices]

    def cells(self, question: Question, answer: Any) -> list[Any]:
        """Give the points."""
        return [answer.get(choice.key, 0) for choice in question.choices]

    def made_up(self, question: Question, chance: Random) -> Any:
        """Give each point to somebody's favourite or to chance."""
        weights = [chance.random() ** 2 + 0.05 for _choice in question.choices]
        drawn = chance.choices([choice.key for choice in question.choices], weights, k=self.total(question))
        return {key: drawn.count(key) for key in sorted(set(drawn))}
