"""What a notice says, in the language that is on: one line, the text itself and where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from foundation import richtext
from notifications.catalogue import EventKind
from notifications.models import Notice

# Characters of somebody's text in a message; long enough to read a comment, short enough to skim a digest.
EXCERPT = 400


@dataclass(frozen=True)
class Line:
    """One notice as people read it; `excerpt` is the beginning of what was said, if anything was."""

    notice: Notice
    subject: str
    excerpt: str
    path: str
    at: datetime


def context_of(notice: Notice) -> dict[str, Any]:
    """Give what the texts of an event are made with."""
    return {**notice.event.context, "happened_at": notice.event.happened_at, "SITE_NAME": settings.SITE_NAME}


def subject_of(template: str, context: dict[str, Any]) -> str:
    """Say in one line what happened: the subject of the mail, the line on the site and in the digest."""
    return " ".join(render_to_string(f"{template}_subject.txt", context).split())


@dataclass(frozen=True)
class Texts:
    """A mail in words: its subject, and twice the same message."""

    subject: str
    text: str
    html: str


def texts_of(template: str, context: dict[str, Any]) -> Texts:
    """Make a mail of its templates, in the language that is on."""
    context = {**context, "SITE_NAME": settings.SITE_NAME}
    subject = subject_of(template, context)
    text, html = (render_to_string(f"{template}.{kind}", {**context, "subject": subject}) for kind in ("txt", "html"))
    # What was rendered passes for safe HTML, and the text is none: cut anew it is a plain string.
    return Texts(subject, text.rstrip() + "\n", html)


def line_of(notice: Notice, kind: EventKind) -> Line:
    """Word one notice."""
    context = context_of(notice)
    excerpt, path = str(context.get("excerpt") or ""), str(context.get("path") or "/")
    return Line(notice, subject_of(kind.template, context), excerpt, path, notice.event.happened_at)


def excerpt(text: str) -> str:
    """Give the beginning of what somebody wrote (markdown) as plain text, cut between words."""
    plain = " ".join(richtext.to_text(text).split())
    return plain if len(plain) <= EXCERPT else f"{plain[:EXCERPT].rsplit(' ', 1)[0]} …"
