"""Who may do what with an initiative."""

from __future__ import annotations

from accounts.models import User
from accounts.rules import Visitor
from publications.models import Publication

# Enough for anybody with many plans, too few for a robot.
MOST_A_DAY = 5


def can_edit(user: Visitor, initiative: Publication) -> bool:
    """Authors edit their own as long as it is published."""
    return isinstance(user, User) and initiative.author_id == user.pk and initiative.is_published


def can_withdraw(user: Visitor, initiative: Publication) -> bool:
    """Authors withdraw their own as long as it is published."""
    return can_edit(user, initiative)


def can_see_history(user: Visitor, initiative: Publication) -> bool:
    """Everybody who may open the page sees how it was worded before."""
    return initiative.state in {Publication.State.PUBLISHED, Publication.State.WITHDRAWN, Publication.State.ARCHIVED}
