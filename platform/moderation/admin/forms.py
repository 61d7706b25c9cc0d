"""What a moderator fills in: a verdict, a note, an answer to an appeal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation import house_rules
from moderation.deciding import Verdict
from moderation.models import HouseRule, Law, Measure, ReasonTemplate

MEASURES = [one for one in Measure if one is not Measure.RESTORE]
# The key of a measure is its number; the key of a rule is a letter, and so are those of its sentences.
RULE_KEYS = "abcdefghi"
SENTENCE_KEYS = "jklm"
DAYS = (3, 7, 14, 30, 90, 180, 365)


def terms() -> list[tuple[str, str]]:
    """Give how long a measure can hold, in the language of the page."""
    return [("", str(_("not for a time"))), *((str(days), str(_("%(days)d days")) % {"days": days}) for days in DAYS)]


class VerdictForm(forms.Form):
    """One verdict. The facts are the sentences that are ticked and, after them, the moderator's own words."""

    measure = forms.ChoiceField(choices=[(one.value, one.label) for one in MEASURES])
    rule = forms.ChoiceField(required=False)
    law = forms.ChoiceField(choices=[("", "-"), *Law.choices], required=False)
    sentences = forms.MultipleChoiceField(required=False)
    facts = forms.CharField(max_length=1_500, required=False, widget=forms.Textarea)
    days = forms.ChoiceField(choices=terms, required=False)
    seen = forms.CharField(max_length=32, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the rules that are in force, and the sentences that are in use."""
        super().__init__(*args, **options)
        self.house_rules = house_rules.now()
        self.templates = list(ReasonTemplate.objects.filter(is_active=True))
        self.choices_of("rule", [("", "-"), *((str(one.pk), str(one)) for one in self.house_rules)])
        self.choices_of("sentences", [(str(one.pk), one.text) for one in self.templates])

    def choices_of(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Set what can be chosen."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def chosen(self, name: str) -> set[str]:
        """Give what was chosen so far, sent or not."""
        value: Any = self[name].value()
        return set(map(str, value)) if isinstance(value, (list, tuple)) else {str(value or "")}

    @property
    def measures(self) -> list[dict[str, Any]]:
        """Give the measures with their keys."""
        chosen = self.chosen("measure")
        return [
            {"value": one.value, "label": one.label, "key": str(number), "checked": one.value in chosen}
            for number, one in enumerate(MEASURES, start=1)
        ]

    @property
    def grounds(self) -> list[dict[str, Any]]:
        """Give the rules with their keys and their sentences."""
        chosen = self.chosen("rule")
        return [
            {
                "rule": one,
                "key": key,
                "checked": str(one.pk) in chosen,
                "sentences": list(self.sentences_of(one.code)),
            }
            for one, key in zip(self.house_rules, RULE_KEYS, strict=False)
        ]

    @property
    def for_any(self) -> list[dict[str, Any]]:
        """Give the sentences that go with any ground."""
        return list(self.sentences_of(""))

    def sentences_of(self, code: str) -> Iterable[dict[str, Any]]:
        """Give the sentences of a rule, with their keys."""
        chosen = self.chosen("sentences")
        own = [one for one in self.templates if one.rule == code]
        for number, one in enumerate(own):
            key = SENTENCE_KEYS[number] if code and number < len(SENTENCE_KEYS) else ""
            yield {"pk": one.pk, "text": one.text, "key": key, "checked": str(one.pk) in chosen}

    def verdict(self, seen: str = "") -> Verdict:
        """Give what was decided; whether it says enough is up to the action."""
        data = self.cleaned_data
        rule: HouseRule | None = next((one for one in self.house_rules if str(one.pk) == data["rule"]), None)
        # A sentence of another rule was ticked before the ground was changed.
        fitting = [one for one in self.templates if not one.rule or (rule and one.rule == rule.code)]
        ticked = [one.text for one in fitting if str(one.pk) in data["sentences"]]
        facts = " ".join([*ticked, data["facts"].strip()]).strip()
        lasts = timedelta(days=int(data["days"])) if data["days"] else None
        return Verdict(Measure(data["measure"]), rule, data["law"], facts, lasts, seen or data["seen"])


class NoteForm(forms.Form):
    """Something for colleagues."""

    text = forms.CharField(max_length=2_000, widget=forms.Textarea)


class AnswerForm(forms.Form):
    """The answer to an appeal."""

    granted = forms.TypedChoiceField(
        label=_("What do you decide?"),
        choices=[("0", _("The decision stands")), ("1", _("The decision is taken back"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(
        label=_("Why?"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("To whoever appealed, in plain Dutch. They get this by mail."),
    )
