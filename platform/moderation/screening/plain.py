"""A text in plain small letters, whatever was done to hide its words, and for each letter where it stood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from moderation.screening.groups import KNOWN

# Signs people write instead of letters.
INSTEAD = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "i", "€": "e"}
)
# Letters of other alphabets, and of other languages, that look like ours.
LOOKS_LIKE = str.maketrans(
    "авекмнорстухіјѕԁɡһӏαβεικνορτυχωøłđħıſƽ",
    "abekmhopctyxijsdghlabeikvoptuxwoldhiss",
)
# Signs that nobody sees.
UNSEEN = frozenset("\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff")
# "k l o o t z a k", "L.U.L": three single letters or more, with the same few signs between.
SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_][ .*_-]{1,4}){2,}[^\W\d_](?![^\W_])")
# From so many letters on, what was written letter by letter may be several words; more than this is no sentence.
SEVERAL, MOST = 6, 200
# The same letter again and again.
STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
# A letter and a figure that together are a small word ("1k" is "ik").
SMALL = frozenset(["ik", "je", "we", "en", "de", "ze", "me", "jou", "hem", "you"])
LONGEST_WORD = 20


def readings(text: str) -> list[tuple[str, list[int]]]:
    """Give the ways a text can be read: with a letter that is held on written twice, and once when that differs."""
    plain, where = unmasked(text)
    twice = shortened(plain, where, STRETCHED, lambda _run: range(2))
    if twice[0] == plain:
        return [twice]
    return [twice, shortened(plain, where, STRETCHED, lambda _run: range(1))]


def flat(text: str) -> tuple[str, list[int]]:
    """Give the first reading of a text.

    Accents, look-alikes of other alphabets and signs that nobody sees are gone, and "k4nk3r" is read as letters:
    figures only inside a word that has letters too, so that a year stays a year. Letters with a space or a dot after
    each are words again, and a letter that is held on is written twice at most.
    """
    return readings(text)[0]


def unmasked(text: str) -> tuple[str, list[int]]:
    """Give a text in plain small letters with the letters that figures, spaces and dots stood for."""
    if text.isascii():
        plain, where = text.lower(), list(range(len(text)))
    else:
        pairs = [(one, place) for place, sign in enumerate(text) for one in plain_signs(sign)]
        plain, where = "".join(one for one, _place in pairs), [place for _one, place in pairs]
    plain = re.sub(r"[\w@$!€]+", lambda match: as_letters(match.group()), plain)
    return together_again(plain, where)


@lru_cache(maxsize=4_096)
def plain_signs(sign: str) -> str:
    """Give one sign in small letters of ours, without accents; nothing for what nobody sees."""
    if sign in UNSEEN:
        return ""
    letters = unicodedata.normalize("NFKD", sign.casefold()).casefold()
    return "".join(one for one in letters if not unicodedata.combining(one)).translate(LOOKS_LIKE)


def as_letters(word: str) -> str:
    """Read figures in a word as the letters they stand for, when it has enough letters."""
    letters = sum(sign.isalpha() for sign in word)
    if not letters or letters == len(word):
        return word
    body = word.rstrip("!")
    read = body.translate(INSTEAD)
    # "f4m1l13": fewer letters than figures, but in turns.
    in_turns = letters >= 3 and len(re.findall(r"[^\W\d_]+", word)) >= 3
    if in_turns or (letters >= 2 and letters * 2 >= len(word)) or read in SMALL:
        return read + word[len(body) :]
    return word


def together_again(plain: str, where: list[int]) -> tuple[str, list[int]]:
    """Put words together that were written letter by letter, and words apart that ran together by that."""
    signs: list[str] = []
    places: list[int] = []
    done = 0
    for match in SPACED.finditer(plain):
        kept = [match.start() + at for at, sign in enumerate(match.group()) if sign.isalpha()]
        signs.append(plain[done : match.start()])
        places += where[done : match.start()]
        at = 0
        for word in words_in(match.group()):
            signs.append(f" {word}" if at else word)
            # The space has no place of its own: that of the letter after it.
            places += [where[kept[at]]] if at else []
            places += [where[one] for one in kept[at : at + len(word)]]
            at += len(word)
        done = match.end()
    return ("".join(signs) + plain[done:], places + where[done:]) if done else (plain, where)


def words_in(run: str) -> list[str]:
    """Give the words that letters with signs between are: all known ones, or as the wider gaps between them say."""
    letters = "".join(sign for sign in run if sign.isalpha())
    known = parted(letters)
    if len(known) > 1:
        return known
    gaps = {len(gap) for gap in re.findall(r"[ .*_-]+", run)}
    wide = re.split(rf"[ .*_-]{{{min(gaps) + 1},}}", run) if len(gaps) > 1 else [run]
    return ["".join(sign for sign in one if sign.isalpha()) for one in wide]


@lru_cache(maxsize=1_024)
def parted(letters: str) -> list[str]:
    """Give the words that letters in a row are, when they are all known; else as one word."""
    if not SEVERAL <= len(letters) <= MOST or letters in KNOWN:
        return [letters]
    # The fewest words that fill it up to each letter.
    best: list[list[str] | None] = [[]]
    for end in range(1, len(letters) + 1):
        ways = [
            [*before, letters[start:end]]
            for start in range(max(0, end - LONGEST_WORD), end)
            if (before := best[start]) is not None and letters[start:end] in KNOWN
        ]
        best.append(min(ways, key=len, default=None))
    return best[-1] or [letters]


def shortened(
    plain: str, where: list[int], shape: re.Pattern[str], keep: Callable[[str], Iterable[int]]
) -> tuple[str, list[int]]:
    """Keep some signs of every run of a shape, and where they stood."""
    signs: list[str] = []
    places: list[int] = []
    done = 0
    for match in shape.finditer(plain):
        kept = [match.start() + one for one in keep(match.group())]
        signs += [plain[done : match.start()], *(plain[one] for one in kept)]
        places += [*where[done : match.start()], *(where[one] for one in kept)]
        done = match.end()
    return ("".join(signs) + plain[done:], places + where[done:]) if done else (plain, where)
