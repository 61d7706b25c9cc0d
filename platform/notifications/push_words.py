"""The two lines of a push message, as they fit on a locked screen."""

from __future__ import annotations

from django.utils.text import Truncator

# Characters; they also keep a message well within the 4,096 bytes that push services take.
TITLE, BODY = 160, 120


def on_screen(subject: str, excerpt: str) -> tuple[str, str]:
    """Give what is shown of a subject and of what was said."""
    return Truncator(subject).chars(TITLE, truncate=" …"), Truncator(excerpt).chars(BODY, truncate=" …")
