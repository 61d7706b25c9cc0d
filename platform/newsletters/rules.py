"""Who may write and send newsletters, and from where to where an edition goes. Pure functions."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import Role
from accounts.rules import Visitor, has_role
from newsletters.models import Edition

# A link that asks whether somebody wants the newsletter is good for this long; so is a row that waits for the answer.
ANSWER_WITHIN = timedelta(days=7)
FURTHEST = timedelta(days=365)
STATE = Edition.State

# From where an edition can come into each state.
STEPS: dict[Edition.State, tuple[Edition.State, ...]] = {
    STATE.SCHEDULED: (STATE.DRAFT, STATE.CANCELLED),
    STATE.SENDING: (STATE.SCHEDULED,),
    STATE.SENT: (STATE.SENDING,),
    STATE.CANCELLED: (STATE.SCHEDULED,),
    STATE.STOPPED: (STATE.SENDING,),
}


def may_write(user: Visitor) -> bool:
    """Editors and administrators write newsletters."""
    return has_role(user, Role.EDITOR) or has_role(user, Role.ADMINISTRATOR)


def can_become(state: str, following: Edition.State) -> bool:
    """Say whether an edition in this state may go to the next."""
    return state in STEPS[following]


def can_be_due(at: datetime, now: datetime) -> bool:
    """Say whether something may be planned for a moment: from now on, within a year."""
    return now <= at <= now + FURTHEST


def masked(name: str) -> str:
    """Give the first letter of a name, so that an editor sees that these are people and not who."""
    first = name.strip()[:1]
    return f"{first.upper()}…" if first else "…"
