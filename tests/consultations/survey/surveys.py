"""Surveys for tests: a small one with a fork, and one with every kind of question."""

from __future__ import annotations

from typing import Any

from consultations.models import Part
from tests.consultations import asking

FORK: dict[str, Any] = {
    "sections": [
        {
            "key": "reis",
            "title": "Je reis",
            "questions": [
                {
                    "key": "hoe",
                    "kind": "single",
                    "text": "Hoe reis je meestal?",
                    "required": True,
                    "choices": [{"key": "fiets", "text": "Met de fiets"}, {"key": "bus", "text": "Met de bus"}],
                },
                {"key": "waarom", "kind": "long", "text": "Waarom zo?"},
            ],
            "rules": [{"question": "hoe", "test": "is", "answers": ["fiets"], "to": "fietsen"}],
        },
        {
            "key": "bussen",
            "title": "De bus",
            "questions": [
                {"key": "lijn", "kind": "short", "text": "Welke lijn?", "required": True},
                {"key": "cijfer", "kind": "scale", "text": "Welk cijfer?", "least": 1, "most": 10},
            ],
            "then": "slot",
        },
        {
            "key": "fietsen",
            "title": "De fiets",
            "questions": [{"key": "paden", "kind": "statement", "text": "De fietspaden zijn veilig."}],
        },
        {"key": "slot", "title": "Tot slot", "questions": [{"key": "tip", "kind": "long", "text": "Een tip?"}]},
    ]
}

EVERYTHING: dict[str, Any] = {
    "sections": [
        {
            "key": "kiezen",
            "title": "Kiezen",
            "questions": [
                {"key": "een", "kind": "single", "text": "Een?", "choices": ["Ja", "Nee"], "other": True},
                {"key": "meer", "kind": "multiple", "text": "Meer?", "choices": ["A", "B", "C"], "least": 1, "most": 2},
                {"key": "kort", "kind": "short", "text": "Kort?"},
                {"key": "lang", "kind": "long", "text": "Lang?"},
                {
                    "key": "schaal",
                    "kind": "scale",
                    "text": "Schaal?",
                    "least": 0,
                    "most": 10,
                    "low": "niet",
                    "high": "zeer",
                },
                {"key": "eens", "kind": "statement", "text": "De bus rijdt vaak genoeg."},
                {
                    "key": "tabel",
                    "kind": "matrix",
                    "text": "Tabel?",
                    "rows": ["Bus", "Trein"],
                    "choices": ["Goed", "Slecht"],
                },
                {"key": "orde", "kind": "ranking", "text": "Orde?", "choices": ["X", "Y", "Z"]},
                {"key": "punten", "kind": "points", "text": "Punten?", "choices": ["P", "Q"], "most": 10},
                {"key": "getal", "kind": "number", "text": "Getal?", "least": 0, "most": 100},
                {"key": "dag", "kind": "date", "text": "Dag?"},
                {"key": "plek", "kind": "place", "text": "Plek?"},
                {"key": "code", "kind": "postcode", "text": "Postcode?"},
                {"key": "mail", "kind": "email", "text": "E-mail?"},
                {"key": "stuk", "kind": "file", "text": "Stuk?"},
            ],
        }
    ]
}

# What somebody types in the fields of EVERYTHING, all of it right.
TYPED: dict[str, Any] = {
    "een": "other",
    "een-other": "Misschien",
    "meer": ["a1", "a3"],
    "kort": "Een woord",
    "lang": "Een heel verhaal",
    "schaal": "7",
    "eens": "4",
    "tabel-r1": "a1",
    "tabel-r2": "a2",
    "orde-a1": "2",
    "orde-a2": "1",
    "orde-a3": "3",
    "punten-a1": "4",
    "punten-a2": "6",
    "getal": "12,5",
    "dag": "2026-05-31",
    "plek-words": "Het plein",
    "plek-postcode": "8011aa",
    "plek-lat": "52,51",
    "plek-lon": "6.09",
    "code": "7411 ab",
    "mail": "anna@voorbeeld.nl",
}


def fork(**fields: Any) -> Part:
    """A survey in which cyclists skip the questions about the bus."""
    return asking.part("survey", content=FORK, **fields)


def everything(**fields: Any) -> Part:
    """A survey with every kind of question but pictures."""
    return asking.part("survey", content=EVERYTHING, **fields)
