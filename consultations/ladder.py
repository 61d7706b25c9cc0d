"""The ladder of participation: how much those who take part decide, from hearing about it to deciding.

After Arnstein (1969) as Dutch governments use it (Edelenbos and Monnikhof, 2001), in words that promise no more than is
meant.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation

Level = Consultation.Level

MEANINGS = {
    Level.INFORM: _("The plan is made. You hear what will happen and can ask questions."),
    Level.CONSULT: _("You say what you think. The province reads everything and tells what it did with it."),
    Level.ADVISE: _("You give advice before the plan is made. If the province does not follow it, it tells you why."),
    Level.COPRODUCE: _("You make the plan together with the province."),
    Level.DECIDE: _("You choose, and the province does what was chosen."),
}

ABOUT_POLICY = {
    Consultation.PolicyPhase.PREPARATION: _("There is no plan yet. What you say helps to make it."),
    Consultation.PolicyPhase.EXECUTION: _("The plan is there. It is about how it is carried out."),
    Consultation.PolicyPhase.EVALUATION: _("It has been done. We look back: what went well, and what did not?"),
}


@dataclass(frozen=True)
class Rung:
    """One step of the ladder, as a page shows it."""

    label: str | Promise
    meaning: Promise
    is_here: bool


def rungs(level: str) -> list[Rung]:
    """Give the whole ladder, the highest step first, with the one that holds here marked."""
    return [Rung(one.label, MEANINGS[one], one == level) for one in reversed(Level)]
