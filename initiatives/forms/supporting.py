"""How support counts and is shown; and in the back office: promises, answers and sheets of signatures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.thresholds import Declared
from places.models import Municipality
from places.shelf import municipalities


class MunicipalityField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the municipalities, which are at hand in the process."""

    def to_python(self, value: object) -> Municipality | None:
        """Find it without asking the database."""
        if value in self.empty_values:
            return None
        for one in municipalities.all():
            if str(one.pk) == str(value):
                return one
        raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")


class SupportForm(forms.Form):
    """By name or anonymously, and (where there is a threshold) the declaration that makes support count."""

    is_named = forms.BooleanField(
        label=_("Show my name with my support"),
        required=False,
        help_text=_("Otherwise you are counted without a name. You can change this later."),
    )
    age_16 = forms.BooleanField(label=_("I am 16 or older"), required=False)
    lives_in_province = forms.BooleanField(label=_("I live in Overijssel"), required=False)
    lives_in = MunicipalityField(
        queryset=Municipality.objects.all(),
        label=_("In which municipality do you live?"),
        required=False,
        empty_label=_("Choose a municipality"),
        error_messages={"invalid_choice": _("Choose one of these municipalities.")},
    )

    def __init__(self, *args: Any, can_be_named: bool, asks_declaration: bool, **kwargs: Any) -> None:
        """Ask only what matters here."""
        super().__init__(*args, **kwargs)
        if not can_be_named:
            del self.fields["is_named"]
        if not asks_declaration:
            for name in ("age_16", "lives_in_province", "lives_in"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A declaration is whole or there is none: half of one would leave somebody thinking that they count."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("age_16") and cleaned.get("lives_in_province"):
            if not cleaned.get("lives_in") and "lives_in" not in self.errors:
                self.add_error("lives_in", _("Choose the municipality you live in, so that your support counts."))
        elif cleaned.get("age_16") or cleaned.get("lives_in_province"):
            missing = "lives_in_province" if cleaned.get("age_16") else "age_16"
            self.add_error(missing, _("Tick both, so that your support counts. Or tick neither."))
        return cleaned

    def declared(self) -> Declared:
        """Give the declaration, whole or empty."""
        data = self.cleaned_data
        return Declared(
            age_16=bool(data.get("age_16")),
            lives_in_province=bool(data.get("lives_in_province")),
            municipality=data.get("lives_in"),
        )
