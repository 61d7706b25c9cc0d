"""The forms with which officials write the answer. They check; they save nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from consultations.answers import Written
from consultations.models import Consultation, Passage, Report, Tag


class ReportForm(forms.Form):
    """The answer in short."""

    text = forms.CharField(
        label=_("The answer in short"),
        help_text=_(
            "What did people say, and what does the province do with it? Write it as you would tell a neighbour."
        ),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    outcome = forms.ChoiceField(
        label=_("What did it lead to?"), choices=Report.Outcome.choices, widget=forms.RadioSelect
    )


class PassageForm(forms.Form):
    """One decision."""

    title = forms.CharField(label=_("Subject"), max_length=120)
    text = forms.CharField(
        label=_("What people said, and what you do with it"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    decision = forms.ChoiceField(label=_("Decision"), choices=Passage.Decision.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Needed, unless it is simply used."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    where = forms.CharField(
        label=_("Where can people read it?"),
        help_text=_("For example: paragraph 3.2 of the transport plan."),
        max_length=200,
        required=False,
    )
    link = forms.CharField(
        label=_("Link to the document"),
        help_text=_("Begins with https://"),
        max_length=500,
        required=False,
        validators=[URLValidator(["https"])],
        widget=forms.URLInput,
    )
    tags = forms.ModelMultipleChoiceField(
        label=_("Subjects this is about"),
        help_text=_("Everybody whose answer has such a subject sees this decision."),
        queryset=Tag.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        """Offer the tags of this consultation."""
        super().__init__(*args, **kwargs)
        self.fields["tags"].queryset = Tag.objects.filter(consultation=consultation)  # type: ignore[attr-defined]
        if not self.fields["tags"].queryset.exists():  # type: ignore[attr-defined]  # of a choice of models
            del self.fields["tags"]

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where one is owed."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("decision") not in {None, Passage.Decision.USED} and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Write why: people want to know it when their point is not simply used."))
        return cleaned

    def written(self) -> Written:
        """Give what was written."""
        cleaned = dict(self.cleaned_data)
        tags = tuple(tag.pk for tag in cleaned.pop("tags", ()))
        return Written(**cleaned, tags=tags)


class StepForm(forms.Form):
    """Something that follows."""

    title = forms.CharField(label=_("What follows?"), max_length=200)
    due_on = forms.DateField(label=_("On which day at the latest?"), widget=forms.DateInput(attrs={"type": "date"}))
