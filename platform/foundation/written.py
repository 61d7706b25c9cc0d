"""A query that Django writes once in a process, to be asked again and again with other values.

Building the SQL of a large query from models takes longer than PostgreSQL needs to answer it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


class Written:
    """The SQL of a `values_list`, built with stand-ins for the values that differ from one asking to the next."""

    def __init__(self, rows: QuerySet[Any, Any], **stand_ins: int | str) -> None:
        """Write it down. Each stand-in must be in the query, and equal to nothing else in it."""
        self.sql, values = rows.query.sql_with_params()
        names = {value: name for name, value in stand_ins.items()}
        # A list of values is never a stand-in, and cannot be looked up.
        self.values = [(names.get(one) if isinstance(one, int | str) else None, one) for one in values]
        if missing := set(stand_ins) - {name for name, _value in self.values}:
            raise ValueError(f"not in the query: {', '.join(sorted(missing))}")

    def ask(self, **values: object) -> list[tuple[Any, ...]]:
        """Give the rows for these values, one for each stand-in, in the columns of the `values_list`."""
        with connection.cursor() as cursor:
            asked: list[Any] = [values[name] if name else fixed for name, fixed in self.values]
            cursor.execute(self.sql, asked)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found


@lru_cache
def columns_of(model: type[Model], without: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Name the columns that make one row of a model, for `values_list` and `from_db`."""
    fields = model._meta.concrete_fields  # noqa: SLF001  # documented API
    return tuple(field.attname for field in fields if field.attname not in without)


def from_json(model: type[M], row: Mapping[str, object]) -> M:
    """Make a row of a model of what PostgreSQL's `to_json` wrote of it."""
    fields = model._meta.concrete_fields  # noqa: SLF001  # documented API
    values = [field.to_python(row[field.column or field.attname]) for field in fields]
    return model.from_db(connection.alias, columns_of(model), values)
