"""Draft texts for tests, and people who react to them."""

from __future__ import annotations

from typing import Any

from accounts.models import Role, User
from consultations import taking_part
from consultations.methods.text import remarks, versions
from consultations.methods.text.models import Paragraph, Remark, TextVersion
from consultations.methods.text.remarks import Said
from consultations.models import Part
from consultations.taking_part import Sitting
from tests.consultations import asking
from tests.factories import resident, staff

HEADING = "Vervoer op het platteland"
HOURLY = "De provincie rijdt elk uur met een bus naar de kleine kernen."
CALLING = "Wie geen auto heeft, belt de dag ervoor. De bus is er dan binnen een kwartier."
PAYING = "De provincie betaalt de rit. De gemeente betaalt de halte."
TEXT = f"# {HEADING}\n\n{HOURLY}\n\n{CALLING}\n\n{PAYING}\n"
OFTENER = TEXT.replace("elk uur", "elk half uur")


def text(markdown: str = TEXT, **fields: Any) -> Part:
    """A text that everybody can react to now."""
    return asking.part("text", content={"markdown": markdown}, **fields)


def editor() -> User:
    return staff(Role.EDITOR)


def sitting(part: Part, person: User | None = None) -> Sitting:
    """Somebody who takes part: with an account, or without."""
    return taking_part.begin(part, person=person)


def key_of(part: Part, words: str) -> int:
    """The key of the paragraph that has these words now."""
    found: int = Paragraph.objects.filter(version__part=part, text__contains=words).latest("version__number").key
    return found


def say(part: Part, quote: str, kind: str = "comment", *, by: Sitting | None = None, **said: Any) -> Remark:
    """Say something about words in the text; by somebody new, unless told otherwise."""
    if kind == "comment":
        said.setdefault("text", "Dit is niet duidelijk.")
    person = said.pop("author", None)
    shows = said.pop("shows_name", False)
    return remarks.say(
        part,
        by or sitting(part, person or resident()),
        Said(key=said.pop("key", None) or key_of(part, quote), quote=quote, kind=kind, **said),
        author=person,
        shows_name=shows,
    )


def suggest(part: Part, quote: str, words: str, **said: Any) -> Remark:
    """Suggest other words."""
    return say(part, quote, "suggestion", words=words, **said)


def new_version(part: Part, markdown: str, *, note: str = "We maakten het duidelijker.") -> TextVersion:
    """Write a draft and publish it."""
    by = editor()
    versions.write(part, by=by, markdown=markdown)
    return versions.publish(part, by=by, note=note)
