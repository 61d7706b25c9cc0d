"""How late a promise is, in calendar days of the Netherlands."""

from __future__ import annotations

from datetime import date

from promises.models import Promise


def days_late(promised: Promise, today: date) -> int:
    """Give how many days late it is, or was; 0 when in time."""
    end = promised.closed_on or today
    return max(0, (end - promised.due_on).days)


def with_lateness(promised: Promise, today: date) -> Promise:
    """Attach how many days late it is or was (`late`), and how many are left (`left`), as pages show it."""
    promised.__dict__["late"] = days_late(promised, today)
    promised.__dict__["left"] = max(0, (promised.due_on - today).days)
    return promised
