"""What people in a wave say, and what moderators write with it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ObjectionForm(forms.Form):
    """Somebody says that their support is their own."""

    text = forms.CharField(
        label=_("How did you come to support this?"),
        help_text=_("For example: I heard of it at the village evening and used the wifi there."),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write in a sentence how you came to support this.")},
    )


class AsideForm(forms.Form):
    """Why supports do not count for now; everybody can read this."""

    facts = forms.CharField(
        label=_("What it is about"),
        help_text=_("Everybody can read this. Say what stood out, with numbers, and nobody's name."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what it is about: the author has a right to know.")},
    )


class BackForm(forms.Form):
    """Why supports count again."""

    why = forms.CharField(
        label=_("Why it counts again"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write in a sentence why it counts again.")},
    )
