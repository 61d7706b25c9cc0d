"""The day it is, by the clock of the database: the only one that deadlines are measured with."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import connection
from django.db.models import DateField
from django.db.models.expressions import RawSQL

TODAY = "(now() AT TIME ZONE %s)::date"


def today() -> date:
    """Give the calendar day it is now in the Netherlands."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {TODAY}", [settings.TIME_ZONE])  # a constant
        day: date = cursor.fetchone()[0]
    return day


def as_column() -> RawSQL:
    """Give the same day as a column of another query, which then needs no query of its own."""
    return RawSQL(TODAY, [settings.TIME_ZONE], output_field=DateField())  # noqa: S611  # a constant
