"""What is asked of who wants to take part, besides the questions themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from consultations import rules
from consultations.kept import GATE
from consultations.models import Consultation, Part
from consultations.models.taking_part import AgeGroup
from consultations.taking_part import About
from places.actions import municipality_of, postcode_digits

# The two questions about oneself have this prefix wherever they are asked.
ABOUT = "over"
AGES = [(value, label) for value, label in AgeGroup.choices if value]


class PostcodeField(forms.CharField):
    """Four digits of a postcode; letters may be typed and are left out."""

    def __init__(self, **options: Any) -> None:
        """Make it a short field with digits."""
        widget = forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "class": "utrecht-textbox--short", "maxlength": "7"}
        )
        super().__init__(max_length=7, widget=widget, strip=True, **options)

    def clean(self, value: Any) -> str:
        """Give four digits, or nothing."""
        typed = super().clean(value)
        if not typed:
            return ""
        digits = postcode_digits(typed)
        if digits is None:
            raise forms.ValidationError(_("Fill in the four digits of your postcode, for example 8011."))
        return str(digits)


class AboutForm(forms.Form):
    """The two questions about oneself: not required, and kept only as a municipality and an age group."""

    postcode = PostcodeField(
        label=_("The four digits of your postcode"),
        required=False,
        help_text=_("We only keep the municipality it is in."),
    )
    age_group = forms.ChoiceField(
        label=_("How old are you?"), required=False, choices=[("", _("I would rather not say")), *AGES]
    )

    def __init__(self, consultation: Consultation, data: Any = None) -> None:
        """Ask what this consultation asks."""
        super().__init__(data, prefix=ABOUT)
        if not consultation.asks_place:
            del self.fields["postcode"]
        if not consultation.asks_age:
            del self.fields["age_group"]

    def about(self) -> About | None:
        """Give what was said; None when nothing was. Call it on a form that is valid."""
        postcode, age = self.cleaned_data.get("postcode", ""), self.cleaned_data.get("age_group", "")
        if not postcode and not age:
            return None
        return About(municipality_of(postcode) if postcode else None, age)


def about_in(request: HttpRequest, part: Part) -> About | None:
    """Give what a form said of the person besides the answers; a postcode that is none counts as not said."""
    if not any(request.POST.get(f"{ABOUT}-{name}") for name in ("postcode", "age_group")):
        return None
    form = AboutForm(part.consultation, request.POST)
    form.is_valid()
    return form.about()


class GateForm(forms.Form):
    """What has to be shown before taking part."""

    age = forms.ChoiceField(
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    postcode = PostcodeField(
        label=_("The four digits of your postcode"),
        help_text=_("This question is for people who live in one area. We only keep your municipality."),
        error_messages={"required": _("Fill in the four digits of your postcode, for example 8011.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We send you a code once. We do not keep your address with your answers."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "required": _("Fill in your e-mail address."),
            "invalid": _("Fill in an e-mail address, for example naam@voorbeeld.nl."),
        },
    )

    def __init__(self, consultation: Consultation, *, asks_email: bool, needs_email: bool, data: Any = None) -> None:
        """Ask what this consultation needs to know."""
        super().__init__(data, prefix=GATE)
        self.consultation = consultation
        if consultation.minimum_age:
            age = {"age": consultation.minimum_age}
            self.fields["age"].label = _("Are you %(age)d years or older?") % age
        else:
            del self.fields["age"]
        if not consultation.postcodes:
            del self.fields["postcode"]
        if not asks_email:
            del self.fields["email"]
        else:
            self.fields["email"].required = needs_email

    def clean_age(self) -> str:
        """Refuse who is too young."""
        if self.cleaned_data["age"] == "no":
            raise forms.ValidationError(
                _("This is for people of %(age)d years and older. You cannot take part.")
                % {"age": self.consultation.minimum_age}
            )
        return str(self.cleaned_data["age"])

    def clean_postcode(self) -> str:
        """Refuse who lives elsewhere."""
        postcode = str(self.cleaned_data["postcode"])
        if not rules.lives_in_area(self.consultation, postcode):
            raise forms.ValidationError(
                _("This postcode is not in the area that this question is about, so you cannot take part.")
            )
        return postcode

    def clean_email(self) -> str:
        """Keep the address in lower case, as accounts do."""
        return str(self.cleaned_data["email"]).strip().lower()


class CodeForm(forms.Form):
    """The digits from the mail."""

    code = forms.CharField(
        label=_("The code from the mail"),
        max_length=12,
        help_text=_("Six digits. They work for 15 minutes."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "utrecht-textbox--code"}
        ),
        error_messages={"required": _("Fill in the code from the mail.")},
    )

    def clean_code(self) -> str:
        """Keep the digits only: people type spaces between them."""
        return "".join(sign for sign in str(self.cleaned_data["code"]) if sign.isdecimal())
