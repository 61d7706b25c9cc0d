"""The answers as files: CSV, a spreadsheet, JSON; written row by row, so that 50,000 answers take no memory."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from consultations.method import method_of
from consultations.models import Part
from consultations.spreadsheet import workbook

# What a spreadsheet program would read as a formula, or as the end of a cell.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
# So many rows go out together.
CHUNK = 200


@dataclass(frozen=True)
class Format:
    """One kind of file: what it is to a browser, and how rows become its bytes."""

    content_type: str
    write: Callable[[list[str], Iterable[list[Any]]], Iterator[bytes]]


class Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        """Give the line."""
        return line


def harmless(cell: Any) -> Any:
    """Give a cell that no spreadsheet program takes for a formula: an apostrophe before what looks like one."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULAS):
        return f"'{cell}"
    return cell


def plain(cell: Any) -> Any:
    """Give a cell as a number, a truth value or words."""
    if cell is None or isinstance(cell, bool | int | float | str):
        return cell
    if isinstance(cell, date | datetime):
        return cell.isoformat()
    return ", ".join(map(str, cell)) if isinstance(cell, list | tuple | set) else str(cell)


def as_csv(heads: list[str], rows: Iterable[list[Any]]) -> Iterator[bytes]:
    """Write lines with the mark that lets Excel read them as UTF-8."""
    writer = csv.writer(Echo())
    lines = ["\ufeff" + writer.writerow([harmless(head) for head in heads])]
    for row in rows:
        lines.append(writer.writerow([harmless(plain(cell)) for cell in row]))
        if len(lines) >= CHUNK:
            yield "".join(lines).encode()
            lines = []
    yield "".join(lines).encode()


def as_json(heads: list[str], rows: Iterable[list[Any]]) -> Iterator[bytes]:
    """Write a list of objects, with the heads as their names."""
    names, before = unique(heads), "[\n"
    for row in rows:
        cells = dict(zip(names, map(plain, row), strict=True))
        yield f"{before}{json.dumps(cells, ensure_ascii=False)}".encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def unique(heads: Iterable[str]) -> list[str]:
    """Give names of which none is the same as another: a second "Why?" becomes "Why? (2)"."""
    found: list[str] = []
    for head in heads:
        name, times = head, 1
        while name in found:
            times += 1
            name = f"{head} ({times})"
        found.append(name)
    return found


def as_xlsx(heads: list[str], rows: Iterable[list[Any]]) -> Iterator[bytes]:
    """Write a workbook with one sheet; its cells are text and numbers, never formulas."""
    return workbook(heads, ([plain(cell) for cell in row] for row in rows))


FORMATS = {
    "csv": Format("text/csv; charset=utf-8", as_csv),
    "json": Format("application/json", as_json),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}


def file_of(part: Part, extension: str, *, is_public: bool) -> Iterator[bytes]:
    """Give the bytes of a file with all answers of a part; if `is_public` without what may be personal."""
    method = method_of(part)
    return FORMATS[extension].write(method.columns(part), method.rows(part, is_public=is_public))
