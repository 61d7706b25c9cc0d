"""The small forms around taking part."""

from __future__ import annotations

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _


class FindForm(forms.Form):
    """The code from a receipt."""

    deelcode = forms.CharField(
        label=_("Your code"),
        max_length=40,
        help_text=_("Twelve letters and digits, for example ABCD-EFGH-JKMN."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "utrecht-textbox--code"}
        ),
        error_messages={"required": _("Fill in the code from your receipt.")},
    )


class LinkForm(forms.Form):
    """An address to mail the way back to."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We use it for this one mail and then forget it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "required": _("Fill in your e-mail address."),
            "invalid": _("Fill in an e-mail address, for example naam@voorbeeld.nl."),
        },
    )
    back = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_email(self) -> str:
        """Keep the address in lower case, as accounts do."""
        return str(self.cleaned_data["email"]).strip().lower()

    def clean_back(self) -> str:
        """Only lead back to a page of this site."""
        back = str(self.cleaned_data["back"])
        return back if back.startswith("/") and url_has_allowed_host_and_scheme(back, None) else ""
