"""What people and staff fill in around a meeting."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.methods.dialogue.actions import Plan
from consultations.methods.dialogue.models import Meeting, Question
from foundation import submissions


class QuestionForm(forms.Form):
    """A question beforehand; `opened` carries when the form was opened."""

    text = forms.CharField(
        label=_("What do you want to ask?"),
        help_text=_("One question at a time. Others can support it, and the most supported are asked first."),
        min_length=10,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "data-counter": 500}),
        error_messages={
            "required": _("Write your question."),
            "min_length": _("Use at least 10 characters, so that others understand it."),
        },
    )
    opened = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Note when it was opened."""
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = submissions.opened


class PlanForm(forms.Form):
    """What an editor fills in about a meeting; times are those of the Netherlands."""

    title = forms.CharField(
        label=_("What is the meeting called?"),
        max_length=80,
        error_messages={"required": _("Give the meeting a title.")},
    )
    text = forms.CharField(
        label=_("What happens there?"),
        help_text=_("An empty line starts a new paragraph. Start a line with a hyphen for a list."),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 6, "data-counter": 5_000}),
    )
    day = forms.DateField(
        label=_("On which day?"),
        widget=forms.DateInput(attrs={"type": "date", "class": "utrecht-textbox--short"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day, for example 2026-12-31.")},
    )
    begins = forms.TimeField(
        label=_("From what time?"),
        widget=forms.TimeInput(attrs={"type": "time", "class": "utrecht-textbox--short"}, format="%H:%M"),
        error_messages={"required": _("Choose a time."), "invalid": _("Fill in a time, for example 19:30.")},
    )
    ends = forms.TimeField(
        label=_("Until what time?"),
        widget=forms.TimeInput(attrs={"type": "time", "class": "utrecht-textbox--short"}, format="%H:%M"),
        error_messages={"required": _("Choose a time."), "invalid": _("Fill in a time, for example 19:30.")},
    )
    place_name = forms.CharField(label=_("Where is it?"), required=False, max_length=120)
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    accessibility = forms.CharField(
        label=_("How can people get there and in?"),
        help_text=_("For example: step-free, accessible toilet, hearing loop, bus stop at 200 metres."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    online_url = forms.URLField(
        label=_("Link to take part online"),
        help_text=_("Only people with a seat see it."),
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={"invalid": _("Fill in a whole link, that begins with https://.")},
    )
    seats = forms.IntegerField(
        label=_("How many seats are there?"),
        help_text=_("Leave it empty when there is room for everybody. Who comes after that waits for a seat."),
        required=False,
        min_value=1,
        max_value=100_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "class": "utrecht-textbox--short"}),
        error_messages={"invalid": _("Fill in a whole number, for example 60."), "min_value": _("Fill in 1 or more.")},
    )

    def __init__(self, *args: Any, meeting: Meeting | None = None, **kwargs: Any) -> None:
        """Start from what is there."""
        super().__init__(*args, **{**kwargs, "initial": initial_of(meeting) if meeting else {}})

    def clean(self) -> dict[str, Any]:
        """Ask for a place or a link, and for times in their order."""
        cleaned: dict[str, Any] = super().clean() or {}
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("Choose a time after the beginning."))
        if not cleaned.get("place_name") and not cleaned.get("online_url") and "online_url" not in self.errors:
            self.add_error("place_name", _("Tell where it is, or give a link to take part online."))
        return cleaned

    def as_plan(self) -> Plan:
        """Give what was filled in."""
        given = self.cleaned_data
        names = ("title", "text", "place_name", "address", "accessibility", "online_url", "seats")
        return Plan(
            starts_at=timezone.make_aware(datetime.combine(given["day"], given["begins"])),
            ends_at=timezone.make_aware(datetime.combine(given["day"], given["ends"])),
            **{name: given[name] for name in names},
        )


def initial_of(meeting: Meeting) -> dict[str, Any]:
    """Give the fields of a meeting."""
    names = ("title", "text", "place_name", "address", "accessibility", "online_url", "seats")
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    times = {"day": starts.date(), "begins": starts.time(), "ends": ends.time()}
    return {**{name: getattr(meeting, name) for name in names}, **times}


class CancelForm(forms.Form):
    """Why a meeting is called off."""

    why = forms.CharField(
        label=_("Why is it cancelled?"),
        help_text=_("Everybody who signed up reads this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-counter": 500}),
        error_messages={"required": _("Tell why it is cancelled.")},
    )


class MinutesForm(forms.Form):
    """The report and what came of it."""

    outcomes = forms.CharField(
        label=_("What came of it?"),
        help_text=_("One outcome on each line. People find these back in the answer of the province."),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 6, "data-counter": 5_000}),
    )
    minutes = forms.CharField(
        label=_("Report"),
        help_text=_("What was said, without names of residents. An empty line starts a new paragraph."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14, "data-counter": 20_000}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not (cleaned.get("minutes", "").strip() or cleaned.get("outcomes", "").strip()):
            raise forms.ValidationError(_("Write the report, or what came of it."))
        return cleaned


class PutForm(forms.Form):
    """Where a question goes on the list of the evening."""

    place = forms.ChoiceField(choices=Question.Place.choices)
    answer = forms.CharField(required=False, max_length=2_000)
