"""The labelled texts, and how well screening does on them: used by the tests and by `make bench`.

Labels: pii, insult (with discrimination), threat, spam; fine and dialect, which must pass; borderline, about which two
moderators may differ, so that it is reported and not counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from moderation.screening.likeness import FILE
from moderation.screening.run import ENOUGH, signals_in, together
from moderation.screening.words import Rule

CLASSES = ("pii", "insult", "threat", "spam")
CLASS_OF = {
    **dict.fromkeys(("iban", "email", "phone", "bsn", "address", "plate"), "pii"),
    **dict.fromkeys(("insult", "hate"), "insult"),
    **dict.fromkeys(("spam", "shortener", "links"), "spam"),
    "threat": "threat",
}


@dataclass(frozen=True)
class Labelled:
    """One text with its label."""

    label: str
    text: str


@dataclass
class Score:
    """How one class did; `missed` and `wrong` are texts."""

    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Which part of this class was found."""
        return self.right / max(1, self.right + len(self.missed))

    @property
    def precision(self) -> float:
        """Which part of what was found is of this class."""
        return self.right / max(1, self.right + len(self.wrong))


def read(name: str = "") -> list[Labelled]:
    """Give all texts of a file; without a name the examples that rules and likeness were made with."""
    file = Path(__file__).with_name(f"{name}.tsv") if name else FILE
    lines = file.read_text(encoding="utf-8").splitlines()
    return [Labelled(*line.split("\t", 1)) for line in lines]


def counted(texts: list[Labelled]) -> Counter[str]:
    """Give how many texts each label has."""
    return Counter(one.label for one in texts)


def classes_of(text: str, rules: list[Rule]) -> set[str]:
    """Give the classes whose signals together weigh enough for a case."""
    seen = [one for one in signals_in(text, rules) if one.code in CLASS_OF]
    return {name for name in CLASSES if together([one for one in seen if CLASS_OF[one.code] == name]) >= ENOUGH}


def measure(rules: list[Rule], texts: list[Labelled] | None = None) -> dict[str, Score]:
    """Score every class over all texts but the borderline."""
    scores = {name: Score() for name in CLASSES}
    for one in read() if texts is None else texts:
        if one.label == "borderline":
            continue
        found = classes_of(one.text, rules)
        for name, score in scores.items():
            if name in found and name == one.label:
                score.right += 1
            elif name in found:
                score.wrong.append(one.text)
            elif name == one.label:
                score.missed.append(one.text)
    return scores
