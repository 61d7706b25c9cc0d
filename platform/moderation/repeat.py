"""What the written rule says about somebody who breaks rules over and over (docs/rules/moderation.md). Only advice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from moderation.models import Appeal, Decision, Measure

# Decisions of the last so many days count, as long as nobody took them back and no appeal against them waits.
WITHIN = timedelta(days=90)
# From so many decisions on: what to do, and for how long.
STEPS: tuple[tuple[int, Measure, timedelta | None], ...] = (
    (5, Measure.SUSPEND, timedelta(days=90)),
    (3, Measure.LIMIT, timedelta(days=30)),
    (1, Measure.WARN, None),
)
# What says something about how somebody behaves; asking to change something or adding a note does not.
ABOUT_CONDUCT = (Measure.HIDE, Measure.REMOVE, Measure.WARN, Measure.LIMIT, Measure.SUSPEND)


@dataclass(frozen=True)
class Suggestion:
    """What a moderator may consider; nothing happens by itself."""

    measure: Measure
    lasts: timedelta | None
    count: int
    words: str


def upheld(person: User) -> int:
    """Count the decisions about somebody's conduct that stand."""
    recent = Decision.objects.filter(case__author=person, decided_at__gte=Now() - WITHIN, measure__in=ABOUT_CONDUCT)
    waiting = Appeal.objects.filter(state=Appeal.State.OPEN).values("decision")
    return recent.filter(undone_by__isnull=True).exclude(pk__in=waiting).count()


def suggestion(person: User) -> Suggestion | None:
    """Say what the written rule comes to for somebody; None when nothing stands against them.

    Not what was done already: who is warned is not to be warned again for the same.
    """
    count = upheld(person)
    step = next((step for step in STEPS if count >= step[0]), None)
    if step is None:
        return None
    _least, measure, lasts = step
    if Decision.objects.filter(
        case__author=person, measure=measure, undone_by__isnull=True, decided_at__gte=Now() - WITHIN
    ).exists():
        return None
    words = {
        Measure.WARN: _("The first decision about this person in 90 days: a warning."),
        Measure.LIMIT: _("%(count)d decisions in 90 days stand: limit the account for 30 days.") % {"count": count},
        Measure.SUSPEND: _("%(count)d decisions in 90 days stand: suspend the account for 90 days.") % {"count": count},
    }
    return Suggestion(measure, lasts, count, words[measure])
