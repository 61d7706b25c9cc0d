"""Addresses in mail, where there is no request to build them from."""

from __future__ import annotations

from datetime import date

from django import template
from django.conf import settings

from foundation.templatetags.words import day

register = template.Library()


@register.simple_tag
def site_url(path: str) -> str:
    """Give the full address of a path on this site (SITE_URL)."""
    return settings.SITE_URL.rstrip("/") + path


@register.filter
def iso_day(value: str) -> str:
    """Write a day that waited in the outbox as 2026-12-31 in full: 31 december 2026."""
    return day(date.fromisoformat(value))


@register.filter
def quoted(text: str) -> str:
    """Mark every line as somebody's words, as mail programs do."""
    return "\n".join(f"> {line}" for line in text.splitlines())
