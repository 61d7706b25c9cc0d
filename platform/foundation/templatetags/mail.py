"""Addresses in mail, where there is no request to build them from."""

from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def site_url(path: str) -> str:
    """Give the full address of a path on this site (SITE_URL)."""
    return settings.SITE_URL.rstrip("/") + path
