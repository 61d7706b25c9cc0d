"""The house rules on a page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation import house_rules as rules
from moderation.grounds import text_of, title_of
from moderation.models import RulesVersion

register = template.Library()


@register.simple_tag
def house_rules() -> dict[str, Any]:
    """Give the version in force with its rules, and the versions before and after it."""
    today = timezone.localdate()
    version = rules.version_on(today)
    others = [one for one in RulesVersion.objects.all() if one != version]
    return {
        "version": version,
        "rules": rules.rules_of(version) if version else [],
        "older": [one for one in others if one.in_force_from <= today],
        "coming": [one for one in others if one.in_force_from > today],
    }


@register.filter
def lasting(length: timedelta) -> str:
    """Say how long something took: in hours below two days, in days above."""
    hours = round(length.total_seconds() / 3600)
    if hours < 1:
        return _("less than an hour")
    if hours < 48:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return ngettext("%(count)d day", "%(count)d days", hours // 24) % {"count": hours // 24}


register.filter("title_of", title_of)
register.filter("text_of", text_of)
