"""Writing many publications at once by COPY, for measuring: the rows, their numbers and their public references."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

CHUNK = 5_000
ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})

Row = Sequence[object]


class TooMuch(Exception):
    """What was asked for does not fit; the message says why."""


def cell(value: object) -> str:
    """Write one value in the text format of COPY."""
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(ESCAPES)
    return value.isoformat() if isinstance(value, datetime) else str(value)


def copy(cursor: Any, table: str, columns: str, rows: Iterable[Row]) -> int:
    """Send rows by COPY; gives how many."""
    lines = ["\t".join(map(cell, row)) for row in rows]
    cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", io.StringIO("\n".join([*lines, ""])))
    return len(lines)


def new_ids(cursor: Any, table: str, count: int) -> list[int]:
    """Take ids from the table's own sequence, so that later rows do not collide."""
    cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count])
    return [number for (number,) in cursor.fetchall()]


def chunks(count: int, progress: Callable[[int, int], object]) -> Iterator[range]:
    """Cut a count into ranges of CHUNK, telling how far it is."""
    for start in range(0, count, CHUNK):
        progress(start, count)
        yield range(start, min(start + CHUNK, count))
    progress(count, count)


def take_references(cursor: Any, moments: list[datetime]) -> list[str]:
    """Give each moment the next public references of its year, and move the counters on."""
    years = [timezone.localtime(at).year for at in moments]
    following = {}
    for year, count in Counter(years).items():
        cursor.execute(
            "INSERT INTO publications_referencecounter AS counter (year, last) VALUES (%s, %s) "
            "ON CONFLICT (year) DO UPDATE SET last = counter.last + EXCLUDED.last RETURNING last",
            [year, count],
        )
        last = cursor.fetchone()[0]
        if last > 999_999:
            raise TooMuch(f"The public references of {year} have six digits, and those are used up.")
        following[year] = last - count
    references = []
    for year in years:
        following[year] += 1
        references.append(f"OV-{year}-{following[year]:06d}")
    return references
