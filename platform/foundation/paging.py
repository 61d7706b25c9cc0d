"""Keyset paging: the next page starts after the last row seen, so page 5,000 costs what page 1 costs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.http import Http404

T = TypeVar("T", bound=Model)

PAGE_SIZE = 20


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list; `next_cursor` is empty on the last one."""

    items: list[T]
    next_cursor: str
    is_first: bool


def encode(values: Sequence[object]) -> str:
    """Turn the sort values of a row into an opaque, signed cursor that is safe in an address."""
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return signing.dumps(plain, salt="paging", compress=False)


def decode(cursor: str, fields: Sequence[str]) -> list[Any]:
    """Read a cursor back; a cursor that we did not make is a page that does not exist."""
    try:
        values = signing.loads(cursor, salt="paging")
    except (signing.BadSignature, json.JSONDecodeError, ValueError) as error:
        raise Http404("unknown cursor") from error
    if not isinstance(values, list) or len(values) != len(fields):
        raise Http404("cursor of another order")
    return values


def page_of(rows: QuerySet[T], *, fields: Sequence[str], cursor: str, size: int = PAGE_SIZE) -> Page[T]:
    """Give the rows after `cursor` in descending order of `fields`, whose last one must be unique.

    The condition is written as a bound on the first field plus a tie-break, which PostgreSQL can answer from an index.
    """
    ordered = rows.order_by(*(f"-{field}" for field in fields))
    if cursor:
        values = decode(cursor, fields)
        ordered = ordered.filter(after(fields, values))
    found = list(ordered[: size + 1])
    items = found[:size]
    more = len(found) > size
    following = encode([getattr(items[-1], field) for field in fields]) if more else ""
    return Page(items=items, next_cursor=following, is_first=not cursor)


def after(fields: Sequence[str], values: Sequence[Any]) -> Q:
    """Say "comes after these values": (a, b) < (x, y) as a <= x and (a < x or b < y)."""
    if len(fields) == 1:
        return Q(**{f"{fields[0]}__lt": values[0]})
    first, *rest = fields
    bound = Q(**{f"{first}__lte": values[0]})
    return bound & (Q(**{f"{first}__lt": values[0]}) | after(rest, values[1:]))
