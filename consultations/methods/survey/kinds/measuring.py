"""Questions that are answered with a number or a date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from random import Random
from statistics import median
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.methods.survey.definition import Choice, Question
from consultations.methods.survey.kinds.kind import Kind, Person, Values
from consultations.tallies import Count

# More different numbers than this are shown as this many stretches.
MOST_BARS = 12
STRETCHES = 8
# The class of a control for a few signs.
SHORT = "utrecht-textbox--short"
LARGEST = Decimal(10) ** 12


def written(number: float) -> str:
    """Write a number as people here do, without needless zeros."""
    return f"{number:.2f}".rstrip("0").rstrip(".").replace(".", ",")


class Number(Kind):
    """A number with at most two decimals. The answer is that number."""

    code = "number"
    name = _("A number")
    missing = _("Fill in a number.")

    def fields(self, question: Question, choices: Sequence[Choice]) -> dict[str, forms.Field]:
        """Ask on a line, with the keys of numbers on a phone."""
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": SHORT, "autocomplete": "off"})
        return {"": forms.CharField(required=False, max_length=20, widget=widget)}

    def initial(self, question: Question, answer: Any) -> dict[str, Any]:
        """Give the number as it is written here."""
        return {} if answer is None else {"": written(answer)}

    def read(self, question: Question, values: Values, current: Any = None) -> Any:
        """Take the number within its bounds, with a comma or a point."""
        text = (values.get("") or "").strip().replace(",", ".")
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation as error:
            raise ValidationError(_("Fill in a number, for example 12 or 2,5.")) from error
        if not number.is_finite() or abs(number) >= LARGEST or number != round(number, 2):
            raise ValidationError(_("Fill in a number, for example 12 or 2,5."))
        if question.least is not None and number < question.least:
            raise ValidationError(gettext("Fill in %(least)s or more.") % {"least": question.least})
        if question.most is not None and number > question.most:
            raise ValidationError(gettext("Fill in %(most)s or less.") % {"most": question.most})
        return int(number) if number == int(number) else float(number)

    def words(self, question: Question, answer: Any) -> str:
        """Give the number as it is written here."""
        return written(answer)

    def counts(self, question: Question) -> list[Count]:
        """Count each number; `finish` puts them together."""
        return [Count(question.key, question.text, "number", {})]

    def add(self, question: Question, counts: list[Count], answer: Any, person: Person) -> None:
        """Count one number."""
        counts[0].add([str(answer)], place=person.place, age=person.age)

    def finish(self, question: Question, counts: list[Count]) -> list[Count]:
        """Say the average and the middle one, and put many numbers together in stretches."""
        count = counts[0]
        numbers = {text: float(text) for text in count.values}
        if not numbers:
            return counts
        everyone = [numbers[text] for text in count.values.elements()]
        said = {"average": written(sum(everyone) / len(everyone)), "middle": written(median(everyone))}
        count.note = gettext("On average %(average)s; half of the people filled in %(middle)s or more.") % said
        stretches = stretches_of(numbers)
        in_order = dict.fromkeys(stretches[text] for text in sorted(numbers, key=numbers.__getitem__))
        count.labels = {stretch: stretch for stretch in in_order}
        for counter in (count.values, *count.groups["place"].values(), *count.groups["age"].values()):
            merged: Counter[str] = Counter()
            for text, times in counter.items():
                merged[stretches[text]] += times
            counter.clear()
            counter.update(merged)
        return counts

    def cells(self, question: Question, answer: Any) -> list[Any]:
        """Give the number."""
        return [answer]

    def made_up(self, question: Question, chance: Random) -> Any:
        """Give a number between the bounds, rather low."""
        least = question.least or 0
        most = question.most if question.most is not None else least + 20
        return round(least + (most - least) * chance.random() ** 2)


def stretches_of(numbers: dict[str, float]) -> dict[str, str]:
    """Give for each number what it is counted under: itself, or when there are many a stretch of numbers."""
    if len(numbers) <= MOST_BARS:
        return {text: written(number) for text, number in numbers.items()}
    low, high = min(numbers.values()), max(numbers.values())
    step = (high - low) / STRETCHES
    found = {}
    for text, number in numbers.items():
        place = min(int((number - low) / step), STRETCHES - 1)
        found[text] = f"{written(low + place * step)} – {written(low + (place + 1) * step)}"
    return found


class DateKind(Kind):
    """A date. The answer is written as 2026-05-31."""

    code = "date"
    name = _("A date")
    missing = _("Fill in a date.")

    def fields(self, question: Question, choices: Sequence[Choice]) -> dict[str, forms.Field]:
        """Ask with the calendar of the browser; typing 31-5-2026 is right too."""
        return {
            "": forms.DateField(
                required=False,
                input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
                widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": SHORT}),
                error_messages={"invalid": _("Fill in a date, for example 31-5-2026.")},
            )
        }

    def read(self, question: Question, values: Values, current: Any = None) -> Any:
        """Take the day."""
        day: date | None = values.get("")
        return day.isoformat() if day else None

    def words(self, question: Question, answer: Any) -> str:
        """Give the day in full."""
        return date_format(date.fromisoformat(answer), "j F Y")

    def counts(self, question: Question) -> list[Count]:
        """Count by month."""
        return [Count(question.key, question.text, "bars", {})]

    def add(self, question: Question, counts: list[Count], answer: Any, person: Person) -> None:
        """Count one month."""
        counts[0].add([answer[:7]], place=person.place, age=person.age)

    def finish(self, question: Question, counts: list[Count]) -> list[Count]:
        """Put the months in order."""
        months = sorted(counts[0].values)
        counts[0].labels = {month: date_format(date.fromisoformat(f"{month}-01"), "F Y") for month in months}
        return counts

    def cells(self, question: Question, answer: Any) -> list[Any]:
        """Give the day as programs read it."""
        return [answer]

    def made_up(self, question: Question, chance: Random) -> Any:
        """Give a day of the last year."""
        return (timezone.localdate() - timedelta(days=chance.randint(0, 365))).isoformat()
