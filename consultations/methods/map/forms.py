"""The form of a spot, which needs no map, and the set-up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.methods.map import geometry
from consultations.methods.map.geometry import AREA, LINE, POINT, Wrong
from consultations.methods.map.models import Spot
from consultations.methods.map.question import MOST_CATEGORIES, Category, Question, read_categories
from consultations.methods.map.spots import Content
from places.actions import municipality_of
from places.models import Municipality

SHAPE_NAMES = {POINT: _("spots"), LINE: _("routes"), AREA: _("areas")}


class SpotForm(forms.Form):
    """What and where; drawn on the map, or by postcode, municipality and words."""

    category = forms.ChoiceField(
        label=_("What is it about?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about."), "invalid_choice": _("Choose one from the list.")},
    )
    text = forms.CharField(
        label=_("What do you want to say about it?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4, "data-counter": 1_000}),
        error_messages={"required": _("Tell in a few words what you want to say about this spot.")},
    )
    drawn = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput(attrs={"data-drawn": ""}))
    postcode = forms.CharField(
        label=_("Postcode"),
        help_text=_("For example 8011 or 8011 AA. We look up the municipality."),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 8, "class": "utrecht-textbox--short"}),
    )
    municipality = forms.ModelChoiceField(
        queryset=Municipality.objects.all(),
        label=_("Or choose the municipality"),
        empty_label=_("Choose a municipality"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of these municipalities.")},
    )
    label = forms.CharField(
        label=_("What is the spot called?"),
        help_text=_("A street, a crossing, a building. Do not fill in your own home address."),
        required=False,
        max_length=120,
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        """Ask the category only where there are some."""
        super().__init__(*args, **kwargs)
        self.question = question
        if question.categories:
            field = self.fields["category"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(one.key, one.title) for one in question.categories]
        else:
            del self.fields["category"]

    def clean_drawn(self) -> dict[str, Any] | None:
        """Read what was drawn, if anything was."""
        if not (drawn := self.cleaned_data["drawn"]):
            return None
        try:
            return geometry.read(drawn, self.question.shapes)
        except Wrong as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def clean(self) -> dict[str, Any]:
        """Find the municipality by postcode; without a drawing one of the two is needed."""
        cleaned: dict[str, Any] = super().clean() or {}
        postcode = cleaned.get("postcode", "").strip()
        if postcode and not cleaned.get("municipality"):
            cleaned["municipality"] = municipality_of(postcode)
            if cleaned["municipality"] is None:
                self.add_error("postcode", _("We do not know this postcode in Overijssel. Choose the municipality."))
                return cleaned
        if "drawn" not in self.errors and not cleaned.get("drawn") and not cleaned.get("municipality"):
            self.add_error("postcode", _("Say where it is: point it out on the map, or fill in a postcode."))
        return cleaned

    def as_content(self) -> Content:
        """Give what was filled in."""
        cleaned = self.cleaned_data
        return Content(
            text=cleaned["text"],
            category=cleaned.get("category", ""),
            label=cleaned["label"],
            municipality=cleaned["municipality"],
            geometry=cleaned["drawn"],
        )

    @staticmethod
    def initial_of(spot: Spot) -> dict[str, Any]:
        """Give the fields of a spot that is there."""
        return {
            "category": spot.category,
            "text": spot.text,
            "label": spot.label,
            "municipality": spot.municipality_id,
            "drawn": geometry.as_text(spot.geometry),
        }


class SetUpForm(forms.Form):
    """What an editor fills in."""

    categories = forms.CharField(
        label=_("What can a spot be about?"),
        help_text=_("One on each line, for example: Here it is dangerous. Empty: people only write what they want."),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    shapes = forms.MultipleChoiceField(
        label=_("What can people draw?"),
        choices=SHAPE_NAMES.items(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    most = forms.IntegerField(
        label=_("How many spots may one person point out?"),
        min_value=1,
        max_value=50,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "class": "utrecht-textbox--short"}),
        error_messages={"invalid": _("Fill in a whole number, for example 5.")},
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        """Start from what is there."""
        titles = "\n".join(one.title for one in question.categories)
        initial = {"categories": titles, "shapes": list(question.shapes), "most": question.most}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.question = question

    def clean_categories(self) -> tuple[Category, ...]:
        """Read the lines, each once and not too many to tell apart on a map."""
        found = read_categories(self.cleaned_data["categories"], self.question.categories)
        titles = [one.title.casefold() for one in found]
        if double := next((title for title in titles if titles.count(title) > 1), ""):
            raise forms.ValidationError(_("“%(title)s” is in it twice.") % {"title": double})
        if len(found) > MOST_CATEGORIES:
            raise forms.ValidationError(
                _("Nobody can tell more than %(most)d signs apart on a map.") % {"most": MOST_CATEGORIES}
            )
        if long := next((one.title for one in found if len(one.title) > 80), ""):
            raise forms.ValidationError(_("Make this title shorter: “%(title)s”.") % {"title": long})
        return found

    def as_question(self) -> Question:
        """Give the question as filled in."""
        cleaned = self.cleaned_data
        return Question(cleaned["categories"], tuple(cleaned["shapes"]), cleaned["most"])
