"""The forms with which editors make a survey."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.methods.survey.building import choices_in
from consultations.methods.survey.definition import (
    CHOSEN,
    MOST_CHOICES,
    Definition,
    Question,
    Rule,
    Section,
)
from consultations.methods.survey.in_words import answer_labels, targets

# What can be set of each kind, beside its text, help and whether it is required.
SETTINGS: dict[str, tuple[str, ...]] = {
    "single": ("choices", "other", "shuffled"),
    "multiple": ("choices", "other", "shuffled", "least", "most"),
    "picture": ("choices", "shuffled", "most"),
    "short": ("least", "most"),
    "long": ("least", "most"),
    "scale": ("least", "most", "low", "high"),
    "statement": (),
    "matrix": ("rows", "choices"),
    "ranking": ("choices", "shuffled", "most"),
    "points": ("choices", "shuffled", "most"),
    "number": ("least", "most"),
    "date": (),
    "place": (),
    "postcode": (),
    "email": (),
    "file": (),
}
LEAST = {
    "multiple": _("How many must be chosen at least?"),
    "short": _("How many characters at least?"),
    "long": _("How many characters at least?"),
    "scale": _("First number of the scale"),
    "number": _("Lowest number"),
}
MOST = {
    "multiple": _("How many may be chosen at most?"),
    "picture": _("How many may be chosen at most?"),
    "short": _("How many characters at most?"),
    "long": _("How many characters at most?"),
    "scale": _("Last number of the scale"),
    "ranking": _("How many places are there?"),
    "points": _("How many points are there to divide?"),
    "number": _("Highest number"),
}
PLAIN = ("other", "shuffled", "least", "most", "low", "high", "required")
USUAL = {
    ("scale", "least"): _("Empty: 1."),
    ("scale", "most"): _("Empty: 5. At most 10."),
    ("points", "most"): _("Empty: 10."),
    ("picture", "most"): _("Empty: 1."),
    ("ranking", "most"): _("Empty: as many as there are choices."),
    ("short", "most"): _("Empty: 200."),
    ("long", "most"): _("Empty: 2000."),
}


class SectionForm(forms.Form):
    """The words above a section."""

    title = forms.CharField(label=_("Title of the section"), max_length=120)
    intro = forms.CharField(
        label=_("Introduction"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class QuestionForm(forms.Form):
    """A question of one kind; fields that the kind does not have are not there."""

    text = forms.CharField(label=_("Question"), max_length=300)
    help = forms.CharField(
        label=_("Explanation below the question"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    rows = forms.CharField(label=_("Rows, one on a line"), widget=forms.Textarea(attrs={"rows": 5}))
    choices = forms.CharField(label=_("Choices, one on a line"), widget=forms.Textarea(attrs={"rows": 6}))
    other = forms.BooleanField(label=_("With “something else”, and a line to write it on"), required=False)
    shuffled = forms.BooleanField(label=_("Show the choices to everybody in another order"), required=False)
    least = forms.IntegerField(required=False, widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}))
    most = forms.IntegerField(required=False, widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}))
    low = forms.CharField(label=_("Word at the low end"), max_length=60, required=False)
    high = forms.CharField(label=_("Word at the high end"), max_length=60, required=False)
    required = forms.BooleanField(label=_("Everybody who comes here must answer this"), required=False)

    def __init__(self, data: Any = None, *, question: Question) -> None:
        """Know the question as it is."""
        self.question = question
        initial = {
            "text": question.text,
            "help": question.help,
            "rows": "\n".join(one.text for one in question.rows),
            "choices": "\n".join(one.text for one in question.choices),
            **{name: getattr(question, name) for name in PLAIN},
        }
        super().__init__(data, initial=initial)
        for name in ("rows", "choices", "other", "shuffled", "least", "most", "low", "high"):
            if name not in SETTINGS[question.kind]:
                del self.fields[name]
        for name, labels in (("least", LEAST), ("most", MOST)):
            if name in self.fields:
                self.fields[name].label = labels[question.kind]
                self.fields[name].help_text = USUAL.get((question.kind, name), "")

    def clean(self) -> dict[str, Any]:
        """Refuse more choices than anybody reads."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ("choices", "rows"):
            lines = [line for line in (cleaned.get(name) or "").splitlines() if line.strip()]
            if len(lines) > MOST_CHOICES:
                self.add_error(name, gettext("Give at most %(most)s lines.") % {"most": MOST_CHOICES})
            elif any(len(line.strip()) > 200 for line in lines):
                self.add_error(name, _("A line has at most 200 characters."))
        return cleaned

    def changed_question(self, before: Question) -> Question:
        """Give the question as it becomes; what is not in the form stays."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in {"rows", "choices"}}
        for name, letter in (("rows", "r"), ("choices", "a")):
            if name in self.cleaned_data:
                data[name] = choices_in(self.cleaned_data[name], getattr(before, name), letter)
        return Question(**{**vars_of(before), **data})


def vars_of(question: Question) -> dict[str, Any]:
    """Give the fields of a question."""
    return {name: getattr(question, name) for name in Question.__dataclass_fields__}


def askable(definition: Definition, section: Section) -> list[Question]:
    """Give the questions that a rule of a section can be about: those asked by then, with choices."""
    asked = definition.sections[: definition.places[section.key] + 1]
    return [one for earlier in asked for one in earlier.questions if one.kind in CHOSEN]


class RuleForm(forms.Form):
    """Where people go who answered something."""

    TESTS = [
        ("is", _("the answer is this, or one of these")),
        ("is_not", _("the answer is none of these, or there is no answer")),
    ]
    test = forms.ChoiceField(label=_("If"), choices=TESTS, widget=forms.RadioSelect, initial="is")
    answers = forms.MultipleChoiceField(label=_("Answers"), widget=forms.CheckboxSelectMultiple)
    to = forms.ChoiceField(label=_("then go to"))

    def __init__(self, *args: Any, definition: Definition, section: Section, question: Question, **kwargs: Any) -> None:
        """Offer the answers of the question, and the sections after this one."""
        super().__init__(*args, **kwargs)
        self.question = question
        self.fields["answers"].choices = answer_labels(question)  # type: ignore[attr-defined]  # a choice field
        self.fields["to"].choices = targets(definition, section)  # type: ignore[attr-defined]  # a choice field

    def rule(self) -> Rule:
        """Give the rule."""
        data = self.cleaned_data
        test = "one_of" if data["test"] == "is" and len(data["answers"]) > 1 else data["test"]
        return Rule(self.question.key, test, tuple(data["answers"]), data["to"])


class ThenForm(forms.Form):
    """Where people go whom no rule fits."""

    then = forms.ChoiceField(label=_("Everybody else goes to"), required=False)

    def __init__(self, data: Any = None, *, definition: Definition, section: Section) -> None:
        """Offer the sections after this one."""
        super().__init__(data, initial={"then": section.then})
        self.fields["then"].choices = [("", gettext("The next section")), *targets(definition, section)]  # type: ignore[attr-defined]  # a choice field


class PictureForm(forms.Form):
    """The picture of one choice."""

    choice = forms.CharField(widget=forms.HiddenInput)
    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
    alt = forms.CharField(
        label=_("What can be seen on the picture?"),
        max_length=250,
        help_text=_("For people who cannot see it. For example: four neighbours plant a hedge along a cycle path."),
        error_messages={"required": _("Describe in one sentence what can be seen on the picture.")},
    )
