"""Who may do what with an idea."""

from __future__ import annotations

from accounts.models import User
from accounts.rules import Visitor
from consultations.methods.ideas.models import Idea
from consultations.rules import can_answer

# Enough for anybody with many ideas, too few for a robot.
MOST_A_DAY = 10


def can_reply(user: Visitor, idea: Idea) -> bool:
    """Officials say what the province does with what is published."""
    return can_answer(user) and idea.is_published


def can_withdraw(user: Visitor, idea: Idea) -> bool:
    """Authors take back what is theirs, as long as it is published."""
    return isinstance(user, User) and idea.author_id == user.pk and idea.is_published
