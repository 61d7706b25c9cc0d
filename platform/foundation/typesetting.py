"""The letters of the house on paper and in pictures: its font, and breaking a text into lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from django.contrib.staticfiles import finders
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

Measure = Callable[[str], float]


@lru_cache
def font_file(weight: str) -> str:
    """Find the font of the house, regular or bold, among the built static files."""
    found = finders.find(f"fonts/atkinson-hyperlegible-next-{weight}.ttf")
    if not found:
        raise FileNotFoundError("the fonts are not built: npm run build")
    return str(found)


@lru_cache
def pdf_font(weight: str) -> TTFont:
    """Give the font for PDF, read once in the life of a process."""
    font = TTFont(f"House-{weight}", font_file(weight))
    pdfmetrics.registerFont(font)
    return font


def letters(text: str) -> str:
    """Leave out what the font cannot write, such as emoji: an empty box on a poster helps nobody."""
    known = pdf_font("bold").face.charToGlyph
    return " ".join("".join(one for one in text if ord(one) in known or one.isspace()).split())


def wrap(text: str, measure: Measure, width: float) -> list[str]:
    """Break a text into lines of at most this width; a word that is too long itself is broken too."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and measure(joined) <= width:
            lines[-1] = joined
        else:
            lines.extend(pieces(word, measure, width))
    return lines


def pieces(word: str, measure: Measure, width: float) -> Iterator[str]:
    """Cut a word into parts that fit."""
    part = ""
    for letter in word:
        if part and measure(part + letter) > width:
            yield part
            part = ""
        part += letter
    yield part
