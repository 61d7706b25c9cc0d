"""Forms that everybody can fill in: reporting something, and appealing."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.rules import Visitor
from moderation import addresses, grounds
from moderation.reporting import Reported

# The pages of visitors set no cookie, so that a token in a cookie cannot say that a form came from us; a stamp does.
STAMP_HOURS = 24


def stamp_for(user: Visitor) -> str:
    """Give what says that a form was made by us, for this person, now."""
    return signing.TimestampSigner(salt=salt(user)).sign(secrets.token_hex(4))


def salt(user: Visitor) -> str:
    """Give what a stamp is signed for."""
    return f"moderation.report:{user.pk or ''}"


class ReportForm(forms.Form):
    """What is wrong with which page; who signed in need not say who they are."""

    address = forms.CharField(
        label=_("Address of the page"),
        max_length=2_000,
        help_text=_("It is filled in already if you pressed “Report”. Otherwise copy it from your browser."),
        error_messages={"required": _("Say where it is: paste the address of the page.")},
    )
    ground = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=grounds.choices,
        widget=forms.Select(attrs={"class": "utrecht-select"}),
        error_messages={"required": _("Choose what comes closest."), "invalid_choice": _("Choose one of these.")},
    )
    explanation = forms.CharField(
        label=_("What did you see, and why should it not be there?"),
        min_length=20,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 6, "data-counter": 4_000}),
        error_messages={
            "required": _("Tell in a sentence or two what is wrong."),
            "min_length": _("Tell a little more: at least 20 characters."),
            "max_length": _("Shorten it to 4,000 characters."),
        },
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Fill in your name. The law asks for it, except for sexual abuse of children.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("We send the outcome here. The writer does not get to see who reported it."),
        error_messages={
            "required": _("Fill in your e-mail address, so that we can tell you the outcome."),
            "invalid": _("This is not an e-mail address yet, such as naam@voorbeeld.nl."),
        },
    )
    good_faith = forms.BooleanField(
        label=_("What I say here is, as far as I know, correct and complete."),
        error_messages={"required": _("Tick this: we take only reports that are made in good faith.")},
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Visitor, hosts: set[str], **kwargs: Any) -> None:
        """Leave out what we know of who signed in, and let out what the law lets be left out."""
        super().__init__(*args, **kwargs)
        self.user, self.hosts = user, hosts
        self.target: addresses.Target | None = None
        self.fields["stamp"].initial = stamp_for(user)
        if isinstance(user, User):
            del self.fields["name"], self.fields["email"]
        elif self.data.get("ground") in grounds.NAMELESS:
            self.fields["name"].required = self.fields["email"].required = False

    def clean_address(self) -> str:
        """Find what it is about; other sites are not ours to judge."""
        address: str = self.cleaned_data["address"]
        try:
            self.target = addresses.find(address, hosts=self.hosts, user=self.user)
        except addresses.Elsewhere as error:
            raise forms.ValidationError(
                _("This is not a page of this site, so we cannot do anything about it. Report it to that site.")
            ) from error
        return address

    def clean(self) -> dict[str, Any]:
        """Look at the stamp too."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.check_stamp(cleaned.get("stamp", ""))
        return cleaned

    def check_stamp(self, stamp: str) -> None:
        """Let the form be sent once more when it was not made by us or was open for a day; nothing typed is lost."""
        try:
            signing.TimestampSigner(salt=salt(self.user)).unsign(stamp, max_age=STAMP_HOURS * 3600)
        except signing.BadSignature:
            self.data = {**{name: self.data.get(name) for name in self.data}, "stamp": stamp_for(self.user)}
            self.add_error(None, _("This page was open for a long time. Everything is still here: send it once more."))

    def reported(self) -> Reported:
        """Give what was told; for a form that is valid."""
        assert self.target is not None
        said = self.cleaned_data
        person = self.user if isinstance(self.user, User) else None
        return Reported(
            self.target.path, said["ground"], said["explanation"], said.get("name", ""), said.get("email", ""), person
        )


class AppealForm(forms.Form):
    """Why somebody does not agree."""

    text = forms.CharField(
        label=_("Why do you not agree?"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 6, "data-counter": 4_000}),
        error_messages={
            "required": _("Write in your own words why you do not agree."),
            "max_length": _("Shorten it to 4,000 characters."),
        },
    )
