"""Icons from the one sprite, and the energy meter: markup that is the same on every page, made once per process."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()

LEVELS = 5


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon; without a label it is decoration and hidden from screen readers."""
    address = f"{static('img/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}" focusable="false"><use href="{}"></use></svg>', label, address
        )
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>',
        address,
    )


@register.simple_tag
def energy(level: int | None) -> SafeString:
    """Draw the energy of an initiative: five circles that grow, as many filled as there is energy."""
    return _energy(max(0, min(LEVELS, level or 0)), get_language() or "")


@lru_cache(maxsize=32)
def _energy(level: int, language: str) -> SafeString:
    circles = SafeString("")
    x = 2.0
    for step in range(1, LEVELS + 1):
        radius = 2.5 + step * 0.9
        x += radius
        circles += format_html(
            '<circle cx="{}" cy="9" r="{}" class="{}"/>',
            round(x, 1),
            round(radius, 1),
            "energy__on" if step <= level else "energy__off",
        )
        x += radius + 2.5
    return format_html(
        '<span class="energy"><span class="energy__word">{}</span>'
        '<svg class="energy__meter" viewBox="0 0 {} 18" role="img" aria-label="{}">{}</svg></span>',
        _("Energy"),
        round(x),
        _("%(level)s of %(levels)s") % {"level": level, "levels": LEVELS},
        circles,
    )
