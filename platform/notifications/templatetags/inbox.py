"""What is unread, for the header of every page, and when something came in, as one would say it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from accounts.models import User
from foundation.templatetags.words import day
from notifications import inbox

register = template.Library()


@register.inclusion_tag("notifications/_bell.html", takes_context=True)
def bell(context: dict[str, Any], *, is_short: bool = False) -> dict[str, Any]:
    """Show the way to one's notices, with how many are new; nothing for a visitor, and no query."""
    request = context.get("request")
    # An error page may come before anybody was recognised.
    user = getattr(request, "user", None)
    if request is None or not isinstance(user, User):
        return {"person": None}
    count = inbox.unread(user)
    return {
        "person": user,
        "count": count,
        "shown": "99+" if count >= inbox.MOST_COUNTED else str(count),
        "is_short": is_short,
        "is_here": getattr(request.resolver_match, "view_name", "") == "notifications:inbox",
    }


@register.filter
def said(at: datetime) -> str:
    """Say when something came in: "today at 14:05", "yesterday at 9:12", "Saturday at 16:40", else the day."""
    local = timezone.localtime(at)
    days = (timezone.localdate() - local.date()).days
    words = {"time": formats.date_format(local, "G:i"), "day": formats.date_format(local, "l")}
    if days <= 0:
        return _("today at %(time)s") % words
    if days == 1:
        return _("yesterday at %(time)s") % words
    return _("%(day)s at %(time)s") % words if days < 7 else day(local)
