"""Who speaks for the province."""

from __future__ import annotations

from accounts.models import Role
from accounts.rules import Visitor, has_role


def can_answer(user: Visitor) -> bool:
    """Officials promise and answer."""
    return has_role(user, Role.OFFICIAL)
