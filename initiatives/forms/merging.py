"""The form that proposes to join forces with another initiative."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative


class MergeForm(forms.Form):
    """With which other initiative, which of the two goes on, and why."""

    which = forms.CharField(
        label=_("Which initiative is it about?"),
        max_length=200,
        help_text=_("Paste its address, or fill in its reference, for example OV-2026-000123."),
        error_messages={"required": _("Paste the address of the other initiative.")},
    )
    goes_on = forms.ChoiceField(
        label=_("Which of the two goes on?"),
        choices=[
            ("other", _("The other one. Ours closes and points to it.")),
            ("own", _("This one. The other closes.")),
        ],
        widget=forms.RadioSelect,
        initial="other",
        error_messages={"required": _("Choose which one goes on.")},
    )
    reason = forms.CharField(
        label=_("Why would they be better together?"),
        max_length=500,
        help_text=_("The people behind the other one and all supporters read this."),
        widget=forms.Textarea(attrs={"rows": 4, "data-counter": 500}),
        error_messages={"required": _("Write in one or two sentences why.")},
    )

    def __init__(self, *args: Any, own: Initiative, **kwargs: Any) -> None:
        """Know which initiative it starts from."""
        super().__init__(*args, **kwargs)
        self.own = own
        self.other: Initiative = own

    def clean_which(self) -> str:
        """Find the other one by its address or reference."""
        text = str(self.cleaned_data["which"]).strip()
        there = Initiative.objects.published()
        slug = text.rstrip("/").rpartition("/")[2]
        found = there.filter(reference=text.upper()).first() or there.filter(slug=slug).first()
        if found is None:
            raise forms.ValidationError(_("We cannot find this initiative. Copy its address from the page."))
        if found.pk == self.own.pk:
            raise forms.ValidationError(_("This is the same initiative. Paste the address of the other one."))
        self.other = found
        return text
