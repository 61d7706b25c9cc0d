"""A way from what is on the site to the queue, for moderators."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from moderation import rules
from moderation.models import Signal
from moderation.workbench import Piece

register = template.Library()


@register.simple_tag(takes_context=True)
def queue_link(context: dict[str, Any], kind: str, pk: int) -> str:
    """Link to the case about this, or to opening one; nothing for everybody else.

    Visitors without a cookie get a page that is kept for all of them: nothing of it depends on who they are.
    """
    user = getattr(context.get("request"), "user", None)
    if user is None or not rules.is_moderator(user):
        return ""
    address = reverse("admin:moderation_case_open", args=[kind, pk])
    return format_html('<a class="tool tool--moderate" href="{}">{}</a>', address, _("Look at it in the queue"))


@register.filter
def heaviest(piece: Piece, signals: list[Signal]) -> str:
    """Give the strength of a mark: "strong" from 40, else "light"."""
    return "strong" if max(signals[number - 1].weight for number in piece.numbers) >= 40 else "light"
