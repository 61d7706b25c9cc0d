"""The parts of the energy field and the hexagon map; SVG does not wrap lines, so the server does."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

register = template.Library()

# Average width of a letter as a part of the size of the type, measured on our font.
LETTER = 0.52
LINE = 1.12


def lines_for(text: str, width: float, size: float) -> list[str]:
    """Break a text into lines that fit `width`; a word that is too long has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and (len(lines[-1]) + 1 + len(word)) * size * LETTER <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def fit(text: str, radius: float) -> tuple[list[str], float]:
    """Choose the largest type in which the text fits a circle; cut it when even the smallest does not."""
    width = radius * 1.62
    for size in (19.0, 17.0, 15.0, 13.0, 12.0):
        lines = lines_for(text, width, size)
        fits = len(lines) * size * LINE <= radius * 1.25 and max(map(len, lines)) * size * LETTER <= width
        if fits:
            return lines, size
    size = 12.0
    room = max(1, int(radius * 1.25 / (size * LINE)))
    lines = lines_for(text, width, size)
    if len(lines) > room:
        lines = [*lines[: room - 1], f"{lines[room - 1]}…"]
    most = max(3, int(width / (size * LETTER)))
    return [line if len(line) <= most else f"{line[: most - 1]}…" for line in lines], size


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
