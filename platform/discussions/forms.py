"""Forms of a conversation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from discussions import wording
from discussions.models import Comment
from foundation import submissions


class CommentForm(forms.Form):
    """Something to say; a stance only where a thread starts, the province's name only for officials."""

    text = forms.CharField(
        label=_("Your comment"),
        max_length=wording.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "data-counter": wording.LONGEST}),
        error_messages={
            "required": _("Write something first."),
            "max_length": _("Your comment is too long. Shorten it to 3,000 characters."),
        },
    )
    stance = forms.ChoiceField(
        label=_("How do you look at it?"),
        choices=Comment.Stance.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
    as_official = forms.BooleanField(label=_("In the name of the province"), required=False)
    # When the form was opened, signed: a program sends it sooner than a person can write.
    opened = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_reply: bool = False, is_official: bool = False, **kwargs: Any) -> None:
        """Leave out what does not belong here."""
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = submissions.opened
        if is_reply:
            del self.fields["stance"]
            self.fields["text"].label = _("Your reply")
        if not is_official:
            del self.fields["as_official"]


class RewordForm(forms.Form):
    """New words for one's own comment."""

    text = forms.CharField(
        label=_("Your comment"),
        max_length=wording.LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "data-counter": wording.LONGEST}),
        error_messages={"required": _("Write something, or remove your comment instead.")},
    )
