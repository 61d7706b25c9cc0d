"""Words that are spelled wrong, by accident or not, and sound the same: "klootsak"."""

from __future__ import annotations

import re
from functools import lru_cache

from moderation.screening.plain import flat

# What sounds alike in Dutch, in this order.
ALIKE = (
    *(("sch", "sg"), ("ch", "g"), ("ij", "y"), ("ei", "y"), ("ou", "au")),
    *(("z", "s"), ("v", "f"), ("c", "k"), ("q", "k")),
)
# Shorter words sound like too many others.
LEAST = 7
WORD = re.compile(r"[^\W\d_]{6,40}")


@lru_cache(maxsize=16_384)
def sound(word: str) -> str:
    """Give how a word sounds, roughly: letters that sound alike are one, and double letters are single."""
    for written, heard in ALIKE:
        word = word.replace(written, heard)
    word = re.sub(r"(.)\1+", r"\1", word)
    return re.sub(r"d$", "t", word)


@lru_cache(maxsize=8_192)
def sounds_of(pattern: str) -> tuple[tuple[str, bool], ...]:
    """Give the sounds of a rule of one word, and whether it goes on after that; none for longer rules."""
    if " " in pattern or "<" in pattern:
        return ()
    words = [one for one in flat(pattern)[0].split("|") if one and not one.startswith("*")]
    heard = [(sound(one.rstrip("*")), one.endswith("*")) for one in words]
    return tuple(one for one in heard if len(one[0]) >= LEAST)


def heard_in(plain: str) -> dict[str, tuple[int, int]]:
    """Give the sounds of the words in a flat text, each with its first place."""
    found: dict[str, tuple[int, int]] = {}
    for match in WORD.finditer(plain):
        found.setdefault(sound(match.group()), match.span())
    return found


def sounds_like(heard: dict[str, tuple[int, int]], pattern: str) -> tuple[int, int] | None:
    """Give the place of a word that sounds like a rule."""
    for one, goes_on in sounds_of(pattern):
        if one in heard:
            return heard[one]
        if goes_on:
            for other, span in heard.items():
                if other.startswith(one):
                    return span
    return None
