"""Believable remarks, made up for the demo and for measuring."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from django.utils import timezone

from consultations.methods.text import editions, remarks
from consultations.methods.text.models import Remark
from consultations.methods.text.remarks import Said
from consultations.models import Part, Response

COMMENTS = (
    "Dit is voor mij niet duidelijk. Wat betekent het voor mij?",
    "Deze zin is te lang. Maak er twee van.",
    "Goed dat dit er staat. Zet er ook een datum bij.",
    "Zet er een telefoonnummer bij, dan kan ik bellen als ik het niet snap.",
    "Mijn moeder begrijpt dit niet. Geef een voorbeeld.",
    "Dit is fijn kort. Laat het zo.",
)
REASONS = ("Dan weet iedereen waar hij aan toe is.", "Zo begrijpt iedereen het.", "Dan hoef je niet te bellen.", "")
ENDINGS = (", met een voorbeeld erbij", ", en bel ons als je iets niet begrijpt", ", ook als je er niet om vroeg")
SENTENCE = re.compile(r"[^\s.!?][^.!?]*[.!?]?")


def response(part: Part, chance: Random) -> dict[str, Any]:
    """Make up what one person says: between one and four remarks, as plain data."""
    version = editions.current(part)
    texts = [one for one in editions.paragraphs_of(version) if one.kind != "heading"] if version else []
    return {"made_up": [remark(chance.choice(texts), chance) for _ in range(chance.randint(1, 4))] if texts else []}


def remark(paragraph: Any, chance: Random) -> dict[str, Any]:
    """Make up one remark on a paragraph or on some words in it."""
    kind = chance.choices(["agree", "disagree", "comment", "suggestion"], weights=[5, 2, 3, 2])[0]
    start, end = 0, len(paragraph.text)
    sentences = list(SENTENCE.finditer(paragraph.text))
    if len(sentences) > 1 and chance.random() < 0.6:
        # The first few sentences are the favourites, so that people meet at the same words.
        start, end = chance.choice(sentences[:3]).span()
    quote = paragraph.text[start:end]
    text = {"comment": chance.choice(COMMENTS), "suggestion": chance.choice(REASONS)}.get(kind, "")
    suggested = f"{quote.rstrip('.')}{chance.choice(ENDINGS)}" if kind == "suggestion" else ""
    return {"key": paragraph.key, "quote": quote, "start": start, "kind": kind, "text": text, "words": suggested}


def keep(part: Part, response: Response) -> None:
    """Write the remarks in the data of a response as rows; the data then says only how many there are."""
    for one in response.data.get("made_up", []):
        said = Said(**one)
        passage = remarks.passage_at(part, said)
        if said.kind in remarks.STANCES and response.remarks.filter(passage=passage, kind__in=remarks.STANCES).exists():
            continue
        Remark.objects.create(
            response=response,
            passage=passage,
            kind=said.kind,
            text=said.text,
            words=said.words,
            made_on=timezone.localdate(),
        )
    Response.objects.filter(pk=response.pk).update(data={"remarks": response.remarks.count()})
