"""Asking for the newsletter, and writing one."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from newsletters import audience
from newsletters.models import Edition
from places.models import Municipality
from publications.models import Publication
from themes.models import Theme

MOST_PUBLICATIONS = 12


class InterestsForm(forms.Form):
    """What somebody wants to hear about; nothing chosen is everything."""

    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"),
        queryset=Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none and you hear about all of them."),
    )
    municipalities = forms.ModelMultipleChoiceField(
        label=_("Municipalities"),
        queryset=Municipality.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none and you hear about all of Overijssel."),
    )


class MineForm(InterestsForm):
    """The choice of somebody with an account."""

    wants = forms.BooleanField(label=_("Mail me the newsletter"), required=False)
    field_order = ("wants", "themes", "municipalities")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say what is known of somebody with an account."""
        super().__init__(*args, **kwargs)
        self.fields["municipalities"].help_text = _(
            "Choose none and you hear about the municipality you live in and follow, and about all of Overijssel."
        )


class SubscribeForm(InterestsForm):
    """One field to ask for the newsletter, and what it should be about."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We first send you a mail with a question: do you really want this?"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "required": _("Fill in your e-mail address."),
            "invalid": _("Fill in an e-mail address, for example naam@voorbeeld.nl."),
        },
    )
    field_order = ("email", "themes", "municipalities")

    def clean_email(self) -> str:
        """Keep the address in lower case, as accounts do."""
        return str(self.cleaned_data["email"]).lower()


class EditionForm(forms.ModelForm[Edition]):
    """What an editor writes, and for whom."""

    roles = forms.MultipleChoiceField(
        label=_("Who"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everybody who fits one of these. Choose none for everybody who asked for the newsletter."),
    )
    links = forms.CharField(
        label=_("Initiatives to show"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line, in this order: the address of its page, or its reference (OV-2026-000123)."),
    )

    class Meta:
        model = Edition
        fields = ("subject", "preheader", "body", "themes", "municipalities", "roles", "active_days")
        widgets = {"themes": forms.CheckboxSelectMultiple, "municipalities": forms.CheckboxSelectMultiple}
        help_texts = {
            "themes": _("Who chose or follows one of these, and who hears about all themes."),
            "municipalities": _("Who chose one of these, lives there or follows it, and of whom we know no place."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the roles, and show the publications as addresses."""
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = audience.role_choices()  # type: ignore[attr-defined]
        if self.instance.pk:
            items = self.instance.items.select_related("publication").order_by("position")
            self.initial["links"] = "\n".join(one.publication.get_absolute_url() for one in items)

    def clean_links(self) -> list[Publication]:
        """Give the publications in the order of the lines, each once."""
        lines = [line.strip() for line in str(self.cleaned_data["links"]).splitlines() if line.strip()]
        if len(lines) > MOST_PUBLICATIONS:
            raise forms.ValidationError(
                _("Show at most %(most)d initiatives; nobody reads more.") % {"most": MOST_PUBLICATIONS}
            )
        found = [publication_of(line) for line in lines]
        wrong = [line for line, one in zip(lines, found, strict=True) if one is None]
        if wrong:
            raise forms.ValidationError(
                _("We do not know this one, or it is not public: %(line)s") % {"line": wrong[0]}
            )
        return list(dict.fromkeys(one for one in found if one is not None))


def publication_of(line: str) -> Publication | None:
    """Find what a line names, by reference or by address, if everybody may see it."""
    line = line.replace("\x00", "")
    public = Publication.objects.published().for_cards()
    if found := public.filter(reference=line.upper()).first():
        return found
    path = f"/{urlsplit(line).path.strip('/')}/"
    slug = path.rstrip("/").rpartition("/")[2]
    return next((one for one in public.filter(slug=slug) if one.get_absolute_url() == path), None)


class AudienceForm(EditionForm):
    """The audience alone, while somebody is still choosing; the rest may be empty yet."""

    class Meta(EditionForm.Meta):
        fields = ("themes", "municipalities", "roles", "active_days")  # type: ignore[assignment]

    links = None  # type: ignore[assignment]

    def wanted(self) -> audience.Wanted:
        """Give what is chosen so far. Call it on a form that is valid."""
        chosen = self.cleaned_data
        return audience.Wanted(
            frozenset(one.pk for one in chosen["themes"]),
            frozenset(one.pk for one in chosen["municipalities"]),
            frozenset(chosen["roles"]),
            chosen["active_days"],
        )


class PlanForm(forms.Form):
    """When an edition goes out, on the Dutch clock."""

    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day.")},
    )
    time = forms.TimeField(
        label=_("Time"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Choose a time.")},
    )

    def clean(self) -> dict[str, Any]:
        """Put day and time together, and refuse an hour that the clock skips."""
        chosen: dict[str, Any] = super().clean() or {}
        if chosen.get("day") and chosen.get("time"):
            naive = datetime.combine(chosen["day"], chosen["time"])  # Dutch clock time until the next line
            try:
                chosen["at"] = forms.utils.from_current_timezone(naive)
            except forms.ValidationError as error:
                raise forms.ValidationError(_("The clock skips this hour. Choose another one.")) from error
        return chosen
