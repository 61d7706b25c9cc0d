"""Who may do what around a meeting."""

from __future__ import annotations

from accounts.models import User
from accounts.rules import Visitor, may_moderate
from consultations.methods.dialogue.models import Question
from consultations.models import Consultation
from consultations.querysets import prepares

# Enough for anybody with many questions, too few for a robot.
MOST_QUESTIONS = 5


def can_lead(user: Visitor, consultation: Consultation) -> bool:
    """Staff of the province, and the moderators of the place, lead the evening."""
    return prepares(user) or may_moderate(user, consultation.municipality)


def can_back(user: Visitor, question: Question) -> bool:
    """Everybody with an account may want to know what others ask."""
    return isinstance(user, User) and question.author_id != user.pk and not (question.is_hidden or question.is_waiting)
