"""Wiping for good what was removed for good, once nobody can appeal against it any more."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Now

from foundation import audit
from moderation import rules, subjects
from moderation.models import Appeal, Case, Decision, Measure

# A week after the last moment to appeal, so that what is made in the last minute is there in time.
AFTER = timedelta(days=rules.APPEAL_DAYS + 7)


def due() -> QuerySet[Case]:
    """Give the cases of which something removed is to be wiped: in force, long enough ago, without an open appeal."""
    waiting = Appeal.objects.filter(decision=OuterRef("pk"), state=Appeal.State.OPEN)
    removed = Decision.objects.filter(
        case=OuterRef("pk"), measure=Measure.REMOVE, undone_by__isnull=True, decided_at__lt=Now() - AFTER
    )
    return Case.objects.filter(Exists(removed.exclude(Exists(waiting))), erased_at__isnull=True)


def erase_removed() -> int:
    """Wipe everything of which it is time. Gives how many cases that were."""
    return sum(erase(case) for case in due().order_by("pk"))


@transaction.atomic
def erase(case: Case) -> bool:
    """Wipe the subject of one case, and what the cases about it kept of its words; twice is once.

    The decisions stay. False when somebody appealed, or gave it back, meanwhile.
    """
    # The same locks in the same order as deciding and appealing.
    subjects.lock(case.subject_kind, case.subject_id)
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not due().filter(pk=case.pk).exists():
        return False
    wiped = subjects.KINDS[case.subject_kind].erase(case.subject_id)
    about = Case.objects.filter(subject_kind=case.subject_kind, subject_id=case.subject_id)
    about.update(text_then="")
    Case.objects.filter(pk=case.pk).update(erased_at=Now())
    audit.record("case.erased", actor=None, subject=case, wiped=wiped)
    return True
