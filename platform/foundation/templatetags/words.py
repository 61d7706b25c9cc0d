"""Numbers and moments in words, as a resident would say them."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def number(value: object) -> str:
    """Write a whole number with the thousands separator of the language: 1.250."""
    try:
        return _number(int(str(value)), get_language())
    except ValueError:
        return str(value)


# The same numbers and days come back on every page; formatting them anew costs a tenth of a list.
@lru_cache(maxsize=2048)
def _number(value: int, _language: str | None) -> str:
    return formats.number_format(value, use_l10n=True, force_grouping=True)


@lru_cache(maxsize=2048)
def _in_full(value: date, _language: str | None) -> str:
    return formats.date_format(value, "j F Y")


def _local_day(value: date) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def day(value: date | None) -> str:
    """Write a day in full: 31 december 2026."""
    return _in_full(_local_day(value), get_language()) if value else ""


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
