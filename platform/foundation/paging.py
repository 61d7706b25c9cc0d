"""Keyset paging: the next page starts after the last row seen, so page 5,000 costs what page 1 costs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import F, Model, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.http import Http404

T = TypeVar("T", bound=Model)

PAGE_SIZE = 20


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list; `next_cursor` is empty on the last one."""

    items: list[T]
    next_cursor: str
    is_first: bool


def salt(fields: Sequence[str]) -> str:
    """Give what a cursor is signed for: this order only, so that it cannot be carried over to another."""
    return f"paging:{','.join(fields)}"


def encode(values: Sequence[object], fields: Sequence[str]) -> str:
    """Turn the sort values of a row into an opaque, signed cursor that is safe in an address."""
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return signing.dumps(plain, salt=salt(fields), compress=False)


def decode(cursor: str, fields: Sequence[str]) -> list[Any]:
    """Read a cursor back; a cursor that we did not make is a page that does not exist."""
    try:
        values = signing.loads(cursor, salt=salt(fields))
    except (signing.BadSignature, json.JSONDecodeError, ValueError) as error:
        raise Http404("unknown cursor") from error
    if not isinstance(values, list) or len(values) != len(fields):
        raise Http404("cursor of another order")
    return values


def page_of(
    rows: QuerySet[T], *, fields: Sequence[str], cursor: str, size: int = PAGE_SIZE, is_rising: bool = False
) -> Page[T]:
    """Give the rows after `cursor` in descending order of `fields`, whose last one must be unique.

    With `is_rising` the smallest come first. A page costs the same wherever it is in the list (see `after`).
    """
    ordered = rows.order_by(*(field if is_rising else f"-{field}" for field in fields))
    if cursor:
        values = decode(cursor, fields)
        ordered = ordered.filter(after(fields, values, is_rising=is_rising))
    return page_from(list(ordered[: size + 1]), fields=fields, cursor=cursor, size=size)


def page_from(found: list[T], *, fields: Sequence[str], cursor: str, size: int = PAGE_SIZE) -> Page[T]:
    """Give the page of rows that were read already: one more than `size` of them when there is a next page."""
    items = found[:size]
    more = len(found) > size
    following = encode([getattr(items[-1], field) for field in fields], fields) if more else ""
    return Page(items=items, next_cursor=following, is_first=not cursor)


def after(fields: Sequence[str], values: Sequence[Any], *, is_rising: bool = False) -> TupleLessThan | TupleGreaterThan:
    """Say "comes after these values", (a, b) < (x, y): the one form that PostgreSQL answers from the index alone.

    Written out as a <= x and (a < x or b < y) it would read every row that shares x, and thousands have two supports.
    """
    compared = TupleGreaterThan if is_rising else TupleLessThan
    return compared(Tuple(*(F(field) for field in fields)), tuple(values))
