"""Where a remark belongs: the words it is about with what stands around them, found again in another version.

Pure functions. A quote with context is what the W3C Web Annotation model calls a TextQuoteSelector (section 4.2.4); the
paragraph keeps what was found from wandering to another part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

# So many characters before and after the words are kept.
CONTEXT = 48
# From this ratio (0 to 1, of difflib) changed words are the same passage.
ALIKE = 0.6
# Words that moved to another paragraph are recognised from this number on; fewer may be there by chance.
RECOGNISED = 6
TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class Anchor:
    """Words in a paragraph. `start` is where they stood, counted in characters; it only decides between equals."""

    key: int
    quote: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0
    is_whole: bool = False


@dataclass(frozen=True)
class Found:
    """Where the words are: never empty and never outside the paragraph. `is_same`: not a letter of them changed."""

    key: int
    start: int
    end: int
    is_same: bool


def snap(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a selection to whole words, without space at its ends. Raises ValueError when nothing is left."""
    start, end = max(0, start), min(len(text), end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        raise ValueError("an empty selection")
    while start and is_word(text[start]) and is_word(text[start - 1]):
        start -= 1
    while end < len(text) and is_word(text[end - 1]) and is_word(text[end]):
        end += 1
    return start, end


def is_word(sign: str) -> bool:
    """Say whether a sign is part of a word, as regular expressions see it."""
    return sign.isalnum() or sign == "_"


def make(key: int, text: str, start: int, end: int) -> Anchor:
    """Anchor a selection in a paragraph, widened to whole words. Raises ValueError when it is empty."""
    start, end = snap(text, start, end)
    return Anchor(
        key=key,
        quote=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        start=start,
        is_whole=(start, end) == (0, len(text)),
    )


def find(anchor: Anchor, texts: Mapping[int, str]) -> Found | None:
    """Find an anchor in the paragraphs of a version, by key; None when its words are gone.

    In this order: the same words in the same paragraph (by their context if they are there more than once), the same
    words in another paragraph, words that look like them in the same paragraph.
    """
    text = texts.get(anchor.key, "")
    if text and anchor.is_whole:
        return Found(anchor.key, 0, len(text), text == anchor.quote)
    if (start := place_of(anchor, text)) is not None:
        return Found(anchor.key, start, start + len(anchor.quote), is_same=True)
    return moved(anchor, texts) or alike(anchor, text)


def place_of(anchor: Anchor, text: str) -> int | None:
    """Give where the very words are, by context when they are there more than once."""
    places = list(occurrences(anchor.quote, text))
    if not places:
        return None
    return max(places, key=lambda start: (shared(anchor, text, start), -abs(start - anchor.start)))


def occurrences(quote: str, text: str) -> Iterator[int]:
    """Give every place of the words, as whole words and not inside longer ones."""
    at = text.find(quote) if quote else -1
    while at >= 0:
        end = at + len(quote)
        opens = at == 0 or not (is_word(text[at]) and is_word(text[at - 1]))
        closes = end == len(text) or not (is_word(text[end - 1]) and is_word(text[end]))
        if opens and closes:
            yield at
        at = text.find(quote, at + 1)


def shared(anchor: Anchor, text: str, start: int) -> int:
    """Count the characters around a place that are those of the anchor: to the left of it and to the right."""
    end = start + len(anchor.quote)
    return same(reversed(anchor.prefix), reversed(text[:start])) + same(iter(anchor.suffix), iter(text[end:]))


def same(one: Iterator[str], other: Iterator[str]) -> int:
    """Count how many signs are the same before the first that differs."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def moved(anchor: Anchor, texts: Mapping[int, str]) -> Found | None:
    """Find the very words in another paragraph: they were moved there, or the paragraph was split or joined."""
    if len(TOKEN.findall(anchor.quote)) < RECOGNISED:
        return None
    best: tuple[int, Found] | None = None
    for key, text in texts.items():
        start = place_of(anchor, text) if key != anchor.key else None
        if start is None:
            continue
        score = shared(anchor, text, start)
        if best is None or score > best[0]:
            best = score, Found(key, start, start + len(anchor.quote), is_same=True)
    return best[1] if best else None


def alike(anchor: Anchor, text: str) -> Found | None:
    """Find words that look like those of the anchor, between what stood around them."""
    place = between(anchor, text)
    if place is None or ratio(anchor.quote, text[place[0] : place[1]]) < ALIKE:
        return None
    return Found(anchor.key, *place, is_same=False)


def ratio(one: str, other: str) -> float:
    """Say how alike two pieces of text are, 0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def between(anchor: Anchor, text: str) -> tuple[int, int] | None:
    """Give what stands now between the words that stood around the quote, or between its own first and last words."""
    before, quote, after = (TOKEN.findall(part) for part in (anchor.prefix, anchor.quote, anchor.suffix))
    now = list(TOKEN.finditer(text))
    was = [*before, *quote, *after]
    pairs = matched(was, [token.group() for token in now])
    first, last = len(before), len(before) + len(quote) - 1
    opening = [new + 1 for old, new in pairs if old == first - 1] or [new for old, new in pairs if first <= old <= last]
    closing = [new - 1 for old, new in pairs if old == last + 1] or [new for old, new in pairs if first <= old <= last]
    return spread(now, opening[0], closing[-1]) if opening and closing else None


def matched(was: list[str], now: list[str]) -> list[tuple[int, int]]:
    """Pair the words that are in both, in order."""
    blocks = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
    return [(block.a + at, block.b + at) for block in blocks for at in range(block.size)]


def spread(now: list[re.Match[str]], first: int, last: int) -> tuple[int, int] | None:
    """Give start and end of a row of words; None when there are none."""
    if not 0 <= first <= last < len(now):
        return None
    return now[first].start(), now[last].end()
