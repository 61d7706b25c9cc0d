"""Forms around one's own account."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from places.actions import postcode_digits


class EnterForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """One field to sign in or sign up with; allauth limits how often an address gets a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the field our words."""
        super().__init__(*args, **kwargs)
        self.fields["email"] = forms.EmailField(
            label=_("Your e-mail address"),
            help_text=_("We send you a code. You need no password, and nobody sees your address."),
            max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
            error_messages={
                "required": _("Fill in your e-mail address."),
                "invalid": _("Fill in an e-mail address, for example naam@voorbeeld.nl."),
            },
        )

    def clean_email(self) -> str:
        """Keep the address in lower case, as accounts do."""
        return str(super().clean_email()).lower()


class IntroduceForm(forms.ModelForm[User]):
    """How somebody is called on the site and where they live."""

    class Meta:
        model = User
        fields = ("display_name", "postcode", "municipality")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for a name; the rest is optional."""
        super().__init__(*args, **kwargs)
        name = self.fields["display_name"]
        name.required = True
        name.widget.attrs["autocomplete"] = "nickname"
        name.error_messages["required"] = _("Fill in a name. It may be a made-up one.")
        postcode = forms.CharField(
            label=_("Postcode"),
            required=False,
            max_length=7,
            help_text=_("We use the four digits to show what is going on near you. For example 8011."),
            widget=forms.TextInput(attrs={"autocomplete": "postal-code", "size": 8}),
        )
        self.fields["postcode"] = postcode
        self.fields["municipality"].empty_label = _("Choose a municipality")  # type: ignore[attr-defined]
        self.fields["municipality"].help_text = _("Leave this open and we look it up by your postcode.")

    def clean_postcode(self) -> str:
        """Keep the four digits only."""
        text = str(self.cleaned_data["postcode"])
        if not text:
            return ""
        digits = postcode_digits(text)
        if digits is None:
            raise forms.ValidationError(_("Fill in a postcode, for example 8011 or 8011 AA."))
        return str(digits)
