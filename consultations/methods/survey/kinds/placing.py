"""Questions about where: a spot on the map or an address, and the postcode."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.methods.survey.definition import Choice, Question
from consultations.methods.survey.kinds.kind import Kind, Person, Values, plain
from consultations.tallies import SMALLEST_GROUP, Count
from places.actions import postcode_digits

SPOTS = (
    ("Het fietspad langs het kanaal", 52.36, 6.46),
    ("Het plein voor de kerk", 52.51, 6.09),
    ("De bushalte bij het station", 52.26, 6.79),
    ("De oude school", 52.44, 6.58),
    ("Het park achter het gemeentehuis", 52.25, 6.16),
)
# The province with a little around it, in degrees (WGS84).
SOUTH, NORTH, WEST, EAST = 52.0, 53.0, 5.6, 7.2


def postcode_written(text: str) -> str:
    """Write a postcode as it should be: 8011 or 8011 AA. Raises ValidationError for anything else."""
    digits = postcode_digits(text)
    if digits is None:
        raise ValidationError(_("Fill in a postcode, for example 8011 or 8011 AA."))
    letters = "".join(sign for sign in text.upper() if sign.isalpha())
    return f"{digits} {letters}".strip()


def postcode_field(label: Any = "") -> forms.CharField:
    """Ask for a postcode."""
    attrs = {"autocomplete": "postal-code", "class": "utrecht-textbox--short"}
    return forms.CharField(label=label, required=False, max_length=10, widget=forms.TextInput(attrs=attrs))


def degrees(text: str, low: float, high: float) -> float | None:
    """Read degrees within the province; None when there are none. Raises ValidationError."""
    text = text.strip().replace(",", ".")
    if not text:
        return None
    try:
        number = float(text)
    except ValueError as error:
        raise ValidationError(_("Fill in a number, for example 52.516.")) from error
    if not low <= number <= high:
        raise ValidationError(_("This spot is outside Overijssel. Check both numbers, or leave them empty."))
    return round(number, 5)


class Place(Kind):
    """A spot in words, by postcode, or with a pin. The answer is {"words", "postcode", "lat", "lon"} (WGS84)."""

    code = "place"
    name = _("A spot on the map, or an address")
    template = "survey/kinds/place.html"
    missing = _("Tell where it is: in words, with a postcode, or on the map.")

    def fields(self, question: Question, choices: Sequence[Choice]) -> dict[str, forms.Field]:
        """Ask in words and by postcode; the pin is for who wants it."""
        return {
            "-words": forms.CharField(
                label=_("Address, or what the spot is called"),
                help_text=_("A street, a village, a building. Do not fill in your own home address."),
                required=False,
                max_length=200,
            ),
            "-postcode": postcode_field(_("Postcode")),
            "-lat": self.pin_field(_("Latitude of the pin"), "lat"),
            "-lon": self.pin_field(_("Longitude of the pin"), "lon"),
        }

    def pin_field(self, label: Any, name: str) -> forms.CharField:
        """Ask one number of a pin, which a press on the map fills in."""
        attrs = {"inputmode": "decimal", "data-pin": name, "class": "utrecht-textbox--short"}
        return forms.CharField(label=label, required=False, max_length=20, widget=forms.TextInput(attrs=attrs))

    def initial(self, question: Question, answer: Any) -> dict[str, Any]:
        """Give what is known of the spot."""
        return {f"-{name}": value for name, value in (answer or {}).items()}

    def read(self, question: Question, values: Values, current: Any = None) -> Any:
        """Take what tells where it is; a pin is whole, or there is none."""
        found: dict[str, Any] = {}
        for name, (low, high) in {"lat": (SOUTH, NORTH), "lon": (WEST, EAST)}.items():
            try:
                found[name] = degrees(values.get(f"-{name}") or "", low, high)
            except ValidationError as error:
                raise ValidationError({f"-{name}": error.messages}) from error
        if (found["lat"] is None) != (found["lon"] is None):
            raise ValidationError({"-lat": _("Fill in both numbers of the pin, or none.")})
        if postcode := (values.get("-postcode") or "").strip():
            try:
                found["postcode"] = postcode_written(postcode)
            except ValidationError as error:
                raise ValidationError({"-postcode": error.messages}) from error
        found["words"] = plain(values.get("-words"))
        return {name: value for name, value in found.items() if value not in {None, ""}} or None

    def words(self, question: Question, answer: Any) -> str:
        """Give the spot in words, with the pin when there is one."""
        said = [answer[name] for name in ("words", "postcode") if name in answer]
        if "lat" in answer:
            said.append(gettext("pin at %(lat)s, %(lon)s") % answer)
        return ", ".join(said)

    def columns(self, question: Question) -> list[str]:
        """Give where it is in parts."""
        heads = (gettext("words"), gettext("postcode"), gettext("latitude"), gettext("longitude"))
        return [f"{question.text}: {head}" for head in heads]

    def cells(self, question: Question, answer: Any) -> list[Any]:
        """Give what is known of the spot."""
        return [answer.get(name, "") for name in ("words", "postcode", "lat", "lon")]

    def public_cells(self, question: Question, answer: Any) -> list[Any]:
        """Give nothing: with the other answers in its row a spot could say whose they are. The counts have it."""
        return ["" for _column in self.columns(question)]

    def made_up(self, question: Question, chance: Random) -> Any:
        """Give one of a few spots, not always at the same point."""
        words, lat, lon = chance.choice(SPOTS)
        near = {"lat": round(lat + chance.uniform(-0.08, 0.08), 4), "lon": round(lon + chance.uniform(-0.1, 0.1), 4)}
        return {"words": words, **near}


class Postcode(Kind):
    """A postcode. The answer is written as 8011 or 8011 AA."""

    code = "postcode"
    name = _("A postcode")
    missing = _("Fill in your postcode.")

    def fields(self, question: Question, choices: Sequence[Choice]) -> dict[str, forms.Field]:
        """Ask on a short line."""
        return {"": postcode_field()}

    def read(self, question: Question, values: Values, current: Any = None) -> Any:
        """Take the postcode."""
        text = (values.get("") or "").strip()
        return postcode_written(text) if text else None

    def counts(self, question: Question) -> list[Count]:
        """Count the four digits."""
        return [Count(question.key, question.text, "bars", {})]

    def add(self, question: Question, counts: list[Count], answer: Any, person: Person) -> None:
        """Count one postcode."""
        counts[0].add([answer[:4]], place=person.place, age=person.age)

    def finish(self, question: Question, counts: list[Count]) -> list[Count]:
        """Leave out postcodes of few people: somebody could be recognised."""
        count = counts[0]
        for code in [code for code, times in count.values.items() if times < SMALLEST_GROUP]:
            count.values["rest"] += count.values.pop(code)
        count.labels = {code: code for code in sorted(count.values) if code != "rest"}
        if count.values["rest"]:
            count.labels["rest"] = gettext("Other postcodes")
        # A group within a postcode is small nearly always.
        count.groups = {"place": {}, "age": {}}
        return counts

    def cells(self, question: Question, answer: Any) -> list[Any]:
        """Give the postcode."""
        return [answer]

    def public_cells(self, question: Question, answer: Any) -> list[Any]:
        """Give nothing, as of a spot."""
        return [""]

    def made_up(self, question: Question, chance: Random) -> Any:
        """Give a postcode in the province."""
        return str(chance.choice((7411, 7511, 7551, 7601, 7701, 8011, 8022, 8101, 8265, 8331)))
