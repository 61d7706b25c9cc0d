"""Says how hard a Dutch text is to read, and what would make it easier (level B1). Pure functions, no network.

The score is the Reading Ease of Flesch, fitted to Dutch by W.H. Douma, "De leesbaarheid van landbouwbladen" (Bulletin
17, Landbouwhogeschool Wageningen, 1960): 206.84 - 0.77 x syllables per 100 words - 0.93 x words per sentence. Douma
calls 60 to 70 ordinary reading; a text below 55 is hard for most people. A formula knows nothing of meaning, so it only
advises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.plain_words import easier_words

LONG_SENTENCE = 15
TOO_LONG_SENTENCE = 20
LONG_WORD = 16
HARD = 55.0
ORDINARY = 70.0
# Fewer words than this say too little for a score.
FEWEST_WORDS = 12

SENTENCE = re.compile(r"[^.!?:\n]+(?:[.!?:]+(?!\d)|\n|$)|\.\d+")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Abbreviations and times have points that end no sentence.
POINTS = re.compile(
    r"\b(?:bijv|bv|o\.a|m\.b\.t|t\.a\.v|d\.w\.z|n\.v\.t|enz|ca|nr|dhr|mevr|dr|mr|drs|ing|ir)\.", re.IGNORECASE
)
VOWELS = re.compile(r"ieuw|eeuw|aai|ooi|oei|aa|ee|oo|uu|ie|oe|eu|ui|ou|au|ei|ij|[aeiouyàáâäèéêëìíîïòóôöùúûü]")
AUXILIARY = re.compile(r"\b(?:word|wordt|worden|werd|werden)\b", re.IGNORECASE)
PARTICIPLE = re.compile(r"\b(?:\w*ge\w{2,}(?:d|t|en)|ge\w+aan|(?:be|ver|ont|her)\w{3,}(?:d|t))\b", re.IGNORECASE)
MARKS = re.compile(r"[*_`#>]|\]\([^)]*\)|\[")


class Kind(Enum):
    """What makes it hard."""

    SENTENCE = "sentence"
    PASSIVE = "passive"
    WORD = "word"
    LONG_WORD = "long word"


@dataclass(frozen=True)
class Finding:
    """One thing that makes a text hard: the piece of it, and what to do."""

    kind: Kind
    piece: str
    advice: str | Promise


@dataclass(frozen=True)
class Level:
    """How hard a text is. `score` is None when it is too short to say; else higher is easier (about 0 to 100)."""

    score: float | None
    words: int
    longest_sentence: int
    findings: tuple[Finding, ...]

    @property
    def is_hard(self) -> bool:
        """Whether it asks for another look."""
        return bool(self.findings) or (self.score is not None and self.score < HARD)

    @property
    def label(self) -> Promise:
        """Give the score in words."""
        if self.score is None:
            return _("too short to say")
        if self.score < HARD:
            return _("hard")
        return _("easy") if self.score >= ORDINARY else _("good to read")


def syllables(word: str) -> int:
    """Count the syllables of a Dutch word, as vowels that are said together."""
    return max(1, len(VOWELS.findall(word.lower())))


def sentences_of(text: str) -> list[str]:
    """Cut a text (markdown may stay in it) into sentences; an item of a list is one too."""
    plain = POINTS.sub(lambda found: found[0].replace(".", ""), MARKS.sub(" ", text))
    pieces = [" ".join(one.split()).strip(" -") for one in SENTENCE.findall(plain)]
    return [one for one in pieces if WORD.search(one)]


def score_of(sentences: list[str]) -> float | None:
    """Give the score of Flesch and Douma; None for too few words."""
    words = [word for one in sentences for word in WORD.findall(one)]
    if len(words) < FEWEST_WORDS:
        return None
    per_hundred = 100 * sum(map(syllables, words)) / len(words)
    return round(206.84 - 0.77 * per_hundred - 0.93 * len(words) / len(sentences), 1)


def level_of(text: str) -> Level:
    """Look at a text and give its level, with what would make it easier."""
    sentences = sentences_of(text)
    lengths = [len(WORD.findall(one)) for one in sentences]
    found = [*long_sentences(sentences, lengths), *passives(sentences), *hard_words(text), *long_words(text)]
    return Level(score_of(sentences), sum(lengths), max(lengths, default=0), tuple(found))


def long_sentences(sentences: list[str], lengths: list[int]) -> list[Finding]:
    """Find what is better cut in two."""
    found = []
    for sentence, length in zip(sentences, lengths, strict=True):
        if length > TOO_LONG_SENTENCE:
            advice = str(_("%(count)d words. Make two sentences of it.")) % {"count": length}
            found.append(Finding(Kind.SENTENCE, sentence, advice))
        elif length > LONG_SENTENCE:
            advice = str(_("%(count)d words. Can a few of them go?")) % {"count": length}
            found.append(Finding(Kind.SENTENCE, sentence, advice))
    return found


def passives(sentences: list[str]) -> list[Finding]:
    """Find sentences that hide who does it."""
    advice = _("Say who does it: not “it is decided” but “we decide”.")
    hits = [one for one in sentences if AUXILIARY.search(one) and PARTICIPLE.search(AUXILIARY.sub("", one))]
    return [Finding(Kind.PASSIVE, one, advice) for one in hits]


def hard_words(text: str) -> list[Finding]:
    """Find words of government, each once, with an easier one."""
    plain = " ".join(WORD.findall(text.lower()))
    found = {}
    for hard, easy in easier_words().items():
        if re.search(rf"(?<!\w){re.escape(hard)}(?!\w)", plain):
            found[hard] = Finding(Kind.WORD, hard, str(_("Say: %(easy)s.")) % {"easy": easy})
    return list(found.values())


def long_words(text: str) -> list[Finding]:
    """Find compounds that are hard to take in, each once."""
    known = easier_words()
    seen: dict[str, Finding] = {}
    for word in WORD.findall(text):
        longest = max(re.split(r"['’-]", word), key=len)
        if len(longest) >= LONG_WORD and word.lower() not in known:
            seen.setdefault(word.lower(), Finding(Kind.LONG_WORD, word, _("A long word. Can you say it in two?")))
    return list(seen.values())
