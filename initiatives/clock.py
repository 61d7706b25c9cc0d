"""The day it is, by the clock of the database: the only one that deadlines are measured with."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import connection


def today() -> date:
    """Give the calendar day it is now in the Netherlands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (now() AT TIME ZONE %s)::date", [settings.TIME_ZONE])
        day: date = cursor.fetchone()[0]
    return day
