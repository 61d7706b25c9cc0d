"""Who may support what."""

from __future__ import annotations

from accounts.models import User
from accounts.rules import Visitor
from publications.models import Publication


def can_support(user: Visitor, publication: Publication) -> bool:
    """Everybody with an account may support what is published, except their own."""
    return isinstance(user, User) and publication.is_published and publication.author_id != user.pk


def can_be_named(user: Visitor) -> bool:
    """Only who has chosen a name for this site can be shown by name."""
    return isinstance(user, User) and bool(user.display_name)
