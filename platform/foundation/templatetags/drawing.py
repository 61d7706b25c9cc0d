"""The parts of the energy field and the hexagon map; SVG does not wrap lines, so the server does."""

from __future__ import annotations

from math import sqrt
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

register = template.Library()

# Average width of a letter as a part of the size of the type, measured on our font in the weight of the labels.
LETTER = 0.56
LINE = 1.12
SIZES = (20.0, 18.0, 16.0, 14.0, 12.5)
MOST_LINES = 6


def rooms(radius: float, lines: int, size: float) -> list[float]:
    """Give the width that each of so many lines has in a circle: the middle has more than top and bottom."""
    inner = radius * 0.93
    found = []
    for place in range(lines):
        middle = (place - (lines - 1) / 2) * size * LINE
        edge = abs(middle) + size * 0.4
        found.append(2 * sqrt(max(0.0, inner**2 - edge**2)))
    return found


def fill(words: list[str], widths: list[float], size: float) -> list[str] | None:
    """Put the words on the lines in order; None when they do not fit."""
    lines: list[str] = []
    left = list(words)
    for width in widths:
        line = ""
        while left and len(f"{line} {left[0]}".strip()) * size * LETTER <= width:
            line = f"{line} {left.pop(0)}".strip()
        if not line:
            return None
        lines.append(line)
        if not left:
            return lines if len(lines) == len(widths) else None
    return None


def fit(text: str, radius: float) -> tuple[list[str], float]:
    """Choose the largest type in which the text fits a circle; cut the text when even the smallest does not."""
    words = text.split()
    while words:
        for size in SIZES:
            for count in range(1, MOST_LINES + 1):
                lines = fill(words, rooms(radius, count, size), size)
                if lines:
                    return lines, size
        words = [*words[:-2], f"{words[-2].rstrip('…,.')}…"] if len(words) > 1 else []
    return [], SIZES[-1]


def circle_label(text: str, x: float, y: float, r: float) -> SafeString:
    """Write a text in the middle of a circle, over as many lines as it needs."""
    lines, size = fit(text, r)
    top = y - (len(lines) - 1) * size * LINE / 2 + size * 0.34
    spans = format_html_join(
        "",
        '<tspan x="{}" y="{}">{}</tspan>',
        ((round(x, 1), round(top + place * size * LINE, 1), line) for place, line in enumerate(lines)),
    )
    return format_html(
        '<text class="field__label" font-size="{}" text-anchor="middle" aria-hidden="true">{}</text>', size, spans
    )


@register.simple_tag
def energy_circle(circle: dict[str, Any]) -> SafeString:
    """Draw one initiative of the energy field as a link; the title is there for everybody, the label when it fits."""
    x, y, r = circle["x"], circle["y"], circle["r"]
    name = circle["title"]
    where = f"{name} ({circle['municipality']})" if circle["municipality"] else name
    label = circle_label(name, x, y, r) if circle["show_label"] else ""
    return format_html(
        '<a class="field__link {}" href="{}" aria-label="{}"><title>{}</title>'
        '<circle class="field__circle" cx="{}" cy="{}" r="{}"/>{}</a>',
        circle["theme"].colour, circle["url"], where, where, x, y, r, label,
    )  # fmt: skip


def name_lines(name: str) -> list[str]:
    """Break the name of a municipality so that it fits a hexagon."""
    if "-" in name:
        first, rest = name.split("-", 1)
        return [f"{first}-", rest]
    if name.endswith("land") and len(name) > 11:
        return [f"{name[:-4]}-", "land"]
    return name.split(" ") if len(name) > 12 else [name]


@register.simple_tag
def hexagon(hexagon: Any, current: Any = None) -> SafeString:
    """Draw one municipality of the map as a link with its name; on a phone the first letters are enough."""
    place = hexagon.municipality
    here = bool(current) and place.pk == current.pk
    label = ngettext("%(name)s: %(count)d initiative", "%(name)s: %(count)d initiatives", hexagon.count) % {
        "name": place.name,
        "count": hexagon.count,
    }
    lines = name_lines(place.name)
    top = hexagon.y + 3.6 - (len(lines) - 1) * 6
    spans = format_html_join(
        "",
        '<tspan x="{}" y="{}">{}</tspan>',
        ((hexagon.x, round(top + place_of * 12, 1), line) for place_of, line in enumerate(lines)),
    )
    return format_html(
        '<a class="hex__link hex--{}{}" href="{}" aria-label="{}"{}><title>{}</title>'
        '<polygon class="hex__shape" points="{}"/><text class="hex__name" aria-hidden="true">{}</text>'
        '<text class="hex__short" x="{}" y="{}" aria-hidden="true">{}</text></a>',
        hexagon.level, " hex--here" if here else "", place.get_absolute_url(), label,
        SafeString(' aria-current="true"') if here else "", label, hexagon.points, spans,
        hexagon.x, round(hexagon.y + 7, 1), place.name[:3],
    )  # fmt: skip


@register.filter
def seed(key: int | None) -> int:
    """Give the number that a drawn landscape of this publication is made from."""
    return (key or 1) % 10_000
