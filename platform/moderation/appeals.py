"""Appealing, and deciding about it: by somebody else, with reasons, and carried out at once."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation import audit
from foundation.errors import NotAllowed, Refused
from moderation import rules, subjects, telling
from moderation.deciding import now, restore
from moderation.models import Appeal, Case, Decision


@transaction.atomic
def appeal(decision: Decision, *, by: User, text: str) -> Appeal:
    """Say that one disagrees, once, within six months. Raises Refused; the same twice is once."""
    # The same locks in the same order as deciding: what is being taken back at this moment cannot be appealed against.
    subjects.lock(decision.case.subject_kind, decision.case.subject_id)
    Case.objects.select_for_update(of=("self",)).get(pk=decision.case_id)
    decision = Decision.objects.select_related("case__municipality").get(pk=decision.pk)
    if not rules.can_appeal(by, decision, now()):
        raise NotAllowed(_("You can appeal for six months against a decision about what you placed."))
    if Decision.objects.filter(undoes=decision).exists():
        raise Refused(_("This decision was taken back already, so there is nothing to appeal against."))
    if (known := Appeal.objects.filter(decision=decision).first()) is not None:
        return known
    try:
        with transaction.atomic():
            made = Appeal.objects.create(
                decision=decision, person=by, text=text.strip(), due_on=rules.appeal_due(timezone.localdate(now()))
            )
    except IntegrityError:
        return Appeal.objects.get(decision=decision)
    audit.record("appeal.made", actor=by, subject=made, decision=decision.pk)
    telling.of_appeal(made)
    return made


@transaction.atomic
def answer(made: Appeal, *, by: User, granted: bool, reasons: str) -> Appeal:
    """Decide about an appeal; granted, everything is given back. Raises NotAllowed for who decided the first time."""
    case = Case.objects.get(decisions=made.decision_id)
    subjects.lock(case.subject_kind, case.subject_id)
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    made = (
        Appeal.objects.select_for_update(of=("self",))
        .select_related("decision__case", "decision__rule")
        .get(pk=made.pk)
    )
    if not rules.can_decide_appeal(by, made):
        raise NotAllowed(_("A moderator who did not decide the first time answers this."))
    if made.state != Appeal.State.OPEN:
        raise Refused(_("This appeal was answered in the meantime."))
    if not reasons.strip():
        raise Refused(_("Say why: the author has a right to know."))
    if granted and not Decision.objects.filter(undoes=made.decision).exists():
        restore(made.decision, by=by, facts=reasons.strip())
        # What waited for a moderator does not go back to waiting: somebody looked at it, twice.
        subjects.KINDS[case.subject_kind].admit(case.subject_id, by=by)
    state = Appeal.State.GRANTED if granted else Appeal.State.UPHELD
    changes = {"state": state, "decided_by": by, "reasons": reasons.strip()}
    Appeal.objects.filter(pk=made.pk).update(**changes, decided_at=Now())
    made.refresh_from_db()
    audit.record("appeal.answered", actor=by, subject=made, granted=granted, decision=made.decision_id)
    telling.of_answer(made)
    return made
