"""What the messages of each kind look like, with made-up people: for who writes the texts, and for the tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from notifications.catalogue import KINDS, Category, EventKind
from notifications.models import Reason
from notifications.push_words import on_screen
from notifications.wording import texts_of

TITLE = "Buurttuin aan de Es"


@dataclass(frozen=True)
class Preview:
    """One message as people get it on every channel; a line on the site and in a digest is the subject and excerpt."""

    subject: str
    text: str
    html: str
    excerpt: str
    push: tuple[str, str]
    number: int = 0
    language: str = ""

    @property
    def length(self) -> int:
        """How many characters the subject has; after 60 or so a phone cuts it off."""
        return len(self.subject)


def preview_of(kind: EventKind, sample: dict[str, Any], *, number: int = 0) -> Preview:
    """Make the messages of a kind with a sample, in the language that is on."""
    choices = reverse("notifications:choices")
    context = {
        "title": TITLE,
        "path": reverse("initiatives:list"),
        "happened_at": timezone.now(),
        **sample,
        "person": User(display_name="Anneke"),
        "reason": (Reason.FOLLOWS_IT if kind.to_followers else Reason.CONCERNED).label,
        "category": kind.category.label,
        # A link that does something would need a real person.
        "less": "" if kind.category.must else choices,
    }
    texts = texts_of(kind.template, context)
    excerpt = str(context.get("excerpt", ""))
    push = on_screen(texts.subject, excerpt)
    language = translation.get_language() or ""
    return Preview(texts.subject, texts.text, texts.html, excerpt, push, number, language)


def previews_of(kind: EventKind, languages: Iterable[str]) -> list[Preview]:
    """Make everything a kind can say, each sample in every language."""
    made = []
    for number, sample in enumerate(kind.samples):
        for language in languages:
            with translation.override(language):
                made.append(preview_of(kind, sample, number=number))
    return made


def kinds_by_category() -> list[tuple[Category, list[EventKind]]]:
    """Give every kind, under its category."""
    return [(category, [kind for kind in KINDS if kind.category is category]) for category in Category]


def texts_in(folder: str | Path) -> set[str]:
    """Give the names that have a subject in a folder of templates."""
    return {path.name.removesuffix("_subject.txt") for path in Path(folder).glob("*_subject.txt")}
