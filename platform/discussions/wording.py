"""The text of a comment: plain words in, paragraphs and links out; and who is named with an @."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.html import escape, linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

LONGEST = 3_000
AT = re.compile(r"(?<!\w)@")


def to_html(text: str) -> SafeString:
    """Give safe HTML: everything is escaped, addresses become links, an empty line starts a paragraph."""
    return mark_safe(linebreaks(urlize(escape(text), nofollow=True)))  # noqa: S308  # escaped just above


def named_in(text: str, names: Iterable[str]) -> set[str]:
    """Give which of these names stand in the text behind an @; the longest name wins ("@Jan de Boer" is not "Jan")."""
    found: set[str] = set()
    candidates = sorted({name for name in names if name}, key=len, reverse=True)
    for match in AT.finditer(text):
        rest = text[match.end() :].casefold()
        for name in candidates:
            wanted = name.casefold()
            after = rest[len(wanted) : len(wanted) + 1]
            if rest.startswith(wanted) and not after.isalnum():
                found.add(name)
                break
    return found
