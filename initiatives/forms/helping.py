"""Forms around helping: an offer, a message, an invitation into the team, an update for followers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from initiatives.models import Need, TeamRole


class OfferForm(forms.Form):
    """What somebody wants to do, how much of it, and whether their name may be shown."""

    text = forms.CharField(
        label=_("What do you offer?"),
        help_text=_("Tell what you can do and when. Only the team reads this."),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 5, "data-counter": 1_000}),
        error_messages={"required": _("Tell in a few words what you offer.")},
    )
    amount = forms.IntegerField(
        label=_("How many?"),
        min_value=1,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "class": "utrecht-textbox--short"}),
        error_messages={
            "required": _("Fill in how many."),
            "invalid": _("Fill in a whole number, for example 2."),
            "min_value": _("Fill in 1 or more."),
        },
    )
    is_anonymous = forms.BooleanField(
        label=_("Do not show my name on the page"),
        required=False,
        help_text=_("The team does see your name. Nobody sees your e-mail address."),
    )

    def __init__(self, *args: Any, need: Need, **kwargs: Any) -> None:
        """Ask for a number only where numbers mean something, and never for more than is needed."""
        super().__init__(*args, **kwargs)
        if need.quantity is None:
            del self.fields["amount"]
            return
        room = need.room or 1
        field = self.fields["amount"]
        assert isinstance(field, forms.IntegerField)
        field.max_value = room
        field.validators.append(MaxValueValidator(room))
        field.error_messages["max_value"] = _("No more than %(limit_value)s are needed. Fill in at most that many.")
        if need.unit:
            field.label = _("How many %(unit)s?") % {"unit": need.unit}


class MessageForm(forms.Form):
    """A word to the other side."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4, "data-counter": 2_000}),
        error_messages={"required": _("Write something first.")},
    )


class DeclineForm(MessageForm):
    """A friendly word that goes with a no."""

    text = forms.CharField(
        label=_("A friendly word"),
        help_text=_("Say why not, and thank them. They read this on the site."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Add a friendly word. Somebody wanted to help you.")},
    )


class AcceptForm(forms.Form):
    """How much of an offer the team takes."""

    amount = forms.IntegerField(
        label=_("How many do you accept?"),
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "class": "utrecht-textbox--short"}),
        error_messages={
            "required": _("Fill in how many."),
            "invalid": _("Fill in a whole number, for example 2."),
            "min_value": _("Fill in 1 or more."),
        },
    )

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        """Take no more than was offered and is still needed."""
        super().__init__(*args, **kwargs)
        self.fields["amount"].initial = most
        self.fields["amount"].validators.append(
            MaxValueValidator(most, _("Fill in %(limit_value)s at most: more is not offered or not needed."))
        )


class InviteForm(forms.Form):
    """Who to ask into the team, and as what."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("They get a mail with a link that works for 14 days. An account is not needed beforehand."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
        error_messages={
            "required": _("Fill in an e-mail address."),
            "invalid": _("Fill in an e-mail address, for example naam@voorbeeld.nl."),
        },
    )
    role = forms.ChoiceField(
        label=_("What may they do?"),
        choices=[
            (TeamRole.ORGANISER, _("Organiser: everything you may do, except withdraw the initiative")),
            (TeamRole.COORDINATOR, _("Coordinator of helpers: answer offers and post updates")),
        ],
        initial=TeamRole.ORGANISER,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )


class UpdateForm(forms.Form):
    """What the team tells its followers."""

    text = forms.CharField(
        label=_("What is the news?"),
        help_text=_("An empty line starts a new paragraph. Start a line with a hyphen for a list."),
        max_length=3_000,
        widget=forms.Textarea(attrs={"rows": 8, "data-counter": 3_000}),
        error_messages={"required": _("Write what the news is.")},
    )
    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("JPG, PNG or WebP, at most 10 MB. We remove the place and the device it was made with."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
    picture_alt = forms.CharField(
        label=_("What can be seen on the picture?"),
        required=False,
        max_length=250,
        help_text=_("For people who cannot see it. For example: four neighbours plant a hedge along a cycle path."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the words that go with a picture."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("picture") and not cleaned.get("picture_alt"):
            self.add_error("picture_alt", _("Describe in one sentence what can be seen on the picture."))
        return cleaned
