"""Keeps the translations: `extract` updates locale/nl from the sources, `check` refuses gaps, `compile` makes .mo.

Works without the gettext tools: Babel reads Python, Django's own lexer turns templates into something Babel reads.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from bin.console import ROOT, entry, say

DUTCH = ROOT / "locale" / "nl" / "LC_MESSAGES" / "django.po"
ROOTS = ("consultations", "initiatives", "platform", "templates")
KEYWORDS: dict[str, tuple[int | tuple[int, int] | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
HEADER = (
    "Project-Id-Version: Wij&Overijssel",
    "Language: nl",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=UTF-8",
    "Content-Transfer-Encoding: 8bit",
    "Plural-Forms: nplurals=2; plural=(n != 1);",
)
# The house style of what residents read.
UNWANTED = re.compile(r"!|\bsuccesvol", re.IGNORECASE)


def sources() -> Iterator[Path]:
    """Every file that may hold a message; migrations repeat their models."""
    for root in ROOTS:
        for path in sorted((ROOT / root).rglob("*")):
            if path.suffix in (".py", ".html", ".txt", ".svg", ".xml") and "migrations" not in path.parts:
                yield path


def python_of(path: Path) -> BinaryIO:
    """A file as Python source with gettext calls."""
    text = path.read_text()
    if path.suffix != ".py":
        text = templatize(text, origin=str(path))
    return io.BytesIO(text.encode())


def found() -> Catalog:
    """All messages of the sources, with the files they stand in (no line numbers: those change with every edit)."""
    catalog = Catalog(locale="nl", domain="django")
    for path in sources():
        name = path.relative_to(ROOT).as_posix()
        for _line, message, comments, context in extract("python", python_of(path), KEYWORDS, ["Translators"]):
            catalog.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalog


def written() -> Catalog:
    """The Dutch catalogue as it stands in locale/."""
    if not DUTCH.exists():
        return Catalog(locale="nl", domain="django")
    with DUTCH.open("rb") as file:
        return read_po(file, locale="nl", domain="django")


def real(catalog: Catalog) -> list[Message]:
    """The messages without the header."""
    return [message for message in catalog if message.id]


def save(catalog: Catalog) -> None:
    """Write the catalogue the same way every time, so that a change shows only what changed."""
    DUTCH.parent.mkdir(parents=True, exist_ok=True)
    header = "# Dutch translation of Wij&Overijssel; `make messages` keeps it complete.\n"
    header += 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in HEADER) + "\n"
    body = io.BytesIO()
    write_po(body, catalog, width=120, omit_header=True, ignore_obsolete=True, sort_output=True, include_lineno=False)
    DUTCH.write_text(header + body.getvalue().decode().strip() + "\n")


def update() -> int:
    """Add what is new (untranslated), drop what is gone; gives the number still to translate."""
    catalog = written()
    catalog.update(found(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    save(catalog)
    return sum(1 for message in real(catalog) if not all(strings(message.string)))


def strings(value: object) -> tuple[str, ...]:
    """A message's text or texts: plural messages have more."""
    return tuple(str(part) for part in value) if isinstance(value, (tuple, list)) else (str(value or ""),)


def problems() -> list[str]:
    """A line for each message that is missing, left over, empty, uncertain, or differs in its placeholders."""
    wanted = {
        (message.context, message.id if isinstance(message.id, str) else message.id[0]) for message in real(found())
    }
    catalog = written()
    lines = [f"obsolete: {message.id!r}" for message in catalog.obsolete.values()]
    known = set()
    for message in real(catalog):
        ids, texts = strings(message.id), strings(message.string)
        key = (message.context, ids[0])
        known.add(key)
        lines += [f"{what}: {ids[0]!r}" for what in faults(message, ids, texts)]
        if key not in wanted:
            lines.append(f"in no source any more: {ids[0]!r}")
    return lines + [f"missing: {text!r}" for _context, text in sorted(wanted - known, key=str)]


def faults(message: Message, ids: tuple[str, ...], texts: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with one translation."""
    if not all(texts):
        yield "not translated"
        return
    if message.fuzzy:
        yield "uncertain (fuzzy)"
    # A singular may leave the number out ("one resident"), so only the last form has to have them all.
    if set(PLACEHOLDER.findall(ids[-1])) != set(PLACEHOLDER.findall(texts[-1])):
        yield f"placeholders differ in {texts[-1]!r}"
    if any(set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(ids[-1])) for text in texts):
        yield f"unknown placeholder in {texts!r}"
    if any(UNWANTED.search(text) for text in texts):
        yield f"not our style: {texts!r}"


class Complete(Catalog):
    """A catalogue in which a word that is counted somewhere ("comment", "comments") is there by itself too.

    A .po has one entry for both; before 3.11.4 Python finds that entry only when it counts.
    """

    def __iter__(self) -> Iterator[Message]:
        """Give every message, and the singular of what has a plural."""
        for message in super().__iter__():
            yield message
            ids, made = message.id, message.string
            if isinstance(ids, list | tuple) and isinstance(made, list | tuple) and made[0]:
                yield Message(ids[0], made[0], context=message.context)


def compile_all() -> None:
    """Make a .mo beside each .po."""
    for source in sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parent.parent.name)
        catalog.__class__ = Complete
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)


def main() -> int:
    """`extract`, `check` or `compile`."""
    match sys.argv[1:]:
        case ["extract"]:
            say(f"{update()} messages are still to be translated in {DUTCH.relative_to(ROOT)}")
            return 0
        case ["check"]:
            lines = problems()
            for line in lines:
                say(line)
            return 1 if lines else 0
        case ["compile"]:
            compile_all()
            return 0
    say("usage: messages extract|check|compile")
    return 2


if __name__ == "__main__":
    entry(main)
