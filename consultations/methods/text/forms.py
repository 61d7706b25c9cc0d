"""The forms of a draft text. They check; they save nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from consultations.methods.text.models import LONGEST, Remark, Standing
from consultations.methods.text.paragraphs import LONGEST as LONGEST_TEXT
from foundation import submissions

MOST_BYTES = 1_000_000


class RemarkForm(forms.Form):
    """What somebody thinks of words in a paragraph. The words they suggest are needed with a suggestion only."""

    use_required_attribute = False

    quote = forms.CharField(
        label=_("The words it is about"),
        help_text=_("The whole paragraph, unless you leave only the words you mean."),
        validators=[MaxLengthValidator(20_000)],
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Leave the words here that it is about.")},
    )
    # Where the chosen words begin, for words that are in the paragraph more than once.
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("What do you want to do?"),
        choices=[
            (Remark.Kind.AGREE, _("I agree with this")),
            (Remark.Kind.DISAGREE, _("I disagree with this")),
            (Remark.Kind.COMMENT, _("I want to say something about it")),
            (Remark.Kind.SUGGESTION, _("I suggest other words")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )
    words = forms.CharField(
        label=_("How would you write it?"),
        help_text=_("These words come in the place of the words above."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "data-counter": LONGEST}),
        error_messages={"required": _("Write the words you suggest.")},
    )
    text = forms.CharField(
        label=_("Why do you think so?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "data-counter": LONGEST}),
    )
    shows_name = forms.BooleanField(label=_("Show my name with it"), required=False)
    opened = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, name: str = "", **kwargs: Any) -> None:
        """Ask whether the name is shown only of who has one."""
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = submissions.opened
        self.fields["words"].required = not self.is_bound or self.data.get("kind") == Remark.Kind.SUGGESTION
        if name:
            self.fields["shows_name"].label = _("Show my name with it: %(name)s") % {"name": name}
        else:
            del self.fields["shows_name"]

    def clean(self) -> dict[str, Any]:
        """Ask for the words that go with a choice."""
        cleaned: dict[str, Any] = super().clean() or {}
        kind = cleaned.get("kind")
        if kind == Remark.Kind.COMMENT and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write what you want to say."))
        if kind == Remark.Kind.SUGGESTION and cleaned.get("words") and cleaned["words"] == cleaned.get("quote"):
            self.add_error("words", _("These are the words that are there already. Change them."))
        return cleaned


class TextForm(forms.Form):
    """The text, pasted or as a file."""

    markdown = forms.CharField(
        label=_("The text"),
        help_text=_(
            "Paste it here. An empty line starts a new paragraph, # a heading, a hyphen an item of a list (markdown)."
        ),
        required=False,
        validators=[MaxLengthValidator(LONGEST_TEXT)],
        widget=forms.Textarea(attrs={"rows": 18}),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        help_text=_("A file with only text: .md or .txt, at most 1 MB. It replaces the text above."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".md,.txt,text/plain,text/markdown"}),
    )
    # The mark of the text the editor began with.
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Read the file, if there is one; the result is always in `markdown`."""
        cleaned: dict[str, Any] = super().clean() or {}
        file = cleaned.get("file")
        if file:
            if file.size > MOST_BYTES:
                self.add_error("file", _("This file is larger than 1 MB. Choose a file with only text."))
                return cleaned
            try:
                cleaned["markdown"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _("This is not a file with only text. Save it as .txt or .md (UTF-8)."))
        if not cleaned.get("markdown", "").strip() and not self.errors:
            self.add_error("markdown", _("Paste the text, or choose a file."))
        return cleaned


class PublishForm(forms.Form):
    """What changed, for everybody who took part."""

    note = forms.CharField(
        label=_("What changed in this version?"),
        help_text=_("Two or three sentences. Everybody who took part gets them in a message."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4, "data-counter": 2_000}),
        error_messages={"required": _("Tell in a few sentences what changed. Everybody who took part reads this.")},
    )


class DecideForm(forms.Form):
    """Whether a suggestion is used, and why."""

    state = forms.ChoiceField(
        label=_("Do you use this suggestion?"),
        choices=[
            (Remark.State.ACCEPTED, _("Yes: the words come in the next version")),
            (Remark.State.DECLINED, _("No")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Everybody reads this with the suggestion. With a no it is needed."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3, "data-counter": 2_000}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason with a no."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("state") == Remark.State.DECLINED and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Tell why you do not use this suggestion. Everybody can read the reason."))
        return cleaned


class RemarkFilter(forms.Form):
    """Which remarks an editor looks at."""

    soort = forms.ChoiceField(label=_("Kind"), choices=[("", _("All kinds")), *Remark.Kind.choices], required=False)
    stand = forms.ChoiceField(label=_("Decision"), choices=[("", _("All")), *Remark.State.choices], required=False)
    woorden = forms.ChoiceField(
        label=_("The words it is about"), choices=[("", _("All")), *Standing.choices], required=False
    )
    alinea = forms.IntegerField(label=_("Paragraph (number)"), required=False, min_value=1)
