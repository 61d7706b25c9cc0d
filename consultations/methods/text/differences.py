"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# Two paragraphs that share less than this are not the same one changed.
SAME_PARAGRAPH = 0.5


@dataclass(frozen=True)
class Piece:
    """A piece of text that is in both ("same"), only in the new one ("added") or only in the old one ("gone")."""

    kind: str
    text: str


def pieces(old: str, new: str) -> list[Piece]:
    """Give two texts as one row of pieces: "same" with "gone" is the old one, "same" with "added" the new one."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    found: list[Piece] = []
    for kind, one, two, three, four in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(before[one:two])))
            continue
        if two > one:
            found.append(Piece("gone", "".join(before[one:two])))
        if four > three:
            found.append(Piece("added", "".join(after[three:four])))
    return list(joined(found))


def joined(found: list[Piece]) -> Iterator[Piece]:
    """Read changes with nothing but a space between them as one change, which is easier to follow and to hear."""
    gone = added = ""
    for at, piece in enumerate(found):
        is_gap = piece.kind == "same" and not piece.text.strip() and 0 < at < len(found) - 1
        if piece.kind == "gone" or is_gap:
            gone += piece.text
        if piece.kind == "added" or is_gap:
            added += piece.text
        if piece.kind == "same" and not is_gap:
            yield from changed(gone, added)
            gone = added = ""
            yield piece
    yield from changed(gone, added)


def changed(gone: str, added: str) -> Iterator[Piece]:
    """Give what went and what came in its place."""
    if gone:
        yield Piece("gone", gone)
    if added:
        yield Piece("added", added)


def carry_keys(old: Sequence[tuple[int, str]], new: Sequence[str]) -> list[int | None]:
    """Give for each new paragraph the key of the old one it is, the same or changed; None for one that is new.

    The same text keeps its key wherever it went; a changed one is the most alike among those that went at that place.
    """
    before, after = [text for _key, text in old], list(new)
    keys: list[int | None] = [None] * len(after)
    for kind, one, two, three, four in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            keys[three:four] = [key for key, _text in old[one:two]]
    free = {key: text for key, text in old if key not in keys}
    for at, text in enumerate(after):
        if keys[at] is None and (key := next((key for key, was in free.items() if was == text), None)) is not None:
            keys[at] = key
            del free[key]
    for kind, one, two, three, four in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "replace":
            continue
        for at in range(three, four):
            if keys[at] is None and (key := most_alike(after[at], old[one:two], free)) is not None:
                keys[at] = key
                del free[key]
    return keys


def most_alike(text: str, old: Sequence[tuple[int, str]], free: dict[int, str]) -> int | None:
    """Give the key of the old paragraph, still free, that this one is most like; None when none is like it."""
    words = WORDS.findall(text)
    scored = [
        (SequenceMatcher(None, WORDS.findall(was), words, autojunk=False).ratio(), -key)
        for key, was in old
        if key in free
    ]
    best = max(scored, default=(0.0, 0))
    return -best[1] if best[0] >= SAME_PARAGRAPH else None
