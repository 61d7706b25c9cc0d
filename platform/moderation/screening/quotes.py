"""What somebody says that another said: a quote with "he shouted" beside it is told, and not meant.

Its signals stay, for a moderator to read, and weigh a quarter. Who puts their own threat between quotes gains nothing:
beside "I said" it weighs what it weighed.
"""

from __future__ import annotations

import re
from dataclasses import replace

from moderation.opening import Seen

# Signals of words; a telephone number in a quote is a telephone number.
WORDS = {"insult", "hate", "threat"}
PART = 4
QUOTE = re.compile(r"[\"“”„«][^\"“”„«»\n]{1,300}[\"“”»]|(?<!\w)['‘‚][^'‘’\n]{1,200}['’](?!\w)")
TELLING = re.compile(
    r"\b(?:riep(?:en)?|roept|roepen|geroepen|schreeuw\w{0,5}|geschreeuwd|zei(?:den)?|zegt|zegde|gezegd|schreef|schrijft"
    r"|geschreven|las|lees|staat|stond|hoor|hoorde|hoorden|noemt?|noemden?|genoemd|gescholden|uitgescholden|uitgemaakt"
    r"|schelden|scheldt|scheldwoord\w{0,2}|woord|woorden|opmerking\w{0,2}|liedje|lied|boek|film|toneelstuk|spreekwoord"
    r"|gezegde|uitdrukking|titel|spandoek|leus|leuzen|said|says|called|calls|shouted|shouts|yelled|wrote|word|words|song"
    r"|movie|book|sign|slogan)\b",
    re.IGNORECASE,
)
# Then it is their own.
MINE = re.compile(
    r"\b(?:zei|zeg|riep|roep|schreef|schrijf|noem|herhaal) ik\b|\b(?:ik|wij|we) (?:zeg|zeggen|zei|zeiden|noem|noemen"
    r"|roep|roepen|riep|herhaal)\b|\bi (?:say|said|repeat|call|called)\b",
    re.IGNORECASE,
)
NEAR = 60
# "Jij bent geen sukkel": not said of anybody.
DENIED = re.compile(r"\b(?:geen|niet|nooit|gin|nich|no|not)\s+(?:(?:een|zo'n|a|an|such|een\s\w+)\s+)?$", re.IGNORECASE)
# "voor homo uitgescholden", "het woord neger".
NAMED_BEFORE = re.compile(r"\b(?:het woord|scheldwoord|term|als)\s+\W?$|\b(?:voor)\s+(?:\w+\s+)?\W?$", re.IGNORECASE)
NAMED_AFTER = re.compile(
    r"^\W{0,3}(?:\w+\s+){0,2}(?:uitgescholden|uitgemaakt|gescholden|werd|worden|wordt|geroepen|gebruikt|gebruiken)\b",
    re.IGNORECASE,
)


def told(text: str, seen: list[Seen]) -> list[Seen]:
    """Give the signals, with those of what is only quoted made light."""
    if not any(one.code in WORDS for one in seen):
        return seen
    quotes = [match.span() for match in QUOTE.finditer(text) if is_told(text, *match.span())]
    return [lightened(one) if is_quoted(text, one, quotes) else one for one in seen]


def is_told(text: str, start: int, end: int) -> bool:
    """Say whether somebody tells of a quote that another said it."""
    around = f"{text[max(0, start - NEAR) : start]} … {text[end : end + NEAR]}"
    return TELLING.search(around) is not None and MINE.search(around) is None


def is_quoted(text: str, one: Seen, quotes: list[tuple[int, int]]) -> bool:
    """Say whether a signal is about words of another."""
    if one.code not in WORDS or one.start is None or one.end is None:
        return False
    if any(start <= one.start and one.end <= end for start, end in quotes):
        return True
    first, space, _last = text[one.start : one.end].rpartition(" ")
    last = one.start + len(first + space)
    if one.code == "insult" and DENIED.search(text[max(0, last - NEAR) : last]):
        return True
    before, after = text[max(0, one.start - NEAR) : one.start], text[one.end : one.end + NEAR]
    return NAMED_BEFORE.search(before) is not None and NAMED_AFTER.search(after) is not None


def lightened(one: Seen) -> Seen:
    """Give a signal with a part of its weight."""
    return replace(one, weight=max(1, one.weight // PART))
