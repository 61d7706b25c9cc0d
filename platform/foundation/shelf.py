"""Small tables that every page needs, kept in the memory of the process for half a minute."""

from __future__ import annotations

import time
from typing import ClassVar, Generic, TypeVar

from django.db.models import Model

M = TypeVar("M", bound=Model)


class Shelf(Generic[M]):
    """All rows of a small table by primary key, in the table's own order; edits show within 30 seconds."""

    SECONDS: ClassVar[float] = 30.0
    shelves: ClassVar[list[Shelf[Model]]] = []

    def __init__(self, model: type[M]) -> None:
        """Start empty."""
        self.model = model
        self.rows: dict[int, M] = {}
        self.read_at = 0.0
        Shelf.shelves.append(self)  # type: ignore[arg-type]  # a shelf of anything may be emptied

    def by_id(self) -> dict[int, M]:
        """Give the rows, read again when they are old."""
        now = time.monotonic()
        if not self.rows or now - self.read_at > self.SECONDS:
            rows = self.model._default_manager.all()  # noqa: SLF001  # documented for reusable code
            self.rows = {row.pk: row for row in rows}
            self.read_at = now
        return self.rows

    def all(self) -> list[M]:
        """Give the rows in order."""
        return list(self.by_id().values())

    @classmethod
    def empty_all(cls) -> None:
        """Forget every row, for tests and after bulk changes."""
        for shelf in cls.shelves:
            shelf.rows = {}
