"""Reading markdown as numbered paragraphs, writing them as safe HTML, and changing words in the markdown itself.

The rules are those of `foundation.richtext`: no raw HTML, no pictures, links to nothing but http(s) and mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it.token import Token

from foundation import richtext

# More than a draft for residents should be; a page of all its paragraphs stays readable.
LONGEST, MOST = 200_000, 600
NOTHING = SafeString("")
INLINE = {"strong", "em", "code", "a", "mark", "sup", "span", "br"}


@dataclass(frozen=True)
class Block:
    """One paragraph: `text` is what people read, `source` its markdown, `first` and `last` its lines in the whole."""

    kind: str
    level: int
    marker: str
    text: str
    source: str
    first: int = 0
    last: int = 0


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph that looks the same throughout; `wraps` are the tags around it, the outermost first."""

    text: str
    wraps: tuple[str, ...] = ()
    href: str = ""


def tidy(markdown: str) -> str:
    """Give markdown with one kind of line end; a text without empty lines has a paragraph on each line."""
    text = markdown.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
    if "\n\n" not in text and not re.search(r"^\s*([-*+]|\d+[.)])\s", text, re.MULTILINE):
        text = re.sub(r"\n+", "\n\n", text)
    return f"{text}\n" if text else ""


def blocks_of(markdown: str) -> list[Block]:
    """Split markdown in its headings, paragraphs and list items, in the order of reading; empty ones are left out."""
    found: list[Block] = []
    numbers: list[int | None] = []
    marker, level = "", 0
    for token in richtext.reader.parse(markdown):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            numbers.append(int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else None)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            numbers.pop()
        elif token.type == "list_item_open":
            marker, numbers[-1] = next_marker(numbers[-1])
        elif token.type in {"heading_open", "heading_close"}:
            level = int(token.tag[1]) if token.type == "heading_open" else 0
        elif token.type in {"inline", "code_block", "fence"}:
            block = block_from(token, level=level, depth=len(numbers), marker=marker)
            found += [block] if block.text else []
            marker = ""
    return from_the_top(found)


def from_the_top(found: list[Block]) -> list[Block]:
    """Let the highest headings of a text be those of level 1, so that none is missing between title and text."""
    top = min((block.level for block in found if block.kind == "heading"), default=1)
    return [replace(block, level=block.level - top + 1) if block.kind == "heading" else block for block in found]


def next_marker(number: int | None) -> tuple[str, int | None]:
    """Give what stands before an item of a list, and the number of the next one."""
    return ("•", None) if number is None else (f"{number}.", number + 1)


def block_from(token: Token, *, level: int, depth: int, marker: str) -> Block:
    """Make a paragraph of one piece of markdown."""
    first, last = token.map or [0, 0]
    kind = "heading" if level else "item" if depth else "paragraph"
    source = token.content if token.type == "inline" else " ".join(token.content.split())
    return Block(kind, level or depth, marker, text_of(source), source, first, last)


def runs_of(source: str) -> list[Run]:
    """Give the pieces of a paragraph; put together they are its text, with one space wherever there was any."""
    found: list[Run] = []
    wraps: list[str] = []
    href = ""
    for token in richtext.reader.parseInline(source)[0].children or []:
        if token.type.endswith("_open"):
            wraps.append(token.tag)
            href = str(token.attrs.get("href", "")) if token.tag == "a" else href
        elif token.type.endswith("_close"):
            wraps.remove(token.tag)
            href = "" if token.tag == "a" else href
        else:
            words = " " if token.type in {"softbreak", "hardbreak"} else token.content
            extra = ("code",) if token.type == "code_inline" else ()
            found.append(Run(words, (*wraps, *extra), href))
    return list(evened(found))


def evened(found: Iterable[Run]) -> Iterator[Run]:
    """Take out double spaces and those at both ends, so that offsets in the text are offsets on the page."""
    last: Run | None = None
    for run in found:
        words = re.sub(r"\s+", " ", run.text)
        if last is None or last.text.endswith(" "):
            words = words.lstrip()
        if not words:
            continue
        if last is not None:
            yield last
        last = Run(words, run.wraps, run.href)
    if last is not None and (words := last.text.rstrip()):
        yield Run(words, last.wraps, last.href)


def text_of(source: str) -> str:
    """Give what people read of the markdown of one paragraph."""
    return "".join(run.text for run in runs_of(source))


@dataclass(frozen=True)
class Spot:
    """Words to mark, with what comes behind them (safe HTML, no part of the text)."""

    start: int
    end: int
    after: SafeString = NOTHING


def html_of(source: str, spots: Iterable[Spot] = ()) -> SafeString:
    """Give a paragraph as safe HTML with words marked; marks may overlap."""
    spots = list(spots)
    cuts = {spot.start for spot in spots} | {spot.end for spot in spots}
    notes: dict[int, list[SafeString]] = {}
    for spot in sorted(spots, key=lambda one: one.start):
        notes.setdefault(spot.end, []).append(spot.after)
    out: list[str] = []
    at = 0
    for run in runs_of(source):
        edges = [at, *sorted(cut for cut in cuts if at < cut < at + len(run.text)), at + len(run.text)]
        for start, end in pairwise(edges):
            is_marked = any(spot.start <= start and end <= spot.end for spot in spots)
            out.append(dressed(run, run.text[start - at : end - at], is_marked=is_marked))
            out += notes.pop(end, [])
        at = edges[-1]
    return mark_safe("".join(out))  # noqa: S308  # every piece is escaped or was made safe


def dressed(run: Run, words: str, *, is_marked: bool) -> str:
    """Give words in their tags, cleaned by the rules for residents' texts."""
    out: str = escape(words)
    for tag in reversed(run.wraps):
        out = f'<a href="{escape(run.href)}">{out}</a>' if tag == "a" else f"<{tag}>{out}</{tag}>"
    if run.wraps:
        out = nh3.clean(
            out,
            tags=INLINE,
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="nofollow ugc noopener",
        )
    return f'<mark class="spot">{out}</mark>' if is_marked else out


def replaced(markdown: str, at: int, start: int, end: int, words: str) -> str | None:
    """Give the markdown with other words in its paragraph number `at` (from 0), and nothing else changed.

    None when that cannot be done without touching marks such as a link: then an editor does it by hand.
    """
    before = blocks_of(markdown)
    block = before[at]
    wanted = " ".join(f"{block.text[:start]}{words}{block.text[end:]}".split())
    if not wanted:
        return None
    for source in tries(block, start, end, words):
        lines = markdown.split("\n")
        head = "\n".join(lines[block.first : block.last])
        if block.source not in head:
            continue
        lines[block.first : block.last] = [head.replace(block.source, source, 1)]
        after = "\n".join(lines)
        now = [one.text for one in blocks_of(after)]
        if now == [wanted if number == at else one.text for number, one in enumerate(before)]:
            return after
    return None


def tries(block: Block, start: int, end: int, words: str) -> Iterator[str]:
    """Give ways to write the paragraph with the new words: at each place where the old ones stand in its markdown."""
    quote = block.text[start:end]
    at = block.source.find(quote)
    while at >= 0:
        yield f"{block.source[:at]}{words}{block.source[at + len(quote) :]}"
        at = block.source.find(quote, at + 1)
    if " " in quote:
        # A line may end between the words.
        pattern = r"\s+".join(re.escape(word) for word in quote.split())
        for match in re.finditer(pattern, block.source):
            yield f"{block.source[: match.start()]}{words}{block.source[match.end() :]}"
