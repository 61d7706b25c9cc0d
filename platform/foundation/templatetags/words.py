"""Numbers and moments in words, as a resident would say them."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def number(value: object) -> str:
    """Write a whole number with the thousands separator of the language: 1.250."""
    try:
        return formats.number_format(int(str(value)), use_l10n=True, force_grouping=True)
    except ValueError:
        return str(value)


def _local_day(value: date) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def day(value: date | None) -> str:
    """Write a day in full: 31 december 2026."""
    return formats.date_format(_local_day(value), "j F Y") if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Write a moment in full: 31 december 2026, 14:05."""
    return formats.date_format(timezone.localtime(value), "j F Y, H:i") if value else ""


@register.filter
def ago(value: date | None) -> str:
    """Say how long ago a day was; after four weeks the date says more than the distance."""
    if not value:
        return ""
    days = (timezone.localdate() - _local_day(value)).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days < 7:
        return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}
    if days < 29:
        weeks = days // 7
        return ngettext("%(count)d week ago", "%(count)d weeks ago", weeks) % {"count": weeks}
    return day(value)
