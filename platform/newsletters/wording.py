"""The text of an edition as HTML for a page or a mail, and as plain text."""

from __future__ import annotations

import re

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from foundation import richtext

LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
MARKS = re.compile(r"^#{1,6} +|(?<!\w)\*\*(?=\S)|(?<=\S)\*\*(?!\w)", re.MULTILINE)


def to_html(markdown: str) -> SafeString:
    """Give safe HTML, with the headings of the parts of a page."""
    found = str(richtext.to_html(markdown))
    for before, after in (("h3>", "h2>"), ("h4>", "h3>")):
        found = found.replace(before, after)
    return mark_safe(found)  # noqa: S308  # cleaned by foundation.richtext; only our own words were put in


def in_mail(html: SafeString) -> SafeString:
    """Write links within the site in full, and give headings the sizes of our mail, which knows no styles."""
    found = str(html).replace('href="/', f'href="{site()}/')
    for level, size in (("h2", 4), ("h3", 3)):
        found = found.replace(f"<{level}>", f'<{level}><font size="{size}">').replace(
            f"</{level}>", f"</font></{level}>"
        )
    return mark_safe(found)  # noqa: S308  # safe as it came in; only our own words were put in


def to_text(markdown: str) -> str:
    """Give plain text that reads well: links behind their words, lists as they were typed."""
    text = LINK.sub(lambda found: f"{found[1]} ({in_full(found[2])})", markdown.replace("\r\n", "\n"))
    return MARKS.sub("", text).strip()


def in_full(address: str) -> str:
    """Give the whole address of what may be a path on this site."""
    return f"{site()}{address}" if address.startswith("/") else address


def site() -> str:
    """Give the address of this site, without a slash at its end."""
    return settings.SITE_URL.rstrip("/")
