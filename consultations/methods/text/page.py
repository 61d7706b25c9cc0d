"""Putting the pages of a text together, in a fixed number of queries however long it is and whatever was said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.methods.text import editions
from consultations.methods.text.differences import Piece, pieces
from consultations.methods.text.models import Paragraph, Passage, Remark, TextVersion
from consultations.methods.text.paragraphs import Spot, html_of
from consultations.models import Part

# So many words are marked in one paragraph at most, those with most reactions first.
MARKED = 30
KINDS = ("agree", "disagree", "comment", "suggestion")


@dataclass
class Line:
    """One paragraph as it is shown, with what was said about it."""

    paragraph: Paragraph
    html: SafeString
    url: str
    passages: list[Any] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))

    @property
    def total(self) -> int:
        """How many reactions there are, of every kind."""
        return sum(self.counts.values())


def address(part: Part, name: str, *args: Any) -> str:
    """Give an address under the page of the part."""
    return reverse(f"consultations:text:{name}", args=[part.consultation.slug, part.number, *args])


def lines_of(part: Part, version: TextVersion) -> list[Line]:
    """Give the text of the version that residents read, with its passages: two queries."""
    counted = Passage.objects.filter(part=part).counted().in_sight().order_by("start", "end", "pk")
    by_key: dict[int, list[Any]] = {}
    for passage in counted:
        by_key.setdefault(passage.key, []).append(passage)
    return [line_of(part, paragraph, by_key.get(paragraph.key, [])) for paragraph in editions.paragraphs_of(version)]


def line_of(part: Part, paragraph: Paragraph, passages: list[Any]) -> Line:
    """Give one paragraph with the counts of its passages, and those that are not the whole of it marked."""
    url = address(part, "paragraph", paragraph.key)
    marked = sorted((one for one in passages if not one.is_whole), key=total_of, reverse=True)[:MARKED]
    line = Line(paragraph, html_of(paragraph.source, spots_of(marked, url)), url, passages)
    for kind in KINDS:
        line.counts[kind] = sum(getattr(passage, f"{kind}_count") for passage in passages)
    return line


def total_of(passage: Any) -> int:
    """Give how many reactions a counted passage has."""
    return sum(getattr(passage, f"{kind}_count") for kind in KINDS)


def spots_of(passages: Iterable[Any], url: str) -> list[Spot]:
    """Give what to mark: the words, and behind them a link with the number of reactions that says what it is."""
    return [Spot(one.start, one.end, note_of(one, url)) for one in passages]


def note_of(passage: Any, url: str) -> SafeString:
    """Give the link behind marked words."""
    count = total_of(passage)
    about = ngettext("%(count)d reaction to “%(words)s”", "%(count)d reactions to “%(words)s”", count)
    label = about % {"count": count, "words": shortened(passage.words_now)}
    return format_html(
        '<a class="spot__note" href="{}?passage={}#reageren" aria-label="{}">{}</a>', url, passage.pk, label, count
    )


def shortened(words: str, most: int = 60) -> str:
    """Give the beginning of words, for a label."""
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


@dataclass(frozen=True)
class Change:
    """What became of one paragraph between two versions: kind is "same", "changed", "added" or "gone"."""

    kind: str
    position: int
    heading: bool
    pieces: list[Piece]


def changes(old: list[tuple[int, str, bool]], new: list[tuple[int, str, bool]]) -> list[Change]:
    """Compare two versions, given as (key, text, whether it is a heading), in the order of the new one.

    What is gone stands where it was: behind what stood before it.
    """
    before, after = {key: text for key, text, _is in old}, {key for key, _text, _is in new}
    gone_behind: dict[int | None, list[Change]] = {}
    last: int | None = None
    for key, text, is_heading in old:
        if key in after:
            last = key
        else:
            gone_behind.setdefault(last, []).append(Change("gone", 0, is_heading, [Piece("gone", text)]))
    found = gone_behind.pop(None, [])
    for position, (key, text, is_heading) in enumerate(new, start=1):
        was = before.get(key)
        if was is None:
            found.append(Change("added", position, is_heading, [Piece("added", text)]))
        else:
            kind = "same" if was == text else "changed"
            found.append(Change(kind, position, is_heading, pieces(was, text)))
        found += gone_behind.pop(key, [])
    return found


def triples(version: TextVersion) -> list[tuple[int, str, bool]]:
    """Give a version as it is compared."""
    rows = version.paragraphs.order_by("position").values_list("key", "text", "kind")
    return [(key, text, kind == Paragraph.Kind.HEADING) for key, text, kind in rows]


def in_words(remark: Remark, number: int | None) -> str:
    """Say in one line what a remark is about, for a receipt and for the answer of the province."""
    where = _("Paragraph %(number)d") % {"number": number} if number else _("A paragraph that is gone")
    return f"{where}: “{shortened(remark.passage.quote, 200)}”"


def content_of(remark: Remark) -> str:
    """Give what a remark says in plain words."""
    said = str(remark.get_kind_display())
    if remark.kind == Remark.Kind.SUGGESTION:
        said = _("Suggestion: “%(words)s”") % {"words": remark.words}
    elif remark.kind == Remark.Kind.COMMENT:
        return remark.text
    return f"{said[:1].upper()}{said[1:]}" + (f". {remark.text}" if remark.text else "")
