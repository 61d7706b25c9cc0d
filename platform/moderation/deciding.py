"""Deciding a case, carrying it out, and taking it back within the hour."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation import audit
from foundation.errors import NotAllowed, Refused
from moderation import notes, rules, statements, subjects, telling
from moderation.models import RESTRICTING, Appeal, Case, Decision, HouseRule, Measure, Restriction
from moderation.opening import Gone, lock_open

HIDING = {Measure.HIDE, Measure.REMOVE}
# After one of these, what waited for a moderator can be read.
ADMITTING = {Measure.LEAVE, Measure.LABEL, Measure.WARN}
ON_ACCOUNTS = {Measure.LIMIT: Restriction.Kind.LIMITED, Measure.SUSPEND: Restriction.Kind.SUSPENDED}


@dataclass(frozen=True)
class Verdict:
    """What a moderator decides: the measure, one ground (house rule or law), the facts, and how long."""

    measure: Measure
    rule: HouseRule | None = None
    law: str = ""
    facts: str = ""
    lasts: timedelta | None = None
    seen: str = field(default="", repr=False)


def mark_of(content: subjects.Content) -> str:
    """Give a mark of the text as it reads now, to see later whether somebody decided on what is there."""
    return salted_hmac("moderation.seen", content.text).hexdigest()[:16]


@transaction.atomic
def decide(case: Case, verdict: Verdict, *, by: User) -> Decision:
    """Decide an open case and carry it out. Raises NotAllowed, Refused or Gone.

    Locks what it changes first, then the case: two moderators decide one after another, and the second hears that the
    first did. When the author changed the text since the moderator read it (`seen`), nothing is decided.
    """
    subjects.lock(case.subject_kind, case.subject_id)
    locked = lock_open(case)
    if not rules.can_moderate(by, locked):
        raise NotAllowed(_("You moderate other places, or this is about yourself."))
    check(verdict)
    content = subjects.find(locked.subject_kind, locked.subject_id)
    if content is None and verdict.measure not in {Measure.LEAVE, Measure.WARN, *ON_ACCOUNTS}:
        raise Gone(_("The author removed this in the meantime, so there is nothing to decide about."))
    if verdict.seen and content is not None and mark_of(content) != verdict.seen:
        raise Refused(_("The author changed this text while you were reading. Look at it again, then decide."))
    decision = write(locked, verdict, content, by=by)
    close(locked)
    telling.of_decision(decision, content)
    return decision


def check(verdict: Verdict) -> None:
    """Raise Refused for a verdict that says too little, or too much."""
    if verdict.measure == Measure.RESTORE:
        raise Refused(_("Restoring is done by taking a decision back, or by an appeal."))
    if verdict.measure in RESTRICTING and bool(verdict.rule) == bool(verdict.law):
        raise Refused(_("Choose one ground: a house rule or a law."))
    if verdict.measure in RESTRICTING and not verdict.facts.strip():
        raise Refused(_("Say what it is about: the author has a right to know."))
    if verdict.measure in ON_ACCOUNTS:
        longest = rules.LONGEST[verdict.measure]
        if verdict.lasts is None or not timedelta(0) < verdict.lasts <= longest:
            raise Refused(_("Choose for how long, %(days)d days at most.") % {"days": longest.days})


def write(case: Case, verdict: Verdict, content: subjects.Content | None, *, by: User) -> Decision:
    """Carry a verdict out and write it down, in that order: what was before is part of the decision."""
    handler = subjects.KINDS[case.subject_kind]
    hides = verdict.measure in HIDING and content is not None
    before = handler.hide(case.subject_id, by=by) if hides else {}
    if verdict.measure in ADMITTING and content is not None and content.waits:
        before = handler.admit(case.subject_id, by=by)
    until = now() + verdict.lasts if verdict.lasts and verdict.measure in ON_ACCOUNTS else None
    decision = Decision(
        case=case,
        measure=verdict.measure,
        rule=verdict.rule if verdict.measure in RESTRICTING else None,
        law=verdict.law if verdict.measure in RESTRICTING else "",
        facts=verdict.facts.strip(),
        source=case.source,
        until=until,
        before=before,
        decided_by=by,
    )
    decision.statement = statements.write(decision, content) if decision.restricts else ""
    decision.save(force_insert=True)
    decision.refresh_from_db(fields=["decided_at"])
    if (kind := ON_ACCOUNTS.get(verdict.measure)) and case.author_id and until:
        Restriction.objects.create(person_id=case.author_id, kind=kind, decision=decision, until=until)
    notes.refresh(case.subject_kind, case.subject_id)
    data: dict[str, Any] = {"measure": decision.measure, "case": case.pk, "ground": ground_of(decision)}
    audit.record("case.decided", actor=by, subject=decision, **data)
    return decision


def preview(case: Case, verdict: Verdict) -> str:
    """Give the statement of reasons that this verdict would send, "" when it sends none. Raises Refused."""
    check(verdict)
    if verdict.measure not in RESTRICTING:
        return ""
    content = subjects.find(case.subject_kind, case.subject_id)
    until = now() + verdict.lasts if verdict.lasts and verdict.measure in ON_ACCOUNTS else None
    words = {"measure": verdict.measure, "rule": verdict.rule, "law": verdict.law, "facts": verdict.facts.strip()}
    return statements.write(Decision(case=case, source=case.source, until=until, **words), content)


def ground_of(decision: Decision) -> str:
    """Name the ground: "rule:3" or "law:sr-266"; empty for what needs none."""
    if decision.rule is not None:
        return f"rule:{decision.rule.number}"
    return f"law:{decision.law}" if decision.law else ""


def close(case: Case) -> None:
    """Take a case out of the queue."""
    Case.objects.filter(pk=case.pk).update(
        state=Case.State.DECIDED,
        decided_at=Now(),
        claimed_by=None,
        claimed_until=None,
        wants_second_opinion=False,
    )
    case.refresh_from_db()


@transaction.atomic
def take_back(decision: Decision, *, by: User) -> Decision:
    """Take one's own decision back within the hour: everything is as it was, and the case is open again.

    Raises Refused when the hour is over, somebody appealed, or it was taken back already.
    """
    case = decision.case
    subjects.lock(case.subject_kind, case.subject_id)
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    decision = Decision.objects.select_related("case").get(pk=decision.pk)
    if not rules.can_take_back(by, decision, now()):
        raise Refused(_("Only who decided can take it back, within an hour."))
    if Appeal.objects.filter(decision=decision).exists():
        raise Refused(_("The author appealed. A colleague decides about it now."))
    made = restore(decision, by=by, facts="")
    same = Case.objects.filter(subject_kind=case.subject_kind, subject_id=case.subject_id, state=Case.State.OPEN)
    # What was opened about the same since then is looked at anyway; there is one open case per subject.
    if not same.exists():
        Case.objects.filter(pk=locked.pk).update(state=Case.State.OPEN, decided_at=None)
    telling.of_taking_back(made)
    return made


def restore(decision: Decision, *, by: User, facts: str) -> Decision:
    """Give back exactly what a decision took, and write that down; the subject is locked. Raises Refused when done."""
    case = decision.case
    if Decision.objects.filter(undoes=decision).exists():
        raise Refused(_("This was taken back already."))
    if decision.measure in HIDING and not notes.others_hide(decision):
        subjects.KINDS[case.subject_kind].restore(case.subject_id, notes.before_hiding(decision), by=by)
    if decision.before.get("waited"):
        subjects.KINDS[case.subject_kind].hold(case.subject_id, by=by)
    Restriction.objects.filter(decision=decision, lifted_at__isnull=True).update(lifted_at=Now())
    made = Decision.objects.create(
        case=case, measure=Measure.RESTORE, undoes=decision, source=decision.source, decided_by=by, facts=facts
    )
    notes.refresh(case.subject_kind, case.subject_id)
    audit.record("case.restored", actor=by, subject=made, of=decision.pk, case=case.pk)
    return made


def now() -> datetime:
    """Give the clock of the database, which all terms are measured with."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        found: datetime = cursor.fetchone()[0]
    return found
