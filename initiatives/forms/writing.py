"""The three forms of an initiative: the idea, the place, and picture and help."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.content import Content, alt_of
from initiatives.models import Draft, Kind, Need
from places.actions import municipality_of, postcode_digits
from places.models import Municipality
from publications.models import Publication
from themes.models import Theme

# Characters that PostgreSQL, XML (the feed) or both cannot hold; no keyboard types them.
UNTYPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class IdeaForm(forms.Form):
    """Title, summary and story."""

    title = forms.CharField(
        label=_("What is your initiative called?"),
        help_text=_("Short and clear, so that others know at once what it is about."),
        min_length=5,
        max_length=80,
        widget=forms.TextInput(attrs={"data-counter": 80}),
        error_messages={
            "required": _("Give your initiative a name."),
            "min_length": _("Use at least 5 characters, so that others understand it."),
        },
    )
    summary = forms.CharField(
        label=_("What is it in a few sentences?"),
        help_text=_("This is what people read in lists. At most 280 characters."),
        min_length=20,
        max_length=280,
        widget=forms.Textarea(attrs={"rows": 3, "data-counter": 280}),
        error_messages={
            "required": _("Tell in a few sentences what you want to do."),
            "min_length": _("Tell a little more: at least 20 characters."),
        },
    )
    story = forms.CharField(
        label=_("Tell your story"),
        help_text=_(
            "What do you want, why, and who is with you already? An empty line starts a new paragraph. "
            "Start a line with a hyphen for a list."
        ),
        min_length=40,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 12, "data-counter": 10_000}),
        error_messages={
            "required": _("Tell your story. A few lines are enough to begin with."),
            "min_length": _("Tell a little more: at least 40 characters."),
        },
    )


class PlaceForm(forms.Form):
    """Theme and place."""

    theme = forms.ModelChoiceField(
        queryset=Theme.objects.all(),
        label=_("Which theme does it fit best?"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the theme that fits best."),
            "invalid_choice": _("Choose one of these themes."),
        },
    )
    course_kind = forms.ModelChoiceField(
        queryset=Kind.objects.filter(is_open=True),
        label=_("What kind of initiative is it?"),
        help_text=_("You cannot change this after posting. Not sure? Leave it as it is."),
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of these kinds.")},
    )
    municipality = forms.ModelChoiceField(
        queryset=Municipality.objects.all(),
        label=_("In which municipality is it?"),
        empty_label=_("Choose a municipality"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of these municipalities.")},
    )
    postcode = forms.CharField(
        label=_("Or fill in the postcode"),
        required=False,
        max_length=10,
        help_text=_("For example 8011 or 8011 AA. We look up the municipality."),
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "size": 8}),
    )
    place_label = forms.CharField(
        label=_("What is the spot called?"),
        required=False,
        max_length=120,
        help_text=_("A street, a village, a building. Do not fill in your own home address."),
    )
    lat = forms.FloatField(
        label=_("Latitude of the pin"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "data-pin": "lat", "size": 10}),
        error_messages={"invalid": _("Fill in a number, for example 52.516.")},
    )
    lon = forms.FloatField(
        label=_("Longitude of the pin"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "data-pin": "lon", "size": 10}),
        error_messages={"invalid": _("Fill in a number, for example 6.083.")},
    )

    def clean(self) -> dict[str, Any]:
        """Find the municipality by postcode when none is chosen; a pin is whole, or there is none."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("municipality"):
            self.look_up(cleaned)
        lat, lon = cleaned.get("lat"), cleaned.get("lon")
        if (lat is None) != (lon is None) and not {"lat", "lon"} & set(self.errors):
            self.add_error("lat", _("Fill in both numbers of the pin, or none."))
        elif lat is not None and lon is not None and not (52.0 <= lat <= 53.0 and 5.6 <= lon <= 7.2):
            self.add_error("lat", _("This pin is outside Overijssel. Check both numbers, or leave them empty."))
        return cleaned

    def look_up(self, cleaned: dict[str, Any]) -> None:
        """Turn the postcode into a municipality, or say what is missing."""
        postcode = cleaned.get("postcode", "")
        if not postcode:
            self.add_error("municipality", _("Choose a municipality, or fill in a postcode."))
        elif postcode_digits(postcode) is None:
            self.add_error("postcode", _("Fill in a postcode, for example 8011 or 8011 AA."))
        else:
            cleaned["municipality"] = municipality_of(postcode)
            if cleaned["municipality"] is None:
                self.add_error(
                    "postcode", _("We do not know this postcode in Overijssel. Choose the municipality in the list.")
                )


# Supporters are counted by their own button.
COUNTABLE = [kind for kind in Need.Kind.values if kind != Need.Kind.SUPPORTERS]


def amount_field() -> forms.IntegerField:
    """Ask how many are needed."""
    return forms.IntegerField(
        label=_("How many?"),
        help_text=_("Leave this open if everybody is welcome."),
        required=False,
        min_value=1,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
        error_messages={
            "invalid": _("Fill in a whole number, for example 6."),
            "min_value": _("Fill in 1 or more, or leave this open."),
            "max_value": _("Fill in a smaller number."),
        },
    )


def unit_field() -> forms.CharField:
    """Ask what the number counts."""
    return forms.CharField(
        label=_("Of what?"), required=False, max_length=30, help_text=_("For example: people, chairs, hours.")
    )


class HelpForm(forms.Form):
    """Picture, what is needed, and what is asked of the province."""

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
    remove_picture = forms.BooleanField(label=_("Remove this picture"), required=False)
    needs = forms.MultipleChoiceField(
        label=_("What do you need?"),
        choices=Need.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from this list.")},
    )
    need_supporters = forms.CharField(label=_("Supporters: what for?"), required=False, max_length=200)
    need_helpers = forms.CharField(label=_("Helping hands: for what and when?"), required=False, max_length=200)
    need_goods = forms.CharField(label=_("Goods: which?"), required=False, max_length=200)
    need_knowledge = forms.CharField(label=_("Knowledge: of what?"), required=False, max_length=200)
    need_place = forms.CharField(label=_("A place: what for, and when?"), required=False, max_length=200)
    need_money = forms.CharField(label=_("Money: what for?"), required=False, max_length=200)
    ask = forms.CharField(
        label=_("What do you ask of the province?"),
        required=False,
        max_length=1_000,
        help_text=_("For example a permit, a contact person, a piece of land. Leave it open if you need nothing."),
        widget=forms.Textarea(attrs={"rows": 4, "data-counter": 1000}),
    )

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        """Know the draft, because its picture may be there already."""
        super().__init__(*args, **kwargs)
        self.draft = draft
        for kind in COUNTABLE:
            self.fields[f"amount_{kind}"] = amount_field()
            self.fields[f"unit_{kind}"] = unit_field()
        if draft.picture_id is None:
            del self.fields["remove_picture"]

    def clean(self) -> dict[str, Any]:
        """Ask for the words that go with a picture."""
        cleaned: dict[str, Any] = super().clean() or {}
        has_picture = bool(cleaned.get("picture")) or self.draft.picture_id is not None
        if has_picture and not cleaned.get("remove_picture") and not cleaned.get("picture_alt"):
            self.add_error("picture_alt", _("Describe in one sentence what can be seen on the picture."))
        self.respect_what_was_accepted(cleaned)
        return cleaned

    def respect_what_was_accepted(self, cleaned: dict[str, Any]) -> None:
        """Refuse to ask for less than people were already told yes to."""
        if self.draft.revises is None:
            return
        for need in self.draft.revises.needs.filter(met__gt=0, kind__in=cleaned.get("needs", [])):
            if (cleaned.get(f"amount_{need.kind}") or need.met) < need.met:
                said = _("You already accepted %(count)s. Fill in at least that many.") % {"count": need.met}
                self.add_error(f"amount_{need.kind}", said)

    def chosen_needs(self) -> dict[str, str]:
        """Give the chosen needs with their explanation."""
        return self.of_chosen("need")

    def of_chosen(self, prefix: str) -> dict[str, Any]:
        """Give what was filled in beside the chosen needs, by kind."""
        found = {kind: self.cleaned_data.get(f"{prefix}_{kind}") for kind in self.cleaned_data["needs"]}
        return {kind: value or "" for kind, value in found.items() if value or prefix == "need"}


STEPS: dict[str, type[forms.Form]] = {"idee": IdeaForm, "plaats": PlaceForm, "beeld": HelpForm}


def step_form(step: str, draft: Draft, data: Any = None, files: Any = None) -> forms.Form:
    """Give the form of a step: filled with what was typed before, or bound to what is sent now."""
    initial = {
        **draft.data,
        "picture_alt": alt_of(draft),
    }
    if step == "beeld":
        return HelpForm(data, files, initial=initial, draft=draft)
    form = STEPS[step](data, files, initial=initial)
    if step == "plaats":
        settle_kind(form, draft)
    return form


def settle_kind(form: forms.Form, draft: Draft) -> None:
    """Start with the usual kind; what is posted keeps its kind, and what knows only one kind is not asked."""
    kinds = list(Kind.objects.filter(is_open=True))
    if draft.revises_id is not None or len(kinds) < 2:
        del form.fields["course_kind"]
    elif not form.initial.get("course_kind"):
        form.initial["course_kind"] = next((one.pk for one in kinds if one.is_default), None)


def typed_in(form: forms.Form) -> dict[str, Any]:
    """Give what was typed into the fields of a bound form, right or wrong, ready to be kept in a draft."""
    typed: dict[str, Any] = {}
    for name, field in form.fields.items():
        if (
            isinstance(field, forms.FileField)
            or name == "remove_picture"
            or (name not in form.data and name != "needs")
        ):
            continue
        is_list = isinstance(field, forms.MultipleChoiceField)
        value = form.data.getlist(name) if is_list else form.data.get(name, "")  # type: ignore[attr-defined]
        typed[name] = [UNTYPED.sub("", one)[:40] for one in value[:10]] if is_list else UNTYPED.sub("", value)[:12_000]
    return typed


def check(draft: Draft) -> tuple[Content | None, list[str]]:
    """Check the whole draft: its content when everything is right, else the steps that need another look."""
    forms_by_step = {step: step_form(step, draft, filled(draft), {}) for step in STEPS}
    wrong = [step for step, form in forms_by_step.items() if not form.is_valid()]
    if wrong:
        return None, wrong
    idea, place, help_form = (forms_by_step[step] for step in STEPS)
    assert isinstance(help_form, HelpForm)
    names = ("theme", "municipality", "place_label", "lat", "lon")
    content = Content(
        **{name: idea.cleaned_data[name] for name in ("title", "summary", "story")},
        **{name: place.cleaned_data[name] for name in names},
        ask=help_form.cleaned_data["ask"],
        needs=help_form.chosen_needs(),
        amounts=help_form.of_chosen("amount"),
        units=help_form.of_chosen("unit"),
        course_kind=place.cleaned_data.get("course_kind"),
    )
    return content, []


def filled(draft: Draft) -> dict[str, Any]:
    """Give the draft as form data."""
    return {**draft.data, "picture_alt": alt_of(draft)}


class ListFilter(forms.Form):
    """Filters and order of the list; what is unknown is left aside, so that an old link still works."""

    SORTS = (("energie", _("Most energy")), ("nieuwste", _("Newest")), ("steun", _("Most supported")))
    STATES = (
        (Publication.State.PUBLISHED, _("Going on")),
        (Publication.State.WITHDRAWN, _("Withdrawn")),
        (Publication.State.ARCHIVED, _("Finished")),
    )

    q = forms.CharField(
        label=_("Search"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    thema = forms.ModelChoiceField(
        queryset=Theme.objects.all(),
        to_field_name="slug",
        label=_("Theme"),
        required=False,
        empty_label=_("All themes"),
    )
    gemeente = forms.ModelChoiceField(
        queryset=Municipality.objects.all(),
        to_field_name="slug",
        label=_("Municipality"),
        required=False,
        empty_label=_("All of Overijssel"),
    )
    status = forms.ChoiceField(label=_("Status"), required=False, choices=STATES)
    sorteer = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)


class WithdrawForm(forms.Form):
    """Why an author stops, if they want to say."""

    reason = forms.CharField(
        label=_("Why do you stop?"),
        required=False,
        max_length=500,
        help_text=_("This is shown on the page, so that supporters know."),
        widget=forms.Textarea(attrs={"rows": 3, "data-counter": 500}),
    )


class NameForm(forms.Form):
    """The name to publish under, asked when somebody has none yet."""

    display_name = forms.CharField(
        label=_("Which name may we show?"),
        max_length=60,
        help_text=_("Your own name or another one you like. Everybody sees it with your initiative."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={"required": _("Fill in a name. It may be a made-up one.")},
    )
