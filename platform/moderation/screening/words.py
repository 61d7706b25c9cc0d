"""Word rules: what administrators want to see, and where the same letters mean nothing bad.

How a rule is written stands in docs/rules/moderation.md ("word rules").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from moderation.opening import Seen
from moderation.screening.groups import filled_in
from moderation.screening.plain import flat, readings
from moderation.screening.sounds import heard_in, sounds_like

# Letters hidden behind a star: "kl**tzak".
MASKED = re.compile(r"(?<!\w)[^\W_]{1,20}[*#]{1,6}[^\W_]{1,20}(?!\w)")
# A star by itself in a pattern: at most this many words between, in the same sentence.
BETWEEN = 4
# What belongs together (&) stands within so many signs of each other.
TOGETHER = 200
# Kinds of rules that are also met by how a word sounds.
SOUNDED = {"insult", "hate"}
# What stands between words of one sentence.
IN_SENTENCE = r"[^\w.!?;\n]+"
# A masked word has to show at least this much of the word of a rule that goes on after it.
SHOWN = 4


@dataclass(frozen=True)
class Rule:
    """One thing to see; `weight` 0-100, `reason` what a moderator reads.

    `pattern` is one or more words, with * for any beginning or ending ("kanker*") and | between words that may take
    each other's place ("ik sla je|jullie"); `<jou>` is a group of such words (see `groups`), and & stands between what
    has to be near each other in any order. `allowed` are contexts in which it says nothing ("kankeronderzoek").
    """

    code: str
    pattern: str
    weight: int
    reason: str
    allowed: tuple[str, ...] = ()


def words(text: str, rules: Iterable[Rule]) -> Iterator[Seen]:
    """Give where a text breaks a rule; every rule once, at its first place."""
    read = readings(text)
    plain, where = read[0]
    masked = [(match, re.compile(re.sub(r"[*#]", ".", match.group()))) for match in MASKED.finditer(plain)]
    heard = heard_in(plain)
    for rule in rules:
        found = next(((span, places) for one, places in read if (span := first_place(one, rule))), None)
        if found is None and (hidden := behind_stars(masked, rule.pattern) or misspelled(plain, heard, rule)):
            found = hidden, where
        if found is not None:
            (start, end), places = found
            yield Seen(rule.code, rule.reason, rule.weight, places[start], places[end - 1] + 1)


def first_place(plain: str, rule: Rule) -> tuple[int, int] | None:
    """Give the first place in a flat text that breaks a rule, outside every context in which it says nothing."""
    parts = parts_of(rule.pattern)
    if not all(any(one in plain for one in telling_part(part)) for part in parts):
        return None
    first, *others = (compiled(part) for part in parts)
    found = first.search(plain)
    if found is None:
        return None
    spared = [match.span() for one in rule.allowed for match in compiled(one).finditer(plain)]
    for match in first.finditer(plain, found.start()):
        if any(start <= match.start() and match.end() <= end for start, end in spared):
            continue
        around = max(0, match.start() - TOGETHER), match.end() + TOGETHER
        if all(other.search(plain, *around) for other in others):
            return match.span()
    return None


def misspelled(plain: str, heard: dict[str, tuple[int, int]], rule: Rule) -> tuple[int, int] | None:
    """Give the place of a word that sounds like a rule and is not written like it: that was looked at already."""
    span = sounds_like(heard, rule.pattern) if rule.code in SOUNDED else None
    return span if span and not compiled(rule.pattern).fullmatch(plain, *span) else None


def behind_stars(masked: list[tuple[re.Match[str], re.Pattern[str]]], pattern: str) -> tuple[int, int] | None:
    """Give the first word with hidden letters that is a rule of one word; longer rules are not looked for."""
    if not masked or " " in pattern or "<" in pattern:
        return None
    for match, shape in masked:
        if any(fits(match.group(), shape, one) for one in flat(pattern)[0].split("|")):
            return match.span()
    return None


def fits(masked: str, shape: re.Pattern[str], word: str) -> bool:
    """Say whether a word with hidden letters is a word of a rule, or begins with it where that goes on (kanker*)."""
    core = word.strip("*")
    if shape.fullmatch(core):
        return True
    if not word.endswith("*") or word.startswith("*") or len(masked) <= len(core):
        return False
    shown = masked[: len(core)]
    seen = sum(sign not in "*#" for sign in shown)
    return seen >= SHOWN and re.fullmatch(re.sub(r"[*#]", ".", shown), core) is not None


@lru_cache(maxsize=8_192)
def parts_of(pattern: str) -> tuple[str, ...]:
    """Give what has to be near each other, with the groups written out."""
    return tuple(filled_in(part) for part in pattern.split(" & "))


@lru_cache(maxsize=8_192)
def compiled(pattern: str) -> re.Pattern[str]:
    """Make the expression of a pattern without groups: whole words with any room between them."""
    parts = flat(pattern)[0].split()
    made, room = "", ""
    for part in parts:
        if part == "*":
            made += (IN_SENTENCE if room else "") + rf"(?:\w+{IN_SENTENCE}){{0,{BETWEEN}}}?"
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
