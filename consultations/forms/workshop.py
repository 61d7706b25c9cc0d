"""What editors fill in to make a consultation."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from consultations import editing, rules
from consultations.method import METHODS
from consultations.models import Consultation, Part, Phase
from places.models import Municipality
from themes.models import Theme

MOMENT = "%Y-%m-%dT%H:%M"


class OfficialChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when the site runs
    """An official, by name."""

    def label_from_instance(self, obj: User) -> str:
        """Give the name people read."""
        return obj.public_name


class DayInput(forms.DateInput):
    """A day, chosen in the browser's own way."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        """Write days as the browser wants them."""
        super().__init__(format="%Y-%m-%d", **kwargs)


class MomentInput(forms.DateTimeInput):
    """A day and a time, chosen in the browser's own way."""

    input_type = "datetime-local"

    def __init__(self, **kwargs: Any) -> None:
        """Write moments as the browser wants them."""
        super().__init__(format=MOMENT, **kwargs)


def title_field() -> forms.CharField:
    """Give the field for a title."""
    return forms.CharField(
        label=_("What is it called?"),
        help_text=_("Short and clear. Say what people can do: “Kies mee over de bus”."),
        min_length=5,
        max_length=80,
        widget=forms.TextInput(attrs={"data-counter": 80}),
        error_messages={"required": _("Give it a name."), "min_length": _("Use at least 5 characters.")},
    )


def summary_field() -> forms.CharField:
    """Give the field for a summary."""
    return forms.CharField(
        label=_("What do you want to know, in a few sentences?"),
        help_text=_("This is what people read in lists. At most 280 characters."),
        min_length=20,
        max_length=280,
        widget=forms.Textarea(attrs={"rows": 3, "data-counter": 280}),
        error_messages={
            "required": _("Say in a few sentences what you want to know."),
            "min_length": _("Say a little more: at least 20 characters."),
        },
    )


class StartForm(forms.Form):
    """The first things of a new consultation."""

    title = title_field()
    summary = summary_field()
    theme = forms.ModelChoiceField(
        queryset=Theme.objects.all(),
        label=_("Which theme does it belong to?"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a theme."), "invalid_choice": _("Choose one of these themes.")},
    )
    begun_on = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give each page its own number, so that pressing twice makes one."""
        super().__init__(*args, **kwargs)
        self.fields["begun_on"].initial = uuid.uuid4


class BasicsForm(forms.ModelForm[Consultation]):
    """What it is about, what can change, and who answers when."""

    title = title_field()
    summary = summary_field()
    official = OfficialChoice(
        queryset=User.objects.none(),
        label=_("Which official answers?"),
        required=False,
        empty_label=_("Choose later"),
    )
    concerned = forms.ModelMultipleChoiceField(
        queryset=Municipality.objects.all(),
        label=_("Which municipalities do you ask?"),
        help_text=_("Choose none to ask the whole province."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Consultation
        fields = (
            "title", "summary", "theme", "concerned", "story", "can_change", "cannot_change", "level", "policy_phase",
            "official", "office", "answer_by",
        )  # fmt: skip
        widgets = {
            "theme": forms.RadioSelect,
            "level": forms.RadioSelect,
            "policy_phase": forms.RadioSelect,
            "story": forms.Textarea(attrs={"rows": 12, "data-counter": 20_000}),
            "can_change": forms.Textarea(attrs={"rows": 4, "data-counter": 2_000}),
            "cannot_change": forms.Textarea(attrs={"rows": 4, "data-counter": 2_000}),
            "answer_by": DayInput,
        }
        labels = {
            "theme": _("Which theme does it belong to?"),
            "story": _("Explain what it is about"),
            "can_change": _("What can still change?"),
            "cannot_change": _("What is decided already?"),
            "level": _("How much do people decide?"),
            "policy_phase": _("How far is the plan?"),
            "office": _("Which office answers?"),
            "answer_by": _("On which day do people get their answer at the latest?"),
        }
        help_texts = {
            "story": _("An empty line starts a new paragraph. Start a line with a hyphen for a list."),
            "can_change": _("Name what people have a say in. On the page it stands beside what is decided."),
            "cannot_change": _("Be honest: people who know this are not disappointed later."),
            "level": _("Promise no more than you mean. Everybody sees this on a ladder."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave out what stays as it is once people could take part."""
        super().__init__(*args, **kwargs)
        officials = User.objects.filter(is_active=True, groups__name=Role.OFFICIAL.value)
        chosen = User.objects.filter(pk=self.instance.official_id or 0)
        pool = User.objects.filter(Q(pk__in=officials.values("pk")) | Q(pk__in=chosen.values("pk")))
        self.fields["official"].queryset = pool.order_by("display_name", "pk")  # type: ignore[attr-defined]
        self.fields["theme"].empty_label = None  # type: ignore[attr-defined]
        self.fixed = fixed_fields(self)

    def values(self) -> dict[str, Any]:
        """Give what is to be written."""
        return {name: self.cleaned_data[name] for name in self.fields}


class EntryForm(forms.ModelForm[Consultation]):
    """Who may take part, what they are asked about themselves, and when results are public."""

    class Meta:
        model = Consultation
        fields = (
            "access", "postcodes", "minimum_age", "asks_place", "asks_age", "results_shown", "is_open_data",
        )  # fmt: skip
        widgets = {"access": forms.RadioSelect, "results_shown": forms.RadioSelect}
        labels = {
            "access": _("Who may take part?"),
            "postcodes": _("Only people from some postcodes?"),
            "minimum_age": _("From what age?"),
            "asks_place": _("Ask for the four digits of the postcode"),
            "asks_age": _("Ask for the age group"),
            "results_shown": _("When are the results public?"),
            "is_open_data": _("Publish the counts as open data"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave out what stays as it is once people could take part."""
        super().__init__(*args, **kwargs)
        self.fixed = fixed_fields(self)

    def clean_postcodes(self) -> str:
        """Read the ranges, so that nobody is kept out by a typing error."""
        postcodes: str = self.cleaned_data["postcodes"]
        try:
            rules.ranges_of(postcodes)
        except ValueError as error:
            message = _("“%(piece)s” is no postcode or range. Write them as 7411-7439, 8011.") % {"piece": error}
            raise forms.ValidationError(message) from error
        return postcodes

    def values(self) -> dict[str, Any]:
        """Give what is to be written."""
        return {name: self.cleaned_data[name] for name in self.fields}


def fixed_fields(form: forms.ModelForm[Consultation]) -> list[tuple[str, str]]:
    """Take away the fields that stay as they are, and give each with what it says."""
    if not editing.is_opened(form.instance):
        return fields_of(form, editing.PROMISED) if editing.is_promised(form.instance) else []
    return fields_of(form, {*editing.FIXED_ONCE_OPEN, *editing.PROMISED, "concerned"})


def fields_of(form: forms.ModelForm[Consultation], names: Collection[str]) -> list[tuple[str, str]]:
    """Take these fields away, and give each with what it says."""
    fixed = []
    for name in [one for one in form.fields if one in names]:
        field = form.fields.pop(name)
        shown = getattr(form.instance, f"get_{name}_display", None)
        value = shown() if shown else getattr(form.instance, name)
        if name == "concerned":
            value = ", ".join(one.name for one in value.all()) or _("The whole province")
        if isinstance(value, bool):
            value = _("yes") if value else _("no")
        fixed.append((str(field.label), str(value)))
    return fixed


class PhaseForm(forms.ModelForm[Phase]):
    """One phase with its moments."""

    opens_at = forms.DateTimeField(
        label=_("From when can people take part?"),
        widget=MomentInput,
        error_messages={"required": _("Choose a day and a time."), "invalid": _("Choose a day and a time.")},
    )
    closes_at = forms.DateTimeField(
        label=_("Until when?"),
        widget=MomentInput,
        error_messages={"required": _("Choose a day and a time."), "invalid": _("Choose a day and a time.")},
    )

    class Meta:
        model = Phase
        fields = ("title", "text", "opens_at", "closes_at")
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "data-counter": 1_000})}
        labels = {"title": _("What is this phase called?"), "text": _("What happens in it?")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave out the moments that went by: they stay."""
        super().__init__(*args, **kwargs)
        if self.instance.opened_at is not None:
            del self.fields["opens_at"]
        if self.instance.closed_at is not None:
            del self.fields["closes_at"]

    def _get_validation_exclusions(self) -> set[str]:
        """Leave the order of phases to the action, which explains what is wrong."""
        return {*super()._get_validation_exclusions(), "consultation", "opens_at", "closes_at"}  # type: ignore[misc]


class PartForm(forms.ModelForm[Part]):
    """One way of asking: what people read before they begin."""

    phase = forms.ModelChoiceField(queryset=Phase.objects.none(), label=_("In which phase?"), empty_label=None)

    class Meta:
        model = Part
        fields = ("title", "intro", "minutes", "phase")
        widgets = {"intro": forms.Textarea(attrs={"rows": 3, "data-counter": 2_000})}
        labels = {
            "title": _("What is it called?"),
            "intro": _("What do people do here?"),
            "minutes": _("How many minutes does it take?"),
        }

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        """Know the phases to choose from; a new part also asks which way of asking it is."""
        super().__init__(*args, **kwargs)
        phases = consultation.phases.filter(opened_at__isnull=True)
        if self.instance.pk:
            phases = consultation.phases.filter(Q(opened_at__isnull=True) | Q(pk=self.instance.phase_id))
        self.fields["phase"].queryset = phases  # type: ignore[attr-defined]
        if self.instance.is_frozen:
            del self.fields["phase"]
        if not self.instance.pk:
            choices = [(code, method.name) for code, method in METHODS.items()]
            self.fields["method"] = forms.ChoiceField(
                label=_("How do you ask?"),
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose a way of asking.")},
            )
            self.order_fields(["method", "phase", "title", "intro", "minutes"])


class WithdrawForm(forms.Form):
    """Why it does not go on."""

    reason = forms.CharField(
        label=_("Why does it stop?"),
        help_text=_("Everybody reads this on the page."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-counter": 500}),
        error_messages={"required": _("Tell people why it stops. They took the trouble to answer.")},
    )
