"""The forms of a ranking: one for each way of setting priorities, and the set-up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.methods.ranking.question import FEWEST, MOST, Mode, Option, Question, read_options, write_options


class OrderForm(forms.Form):
    """A place for each option: 1 for the most important. Who leaves some out ranks only the others."""

    def __init__(self, *args: Any, question: Question, options: Sequence[Option] = (), **kwargs: Any) -> None:
        """Ask a place for each option, in the order of this person."""
        super().__init__(*args, **kwargs)
        self.question = question
        places = [("", _("no place")), *((str(place), str(place)) for place in range(1, len(question.options) + 1))]
        for option in options or question.options:
            self.fields[option.key] = forms.ChoiceField(
                label=option.title,
                help_text=option.text,
                choices=places,
                required=False,
                error_messages={"invalid_choice": _("Choose a place from the list.")},
            )

    def clean(self) -> dict[str, Any]:
        """Refuse two options at one place, and nothing at all."""
        cleaned: dict[str, Any] = super().clean() or {}
        places: dict[str, str] = {}
        for key, place in list(cleaned.items()):
            if place and place in places:
                twice = {"place": place, "first": self.question.title_of(places[place])}
                self.add_error(key, _("Place %(place)s is taken by “%(first)s” already. Choose another.") % twice)
            elif place:
                places[place] = key
        if not places and not self.errors:
            raise forms.ValidationError(_("Give at least one option a place."))
        return cleaned

    def as_data(self) -> dict[str, Any]:
        """Give what is kept: the keys, the most important first."""
        placed = sorted((int(place), key) for key, place in self.cleaned_data.items() if place)
        return {"order": [key for _place, key in placed]}

    @staticmethod
    def initial_of(data: dict[str, Any]) -> dict[str, Any]:
        """Give the fields of what was kept."""
        return {key: str(place) for place, key in enumerate(data.get("order", ()), start=1)}


class PointsForm(forms.Form):
    """Points divided over the options; all of them or fewer."""

    def __init__(self, *args: Any, question: Question, options: Sequence[Option] = (), **kwargs: Any) -> None:
        """Ask points for each option, in the order of this person."""
        super().__init__(*args, **kwargs)
        self.question = question
        for option in options or question.options:
            self.fields[option.key] = forms.IntegerField(
                label=option.title,
                help_text=option.text,
                min_value=0,
                max_value=question.points,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "class": "utrecht-textbox--short"}),
                error_messages={
                    "invalid": _("Fill in a whole number, for example 3."),
                    "min_value": _("Fill in 0 or more."),
                    "max_value": _("Fill in at most %(limit_value)s."),
                },
            )

    def clean(self) -> dict[str, Any]:
        """Refuse more points than there are, and none at all."""
        cleaned: dict[str, Any] = super().clean() or {}
        given = sum(points or 0 for points in cleaned.values())
        if given > self.question.points:
            more = {"given": given, "points": self.question.points, "over": given - self.question.points}
            raise forms.ValidationError(
                _("You gave %(given)d points and have %(points)d. Take %(over)d away somewhere.") % more
            )
        if not given and not self.errors:
            raise forms.ValidationError(_("Give points to at least one option."))
        return cleaned

    def as_data(self) -> dict[str, Any]:
        """Give what is kept."""
        return {"points": {key: points for key, points in self.cleaned_data.items() if points}}

    @staticmethod
    def initial_of(data: dict[str, Any]) -> dict[str, Any]:
        """Give the fields of what was kept."""
        return dict(data.get("points", {}))


class PairsForm(forms.Form):
    """Two options at a time; not choosing is allowed."""

    def __init__(self, *args: Any, question: Question, pairs: Sequence[tuple[Option, Option]], **kwargs: Any) -> None:
        """Ask which of two, for each pair of this person."""
        super().__init__(*args, **kwargs)
        self.question = question
        for number, (one, other) in enumerate(pairs, start=1):
            self.fields[f"{one.key}-{other.key}"] = forms.ChoiceField(
                label=_("Choice %(number)d of %(total)d") % {"number": number, "total": len(pairs)},
                choices=[(one.key, one.title), (other.key, other.title)],
                widget=forms.RadioSelect,
                required=False,
                error_messages={"invalid_choice": _("Choose one of these two.")},
            )

    def clean(self) -> dict[str, Any]:
        """Refuse nothing at all."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.values()) and not self.errors:
            raise forms.ValidationError(_("Choose at least once between two options."))
        return cleaned

    def as_data(self) -> dict[str, Any]:
        """Give what is kept: pairs, the preferred one first."""
        chosen = []
        for name, preferred in self.cleaned_data.items():
            if preferred:
                one, other = name.split("-")
                chosen.append([preferred, other if preferred == one else one])
        return {"pairs": chosen}

    @staticmethod
    def initial_of(data: dict[str, Any]) -> dict[str, Any]:
        """Give the fields of what was kept, whichever of the two was named first."""
        found = {}
        for preferred, other in data.get("pairs", ()):
            found[f"{preferred}-{other}"] = found[f"{other}-{preferred}"] = preferred
        return found


AnswerForm = OrderForm | PointsForm | PairsForm


def answer_form(question: Question, seed: str, data: Any = None, kept: dict[str, Any] | None = None) -> AnswerForm:
    """Give the form of this way of setting priorities; `seed` is this person's, `kept` what they answered before."""
    if question.mode == Mode.PAIRS:
        return PairsForm(
            data, question=question, pairs=question.pairs_for(seed), initial=PairsForm.initial_of(kept or {})
        )
    form = PointsForm if question.mode == Mode.POINTS else OrderForm
    return form(data, question=question, options=question.shuffled(seed), initial=form.initial_of(kept or {}))


class SetUpForm(forms.Form):
    """What an editor fills in."""

    mode = forms.ChoiceField(
        label=_("How do people set their priorities?"), choices=Mode.choices, widget=forms.RadioSelect
    )
    options = forms.CharField(
        label=_("Between what do they choose?"),
        help_text=_("One option on each line. After a colon you can explain it."),
        max_length=6_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write at least two options, each on a line of its own.")},
    )
    points = forms.IntegerField(
        label=_("How many points does everybody divide?"),
        min_value=1,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "class": "utrecht-textbox--short"}),
        error_messages={"invalid": _("Fill in a whole number, for example 10.")},
    )
    compare = forms.IntegerField(
        label=_("How many times does somebody choose between two?"),
        min_value=1,
        max_value=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "class": "utrecht-textbox--short"}),
        error_messages={"invalid": _("Fill in a whole number, for example 8.")},
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        """Start from what is there."""
        initial = {
            "mode": question.mode,
            "options": write_options(question.options),
            "points": question.points,
            "compare": question.compare,
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.question = question

    def clean_options(self) -> tuple[Option, ...]:
        """Read the lines; each title once, and not too many to oversee."""
        options = read_options(self.cleaned_data["options"], self.question.options)
        titles = [one.title.casefold() for one in options]
        if len(options) < FEWEST:
            raise forms.ValidationError(_("Write at least two options, each on a line of its own."))
        if len(options) > MOST:
            raise forms.ValidationError(_("Nobody can oversee more than %(most)d options.") % {"most": MOST})
        if "" in titles:
            raise forms.ValidationError(_("A line has no title before its colon."))
        if double := next((title for title in titles if titles.count(title) > 1), ""):
            raise forms.ValidationError(_("“%(title)s” is in it twice.") % {"title": double})
        if too_long := next((one.title for one in options if len(one.title) > 120), ""):
            raise forms.ValidationError(_("Make this title shorter: “%(title)s”.") % {"title": too_long})
        return options

    def as_question(self) -> Question:
        """Give the question as filled in."""
        cleaned = self.cleaned_data
        return Question(Mode(cleaned["mode"]), cleaned["options"], cleaned["points"], cleaned["compare"])
