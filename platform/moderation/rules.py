"""Who may decide what, within which term, and in which order (docs/rules/moderation.md)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import log2

from accounts.models import Role, User
from accounts.rules import Visitor, has_role, may_moderate
from moderation.models import Appeal, Case, Decision, Measure
from places.models import Municipality

# From this harm up, the term in which a case should be decided.
TERMS = ((70, timedelta(hours=4)), (30, timedelta(hours=24)), (0, timedelta(hours=72)))
# How long a case stays with who took it.
CLAIM = timedelta(minutes=15)
# How long a decision can be taken back by who made it, without an appeal.
UNDO = timedelta(hours=1)
# Days to answer an appeal in, and days to make one in: six months (DSA article 20, 1).
APPEAL_ANSWERED = 14
APPEAL_DAYS = 183
LONGEST = {Measure.LIMIT: timedelta(days=90), Measure.SUSPEND: timedelta(days=365)}


def term_of(harm: int) -> timedelta:
    """Give how long a case of this harm (0-100) may wait."""
    return next(term for least, term in TERMS if harm >= least)


def priority_of(harm: int, reach: int, opened_at: datetime) -> float:
    """Give the place in the queue: harm x reach, doubled with every day of waiting.

    As a logarithm the doubling is the same for every case at every moment, so that a stored number keeps its order.
    """
    weight = max(1, harm) * (1 + log2(1 + reach))
    return log2(weight) - opened_at.timestamp() / 86_400


def can_moderate(user: Visitor, case: Case) -> bool:
    """Moderators decide in the places they moderate; nobody decides about their own words."""
    return may_moderate(user, case.municipality) and not (isinstance(user, User) and user.pk == case.author_id)


def moderates_in(user: Visitor, municipality: Municipality | None) -> bool:
    """Say whether somebody moderates in a place."""
    return may_moderate(user, municipality)


def is_moderator(user: Visitor) -> bool:
    """Say whether somebody moderates anywhere."""
    return has_role(user, Role.MODERATOR) or has_role(user, Role.ADMINISTRATOR)


def can_take_back(user: Visitor, decision: Decision, now: datetime) -> bool:
    """Who decided may take it back for an hour."""
    mine = isinstance(user, User) and user.pk == decision.decided_by_id
    return mine and decision.measure != Measure.RESTORE and now <= decision.decided_at + UNDO


def can_appeal(user: Visitor, decision: Decision, now: datetime) -> bool:
    """Who it was about may appeal for six months, once, against what takes something from them."""
    theirs = isinstance(user, User) and user.pk == decision.case.author_id
    return theirs and decision.restricts and now <= last_moment(decision)


def last_moment(decision: Decision) -> datetime:
    """Give the end of the term in which an appeal can be made."""
    return decision.decided_at + timedelta(days=APPEAL_DAYS)


def can_decide_appeal(user: Visitor, appeal: Appeal) -> bool:
    """A moderator of the place who did not decide, and is not the one it is about."""
    if not isinstance(user, User) or user.pk == appeal.decision.decided_by_id:
        return False
    return can_moderate(user, appeal.decision.case)


def appeal_due(today: date) -> date:
    """Give the day at the latest of an answer to an appeal made today."""
    return today + timedelta(days=APPEAL_ANSWERED)
