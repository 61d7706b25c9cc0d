"""What came of a report, in words for who made it (DSA article 16, 5 and 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Now
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation import grounds
from moderation.models import Appeal, Case, Decision, Measure, Report

DONE: dict[str, str | Promise] = {
    Measure.LEAVE: gettext_lazy("A moderator looked at it. It stays as it is: no rule or law is broken."),
    Measure.ASK: gettext_lazy("A moderator asked the writer to change it."),
    Measure.LABEL: gettext_lazy("A moderator put a note with it that everybody can read."),
    Measure.HIDE: gettext_lazy("A moderator took it out of sight."),
    Measure.REMOVE: gettext_lazy("A moderator removed it."),
    Measure.WARN: gettext_lazy("A moderator gave the writer a warning."),
    Measure.LIMIT: gettext_lazy("A moderator limited the account of the writer for a time."),
    Measure.SUSPEND: gettext_lazy("A moderator suspended the account of the writer for a time."),
}


@dataclass(frozen=True)
class Status:
    """Where a report is: received, looked at, or answered; with what came of it."""

    step: int
    outcome: str = ""
    decision: Decision | None = None
    at: datetime | None = None
    is_undone: bool = False


def status_of(made: Report) -> Status:
    """Say where a report is, in at most three queries."""
    if made.case is None:
        return Status(3, made.answer, at=made.told_at) if made.told_at else Status(1)
    if made.case.state == Case.State.OPEN:
        looking = Case.objects.filter(pk=made.case.pk, claimed_until__gte=Now()).exists()
        return Status(2 if looking or made.case.wants_second_opinion else 1)
    decisions = Decision.objects.filter(case=made.case).exclude(measure=Measure.RESTORE).select_related("rule__version")
    decision = decisions.first()
    if decision is None:
        return Status(2)
    undone = Decision.objects.filter(undoes=decision).exists()
    return Status(3, words_for(made, decision), decision, decision.decided_at, undone)


def words_for(made: Report, decision: Decision) -> str:
    """Say what was decided on which ground, who decided, and what somebody can do who disagrees."""
    said = [str(DONE.get(decision.measure, ""))]
    if decision.restricts:
        said.append(_("The reason: %(ground)s.") % {"ground": ground_words(decision)})
    said.append(_("A person decided, not a program."))
    said.append(
        _(
            "Do you disagree? Write to us within six months, free of charge: another moderator looks at it. The "
            "address is with the house rules. You can also go to the National Ombudsman or to court."
        )
    )
    return " ".join(said)


def ground_words(decision: Decision) -> str:
    """Name the ground in the language that is on."""
    if decision.rule is None:
        return str(decision.get_law_display())
    words = {"number": decision.rule.number, "title": grounds.title_of(decision.rule)}
    return _("house rule %(number)d, %(title)s") % words


def appeal_words(decision: Decision) -> str:
    """Say what came of an appeal against a decision; empty without one."""
    appeal = getattr(decision, "appeal", None)
    return str(Appeal.State(appeal.state).label) if appeal is not None else ""
