"""The follow button, for any page: what may be followed stands in the page's own context."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from accounts.models import User
from notifications import following

register = template.Library()

# In addresses; the other way round in the views.
WORDS = {"publication": "publicatie", "theme": "thema", "municipality": "gemeente", "author": "persoon"}


@register.inclusion_tag("notifications/_follow.html", takes_context=True)
def follow_button(context: dict[str, Any], target: following.Followable) -> dict[str, Any]:
    """Show a button to follow or to stop; a visitor gets a link, because pages for visitors hold no token."""
    request = context.get("request")
    person = request.user if request is not None and isinstance(request.user, User) else None
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        **button_context(person, target),
    }


def is_followed(person: User, target: following.Followable) -> bool:
    """Say whether this person follows it, from what the page asked beforehand (`is_followed`) if it did."""
    known: bool | None = getattr(target, "is_followed", None)
    return following.follows(person, target) if known is None else known


def button_context(person: User | None, target: following.Followable) -> dict[str, Any]:
    """Give what the button shows."""
    kind = following.column_of(target)
    return {
        "kind": kind,
        "target": target,
        "is_visitor": person is None,
        "is_oneself": person is not None and kind == "author" and person.pk == target.pk,
        "is_following": person is not None and is_followed(person, target),
        "address": reverse("notifications:follow", args=[WORDS[kind], target.pk]),
    }
