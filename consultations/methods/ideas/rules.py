"""Who may do what with an idea."""

from __future__ import annotations

from accounts.models import User
from accounts.rules import Visitor
from consultations.methods.ideas.models import Idea
from consultations.rules import can_answer
from publications.models import Publication

# Enough for anybody with many ideas, too few for a robot.
MOST_A_DAY = 10


def can_reply(user: Visitor, idea: Idea) -> bool:
    """Officials say what the province does with what is published."""
    return can_answer(user) and idea.is_published


def can_change(user: Visitor, idea: Publication) -> bool:
    """Authors mend their words as long as nobody joined in: what others support or talk about stays what it was."""
    is_own = isinstance(user, User) and idea.author_id == user.pk
    is_there = idea.state in {Publication.State.PUBLISHED, Publication.State.SUBMITTED}
    return is_own and is_there and not (idea.support_count or idea.comment_count)


def can_withdraw(user: Visitor, idea: Idea) -> bool:
    """Authors take back what is theirs, as long as it is published."""
    return isinstance(user, User) and idea.author_id == user.pk and idea.is_published
