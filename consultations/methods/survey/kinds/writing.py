"""Questions that are answered in one's own words, and the e-mail address."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from consultations.methods.survey.definition import Choice, Question
from consultations.methods.survey.kinds.kind import Kind, Values, plain

SHORT, LONG = 200, 2_000
SENTENCES = (
    "Dit zou voor ons dorp echt verschil maken.",
    "Vergeet de mensen niet die slecht ter been zijn.",
    "Begin klein en kijk na een jaar of het werkt.",
    "Nu moet ik voor alles met de auto naar de stad.",
    "Op zondag is er bijna niets, dat mag beter.",
    "Ik help graag mee, als er maar iemand is die het regelt.",
    "Goed plan, maar luister ook naar de mensen die er wonen.",
    "De route langs het kanaal is in het donker niet prettig.",
    "Leg ons uit wat er met deze antwoorden gebeurt.",
    "Vroeger was hier een winkel; daar kwam je elkaar tegen.",
)


class Text(Kind):
    """What both lengths of text have in common. The answer is the text."""

    is_open = True
    missing = _("Write your answer.")
    usual: int
    widget: forms.Widget

    def fields(self, question: Question, choices: Sequence[Choice]) -> dict[str, forms.Field]:
        """Ask for text of no more than the question allows."""
        most = question.most or self.usual
        return {"": forms.CharField(required=False, max_length=most, widget=self.made_widget(most))}

    def made_widget(self, most: int) -> forms.Widget:
        """Give the control to type in."""
        return forms.TextInput(attrs={"data-counter": most})

    def read(self, question: Question, values: Values, current: Any = None) -> Any:
        """Take the text, unless it is shorter than the question asks."""
        text = plain(values.get(""))
        least = question.least or 0
        if text and len(text) < least:
            said = ngettext("Write at least %d character.", "Write at least %d characters.", least)
            raise ValidationError(said % least)
        return text or None

    def made_up(self, question: Question, chance: Random) -> Any:
        """Write a sentence or two, or nothing."""
        if not question.required and chance.random() < 0.5:
            return None
        return " ".join(chance.sample(SENTENCES, 1 if question.kind == "short" else chance.randint(1, 3)))


class ShortText(Text):
    """A line of text."""

    code = "short"
    name = _("A short answer in words")
    usual = SHORT


class LongText(Text):
    """A piece of text."""

    code = "long"
    name = _("A long answer in words")
    usual = LONG

    def made_widget(self, most: int) -> forms.Widget:
        """Give room for some paragraphs."""
        return forms.Textarea(attrs={"rows": 5})


class Email(Kind):
    """An e-mail address. It is never published or counted."""

    code = "email"
    name = _("An e-mail address")
    is_personal = True
    missing = _("Fill in your e-mail address.")

    def fields(self, question: Question, choices: Sequence[Choice]) -> dict[str, forms.Field]:
        """Ask for the address, as phones know it."""
        return {
            "": forms.EmailField(
                required=False,
                max_length=254,
                widget=forms.EmailInput(attrs={"autocomplete": "email"}),
                error_messages={"invalid": _("Fill in an e-mail address, for example naam@voorbeeld.nl.")},
            )
        }

    def made_up(self, question: Question, chance: Random) -> Any:
        """Give an address that nobody has."""
        return f"bewoner{chance.randint(1, 9_999)}@demo.invalid" if question.required else None
