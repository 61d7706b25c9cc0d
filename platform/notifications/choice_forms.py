"""What somebody wants to hear, how and when: one form, so that one press keeps everything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from notifications import devices, rules, wishes
from notifications.catalogue import Category
from notifications.models import Pace, Rhythm
from notifications.wishes import Wish

ONE_OF_THESE = {"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")}
TIME_WRONG = _("Fill in a time, for example 22:00.")
# Django's own names: translated here once more, they would be capitals in every Dutch date.
WEEKDAY_CHOICES = [(number + 1, capfirst(name)) for number, name in WEEKDAYS.items()]
# A holiday longer than this is a mistake in the year.
LONGEST_PAUSE = timedelta(days=366)


@dataclass(frozen=True)
class Row:
    """One category in the table: its fields, of which only push when it always comes."""

    category: Category
    on_site: BoundField | None
    mail: BoundField | None
    push: BoundField | None


def clock(label: object, help_text: object = "") -> forms.TimeField:
    """Make a field for a time on the clock."""
    return forms.TimeField(
        label=label,  # type: ignore[arg-type]  # a lazy text
        help_text=help_text,  # type: ignore[arg-type]  # a lazy text
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "utrecht-textbox--short"}),
        error_messages={"invalid": TIME_WRONG},
    )


class ChoiceForm(forms.Form):
    """The table of categories and channels, and under it the hours, the holiday and the language."""

    digest_hour = forms.TypedChoiceField(
        label=_("At what time does a summary come?"),
        choices=[(hour, f"{hour}:00") for hour in range(24)],
        coerce=int,
        error_messages=ONE_OF_THESE,
    )
    digest_weekday = forms.TypedChoiceField(
        label=_("On which day does the weekly summary come?"),
        choices=WEEKDAY_CHOICES,
        coerce=int,
        error_messages=ONE_OF_THESE,
    )
    quiet_from = clock(_("Quiet from"))
    quiet_until = clock(_("Quiet until"))
    paused_until = forms.DateField(
        label=_("First day that you want mail again"),
        help_text=_("Until then nothing comes by e-mail or push. What happened is in one summary on that day."),
        required=False,
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "utrecht-textbox--date"}),
        error_messages={"invalid": _("Fill in a day, for example 31-12-2026.")},
    )
    language = forms.ChoiceField(
        label=_("In which language do you want your messages?"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages=ONE_OF_THESE,
    )

    def __init__(
        self, data: QueryDict | None, *, chosen: dict[Category, Wish], rhythm: Rhythm, categories: list[Category]
    ) -> None:
        """Show what holds now; a holiday that is over is shown no more."""
        today = timezone.localdate(timezone=rules.zone())
        hours = {name: getattr(rhythm, name) for name in wishes.HOURS}
        if not rules.is_paused(today, rhythm.paused_until):
            hours["paused_until"] = None
        super().__init__(data, initial=hours)
        self.chosen, self.categories = chosen, categories
        for category in categories:
            self.add_row(category, chosen[category])

    def add_row(self, category: Category, wish: Wish) -> None:
        """Add the fields of one category; what must be told has no choice but push, where push is possible at all."""
        name = category.value
        if not category.must:
            self.fields[f"site_{name}"] = forms.BooleanField(
                label=_("On the site"), required=False, initial=wish.on_site
            )
            self.fields[f"mail_{name}"] = forms.ChoiceField(
                label=_("E-mail"), choices=Pace.choices, initial=wish.mail.value, error_messages=ONE_OF_THESE
            )
        if devices.is_possible():
            self.fields[f"push_{name}"] = forms.BooleanField(label=_("Push message"), required=False, initial=wish.push)

    def rows(self) -> list[Row]:
        """Give the rows of the table."""
        return [
            Row(
                category,
                None if category.must else self[f"site_{category.value}"],
                None if category.must else self[f"mail_{category.value}"],
                self[f"push_{category.value}"] if devices.is_possible() else None,
            )
            for category in self.categories
        ]

    def clean_paused_until(self) -> date | None:
        """Refuse a day that is over, and one that is so far away that it must be a mistake."""
        day: date | None = self.cleaned_data["paused_until"]
        today = timezone.localdate(timezone=rules.zone())
        if day is not None and day <= today:
            raise forms.ValidationError(_("Choose a day after today, or leave this empty."))
        if day is not None and day > today + LONGEST_PAUSE:
            raise forms.ValidationError(_("Choose a day within a year."))
        return day

    def clean(self) -> dict[str, Any]:
        """Ask for both ends of the quiet hours, and for a summary at an hour that is not quiet."""
        cleaned: dict[str, Any] = super().clean() or {}
        start, end, hour = (cleaned.get(name) for name in ("quiet_from", "quiet_until", "digest_hour"))
        for one, other, name in ((start, end, "quiet_from"), (end, start, "quiet_until")):
            if one is None and other is not None and name not in self.errors:
                self.add_error(name, _("Fill in both times, or neither."))
        if start is not None and start == end:
            self.add_error("quiet_until", _("Choose another time than the one above, or leave both empty."))
        elif start and end and hour is not None and rules.is_quiet(time(hour), (start, end)):
            self.add_error("digest_hour", _("This is within your quiet hours. Choose another time."))
        return cleaned

    def wanted(self) -> dict[Category, Wish]:
        """Give what was chosen of each category that was on the page."""
        data = self.cleaned_data
        return {
            category: Wish(
                on_site=data.get(f"site_{category.value}", True),
                mail=Pace(data.get(f"mail_{category.value}", Pace.NOW)),
                push=data.get(f"push_{category.value}", self.chosen[category].push),
            )
            for category in self.categories
        }

    def hours(self) -> dict[str, object]:
        """Give the hours, the holiday and the language that were chosen."""
        return {name: self.cleaned_data[name] for name in wishes.HOURS}
