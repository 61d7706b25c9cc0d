"""Word rules: what administrators want to see, and where the same letters mean nothing bad.

How a rule is written stands in docs/rules/moderation.md ("word rules").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from moderation.opening import Seen

# Signs people write instead of letters.
INSTEAD = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
# "k l o o t z a k", "k.l.o.o.t.z.a.k": four single letters or more with one sign between.
SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_][ .*_-]){3,}[^\W\d_](?![^\W_])")
# The same letter again and again: two are left.
STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
# Letters hidden behind a star: "kl**tzak".
MASKED = re.compile(r"(?<!\w)[^\W_]{1,20}[*#]{1,6}[^\W_]{1,20}(?!\w)")
# A star by itself in a pattern: at most this many words between.
BETWEEN = 4


@dataclass(frozen=True)
class Rule:
    """One thing to see; `weight` 0-100, `reason` what a moderator reads.

    `pattern` is one or more words, with * for any beginning or ending ("kanker*") and | between words that may take
    each other's place ("ik sla je|jullie"); `allowed` are contexts in which it says nothing ("kankeronderzoek").
    """

    code: str
    pattern: str
    weight: int
    reason: str
    allowed: tuple[str, ...] = ()


def words(text: str, rules: Iterable[Rule]) -> Iterator[Seen]:
    """Give where a text breaks a rule; every rule once, at its first place."""
    plain, where = flat(text)
    masked = [(match, re.compile(re.sub(r"[*#]", ".", match.group()))) for match in MASKED.finditer(plain)]
    for rule in rules:
        span = first_place(plain, rule) or behind_stars(masked, rule.pattern)
        if span is not None:
            yield Seen(rule.code, rule.reason, rule.weight, where[span[0]], where[span[1] - 1] + 1)


def first_place(plain: str, rule: Rule) -> tuple[int, int] | None:
    """Give the first place in a flat text that breaks a rule, outside every context in which it says nothing."""
    if not any(one in plain for one in telling_part(rule.pattern)):
        return None
    found = compiled(rule.pattern).search(plain)
    if found is None:
        return None
    spared = [match.span() for one in rule.allowed for match in compiled(one).finditer(plain)]
    for match in compiled(rule.pattern).finditer(plain, found.start()):
        if not any(start <= match.start() and match.end() <= end for start, end in spared):
            return match.span()
    return None


def behind_stars(masked: list[tuple[re.Match[str], re.Pattern[str]]], pattern: str) -> tuple[int, int] | None:
    """Give the first word with hidden letters that is a rule of one word; longer rules are not looked for."""
    if not masked or " " in pattern:
        return None
    for match, shape in masked:
        if any(shape.fullmatch(one.strip("*")) for one in flat(pattern)[0].split("|")):
            return match.span()
    return None


@lru_cache(maxsize=8_192)
def compiled(pattern: str) -> re.Pattern[str]:
    """Make the expression of a pattern: whole words with any room between them."""
    parts = flat(pattern)[0].split()
    made, room = "", ""
    for part in parts:
        if part == "*":
            made += room + rf"(?:\w+\W+){{0,{BETWEEN}}}?"
            room = ""
            continue
        either = "|".join(re.escape(one).replace(r"\*", r"\w*") for one in part.split("|") if one)
        made, room = made + room + f"(?:{either})", r"\W+"
    return re.compile(r"(?<!\w)" + made + r"(?!\w)") if made else re.compile(r"(?!)")


@lru_cache(maxsize=8_192)
def telling_part(pattern: str) -> tuple[str, ...]:
    """Give letters of which one must be in a text for the pattern to fit: looking for them is far quicker."""
    choices = []
    for part in flat(pattern)[0].split():
        either = [max(one.split("*"), key=len) for one in part.split("|") if one]
        if either and all(either):
            choices.append(tuple(either))
    return min(choices, key=lambda one: (len(one), -len(one[0])), default=("",))


@lru_cache(maxsize=4_096)
def plain_signs(sign: str) -> str:
    """Give one sign in small letters without accents."""
    return "".join(one for one in unicodedata.normalize("NFKD", sign.casefold()) if not unicodedata.combining(one))


def flat(text: str) -> tuple[str, list[int]]:
    """Give a text in plain small letters, and for each letter where it stood: accents gone, "k4nk3r" read as letters.

    Figures are read as letters only inside a word that has letters too: a year stays a year. Letters with a space or
    a dot after each are one word, and a letter that is held on is written twice at most.
    """
    if text.isascii():
        plain, where = text.lower(), list(range(len(text)))
    else:
        pairs = [(one, place) for place, sign in enumerate(text) for one in plain_signs(sign)]
        plain, where = "".join(one for one, _place in pairs), [place for _one, place in pairs]
    plain = re.sub(r"[\w@$!]+", lambda match: as_letters(match.group()), plain)
    plain, where = shortened(plain, where, SPACED, lambda run: range(0, len(run), 2))
    return shortened(plain, where, STRETCHED, lambda _run: range(2))


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


def as_letters(word: str) -> str:
    """Read figures in a word as the letters they stand for, when it has at least as many letters."""
    letters = sum(sign.isalpha() for sign in word)
    if letters < 2 or letters == len(word) or letters * 2 < len(word):
        return word
    body = word.rstrip("!")
    return body.translate(INSTEAD) + word[len(body) :]
