"""What people, officials and editors fill in about ideas."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.methods.ideas.actions import Content
from consultations.methods.ideas.asked import LONGEST_CATEGORY, MOST_CATEGORIES, Asked, read_categories
from consultations.methods.ideas.models import DECIDED, Idea, Status
from foundation import submissions
from places.models import Municipality


class IdeaForm(forms.Form):
    """An idea. `opened` carries when the form was opened; `seen` is set once what looks like it was shown."""

    title = forms.CharField(
        label=_("Your idea in a few words"),
        min_length=5,
        max_length=80,
        widget=forms.TextInput(attrs={"data-counter": 80}),
        error_messages={
            "required": _("Give your idea a title."),
            "min_length": _("Use at least 5 characters, so that others understand it."),
        },
    )
    text = forms.CharField(
        label=_("Tell about it"),
        help_text=_("What should change, and what does it bring? An empty line starts a new paragraph."),
        min_length=20,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 8, "data-counter": 5_000}),
        error_messages={
            "required": _("Tell about your idea. A few lines are enough."),
            "min_length": _("Tell a little more: at least 20 characters."),
        },
    )
    category = forms.ChoiceField(
        label=_("What is it about?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about."), "invalid_choice": _("Choose one from the list.")},
    )
    municipality = forms.ModelChoiceField(
        queryset=Municipality.objects.all(),
        label=_("In which municipality is it?"),
        empty_label=_("It is about the whole province"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of these municipalities.")},
    )
    place_label = forms.CharField(
        label=_("What is the spot called?"),
        help_text=_("A street, a village, a building. Do not fill in your own home address."),
        required=False,
        max_length=120,
    )
    opened = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    seen = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        """Ask only what the editor wants to know."""
        super().__init__(*args, **kwargs)
        if asked.categories:
            field = self.fields["category"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(one, one) for one in asked.categories]
        else:
            del self.fields["category"]
        if not asked.asks_place:
            del self.fields["municipality"]
            del self.fields["place_label"]
        self.fields["opened"].initial = submissions.opened

    def as_content(self) -> Content:
        """Give what was filled in."""
        given = self.cleaned_data
        return Content(
            title=" ".join(given["title"].split()),
            text=given["text"],
            category=given.get("category", ""),
            place_label=given.get("place_label", ""),
            municipality=given.get("municipality"),
        )


class ReplyForm(forms.Form):
    """What the province does with an idea."""

    status = forms.ChoiceField(
        label=_("What does the province do with it?"), choices=Status.choices, widget=forms.RadioSelect
    )
    reply = forms.CharField(
        label=_("What do you say to the author?"),
        help_text=_("Everybody can read this. Tell why; that matters most when the idea is not used."),
        required=False,
        max_length=3_000,
        widget=forms.Textarea(attrs={"rows": 7, "data-counter": 3_000}),
    )

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any) -> None:
        """Start from where it stands."""
        super().__init__(*args, **{**kwargs, "initial": {"status": idea.status, "reply": idea.reply}})

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a decision."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("status") in DECIDED and not cleaned.get("reply", "").strip():
            self.add_error("reply", _("Tell why the province does or does not use this idea."))
        return cleaned


class SetUpForm(forms.Form):
    """What an editor asks."""

    question = forms.CharField(
        label=_("What do you want ideas about?"),
        help_text=_("One clear question, for example: What would make you take the bus more often?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "data-counter": 300}),
        error_messages={"required": _("Write the question.")},
    )
    categories = forms.CharField(
        label=_("Categories"),
        help_text=_("One on each line. People choose one with their idea. Leave it empty to have none."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    asks_place = forms.BooleanField(label=_("People can say which place their idea is about"), required=False)
    waits = forms.BooleanField(label=_("A moderator reads every idea before others can"), required=False)

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        """Start from what is there."""
        initial = {**asked.write(), "categories": "\n".join(asked.categories)}
        super().__init__(*args, **{**kwargs, "initial": initial})

    def clean_categories(self) -> tuple[str, ...]:
        """Read the lines; none too long, and not too many to oversee."""
        found = read_categories(self.cleaned_data["categories"])
        if len(found) > MOST_CATEGORIES:
            raise forms.ValidationError(_("Use at most %(most)d categories.") % {"most": MOST_CATEGORIES})
        if too_long := next((one for one in found if len(one) > LONGEST_CATEGORY), ""):
            raise forms.ValidationError(_("Make this category shorter: “%(title)s”.") % {"title": too_long})
        if len(found) == 1:
            raise forms.ValidationError(_("One category is no choice. Add another, or leave it empty."))
        return found

    def as_asked(self) -> Asked:
        """Give what was filled in."""
        return Asked(**self.cleaned_data)
