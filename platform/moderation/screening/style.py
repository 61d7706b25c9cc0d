"""How a text was written: shouting, links, and written faster than a person can."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext_noop as _

from moderation.opening import Seen

LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"')\]]{1,500}"
    r"|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:ly|gl|gd|gg|cc|co|at|gy|xyz|top|click|shop|loan|win|bid|vip)\b"
    r"(?:/\S{0,500})?",
    re.IGNORECASE,
)
# Services that hide where a link goes.
SHORTENERS = {
    "bit.ly",
    "buff.ly",
    "cutt.ly",
    "goo.gl",
    "is.gd",
    "ow.ly",
    "rb.gy",
    "rebrand.ly",
    "shorturl.at",
    "t.co",
    "t.ly",
    "tiny.cc",
    "tinyurl.com",
}
# Where residents rightly link to.
TRUSTED = ("overijssel.nl", "overheid.nl", "rijksoverheid.nl", "wikipedia.org", "openstreetmap.org")
MOST_LINKS = 2
SHOUTED = 12
# Characters a second that nobody types; pasting is fine, so it weighs little.
FASTEST = 40


def shouting(text: str) -> Iterator[Seen]:
    """Mostly capitals in what is more than a few words; abbreviations alone are not."""
    letters = [sign for sign in text if sign.isalpha()]
    words = [word for word in re.findall(r"[^\W\d_]{4,}", text) if word.isupper()]
    if len(letters) >= SHOUTED and len(words) >= 3 and sum(sign.isupper() for sign in letters) > 0.7 * len(letters):
        yield Seen("capitals", _("Almost everything is in capitals."), 10)


def links(text: str) -> Iterator[Seen]:
    """Links that hide where they go, and many links at once."""
    untrusted = 0
    for match in LINK.finditer(text):
        host = host_of(match.group())
        if host in SHORTENERS:
            yield Seen("shortener", _("A link that hides where it goes."), 45, match.start(), match.end())
        untrusted += not any(host == one or host.endswith(f".{one}") for one in TRUSTED)
    if untrusted > MOST_LINKS:
        yield Seen("links", _("Many links to other sites."), 25)


def host_of(link: str) -> str:
    """Give the host of a link as written, without www."""
    split = urlsplit(link if "//" in link else f"//{link}")
    try:
        return (split.hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def haste(text: str, seconds: float | None) -> Iterator[Seen]:
    """Sent faster than it can be written; `seconds` is None when that is not known."""
    if seconds is not None and len(text) > 60 and len(text) / max(seconds, 0.1) > FASTEST:
        yield Seen("haste", _("Sent faster than somebody can type."), 15)
