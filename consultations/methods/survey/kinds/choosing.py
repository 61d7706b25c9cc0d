"""Questions that are answered by choosing: one, several, or from pictures."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from consultations.methods.survey.definition import OTHER, Choice, Question
from consultations.methods.survey.kinds.kind import Kind, Person, Values, labels, plain
from consultations.tallies import Count

OTHER_LENGTH = 200
NOT_IN_LIST = {"invalid_choice": _("Choose from this list.")}


class Choosing(Kind):
    """What choosing has in common. The answer is {"chosen": [keys], "other": words}."""

    missing = _("Choose an answer.")

    def options(self, question: Question, choices: Sequence[Choice]) -> list[tuple[str, str]]:
        """Give what can be chosen, with something else at the end."""
        found = [(choice.key, choice.text) for choice in choices]
        return [*found, (OTHER, gettext("Something else"))] if question.other else found

    def initial(self, question: Question, answer: Any) -> dict[str, Any]:
        """Give the chosen keys, and the words of something else."""
        if answer is None:
            return {}
        chosen = answer["chosen"]
        shown = chosen if question.takes_several else (chosen[0] if chosen else "")
        return {"": shown, "-other": answer.get("other", "")}

    def fields(self, question: Question, choices: Sequence[Choice]) -> dict[str, forms.Field]:
        """Ask with radio buttons or checkboxes, and a line for something else."""
        options = self.options(question, choices)
        found: dict[str, forms.Field]
        if question.takes_several:
            found = {
                "": forms.MultipleChoiceField(
                    choices=options, required=False, widget=forms.CheckboxSelectMultiple, error_messages=NOT_IN_LIST
                )
            }
        else:
            found = {
                "": forms.ChoiceField(
                    choices=options, required=False, widget=forms.RadioSelect, error_messages=NOT_IN_LIST
                )
            }
        if question.other:
            found["-other"] = forms.CharField(
                label=_("What else?"), required=False, max_length=OTHER_LENGTH, widget=forms.TextInput
            )
        return found

    def read(self, question: Question, values: Values, current: Any = None) -> Any:
        """Take the choices in the order of the question; who writes something else has chosen it."""
        given = values.get("") or []
        picked = set(given if isinstance(given, list) else [given])
        other = plain(values.get("-other")) if question.other else ""
        if other and question.takes_several:
            picked.add(OTHER)
        elif other and not picked:
            picked = {OTHER}
        if OTHER in picked and not other:
            raise ValidationError({"-other": _("Write down what you mean by something else.")})
        chosen = [key for key in question.answer_keys if key in picked]
        if not chosen:
            return None
        if question.takes_several:
            self.refuse_number(question, len(chosen))
        return {"chosen": chosen, "other": other if OTHER in chosen else ""}

    def refuse_number(self, question: Question, number: int) -> None:
        """Refuse too few or too many choices."""
        least, most = question.least or 0, question.most
        if number < least:
            raise ValidationError(ngettext("Choose at least %d.", "Choose at least %d.", least) % least)
        if most is not None and number > most:
            raise ValidationError(ngettext("Choose at most %d.", "Choose at most %d.", most) % most)

    def words(self, question: Question, answer: Any) -> str:
        """Give the texts of what was chosen."""
        texts = labels(question.choices)
        said = [texts[key] for key in answer["chosen"] if key in texts]
        if OTHER in answer["chosen"]:
            said.append(gettext("Something else: %(words)s") % {"words": answer.get("other", "")})
        return ", ".join(said)

    def open_words(self, question: Question, answer: Any) -> str:
        """Give the words of something else."""
        return str(answer.get("other", ""))

    def counts(self, question: Question) -> list[Count]:
        """Count how often each choice was chosen."""
        note = gettext("More than one answer was possible.") if question.takes_several else ""
        return [Count(question.key, question.text, "bars", dict(self.options(question, question.choices)), note=note)]

    def add(self, question: Question, counts: list[Count], answer: Any, person: Person) -> None:
        """Count what one person chose."""
        counts[0].add(answer["chosen"], place=person.place, age=person.age)

    def cells(self, question: Question, answer: Any) -> list[Any]:
        """Give the choices; words of one's own are no part of the table."""
        options = dict(self.options(question, question.choices))
        return ["; ".join(options[key] for key in answer["chosen"])]

    def made_up(self, question: Question, chance: Random) -> Any:
        """Choose, the first answers a little more often."""
        keys = [choice.key for choice in question.choices]
        if not question.takes_several:
            weights = [3 / (place + 2) for place in range(len(keys))]
            return {"chosen": chance.choices(keys, weights), "other": ""}
        most = min(question.most or len(keys), len(keys))
        number = chance.randint(min(max(question.least or 1, 1), most), most)
        picked = chance.sample(keys, number)
        return {"chosen": [key for key in keys if key in picked], "other": ""}


class Single(Choosing):
    """One of a list."""

    code = "single"
    name = _("One answer from a list")
    template = "survey/kinds/choices.html"


class Multiple(Choosing):
    """Several of a list."""

    code = "multiple"
    name = _("Several answers from a list")
    template = "survey/kinds/choices.html"


class PictureChoice(Choosing):
    """One or several of a row of pictures."""

    code = "picture"
    name = _("A choice between pictures")
    template = "survey/kinds/pictures.html"
