"""What has to happen at the moments of a phase, each once: opening, reminding, closing, publishing the results.

The moments are compared with the clock of the database. What was missed while the clock slept is done on the next
round, without telling people of what is over already. Two workers may run: who finds a consultation locked leaves it to
the other.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from consultations import taking_part, telling
from consultations.models import Consultation, Part, Phase, Result
from foundation import audit
from publications.models import Publication

Stage = Consultation.Stage

REMIND_BEFORE = timedelta(hours=48)
# Who got a phase of a few days hears of its opening; a reminder in the same days is one too many.
SHORTEST_WITH_REMINDER = timedelta(days=4)
BATCH = 100

COUNTING = Q(is_due=True) | Q(counting_since__isnull=False)
UNCOUNTED = Exists(Result.objects.filter(COUNTING, part__phase=OuterRef("pk")))

TO_OPEN = Q(opened_at__isnull=True, opens_at__lte=Now())
TO_REMIND = Q(opened_at__isnull=False, reminded_at__isnull=True, closed_at__isnull=True, closes_at__gt=Now()) & Q(
    closes_at__lte=Now() + REMIND_BEFORE
)
TO_CLOSE = Q(opened_at__isnull=False, closed_at__isnull=True, closes_at__lte=Now())
TO_PUBLISH = Q(closed_at__isnull=False, results_at__isnull=True) & ~Q(UNCOUNTED)


def keep_course() -> int:
    """Do everything that is due now; gives how many phases something happened to."""
    steps = ((TO_OPEN, open_phase), (TO_REMIND, remind), (TO_CLOSE, close_phase), (TO_PUBLISH, publish_results))
    return sum(do_due(due, act) for due, act in steps)


def do_due(due: Q, act: Callable[[Consultation, Phase], None]) -> int:
    """Do one thing to each phase it is due for; gives how many."""
    public = Phase.objects.filter(consultation__state=Publication.State.PUBLISHED)
    found = public.filter(due).order_by("pk").values_list("pk", "consultation")[:BATCH]
    return sum(do_one(pk, consultation, due, act) for pk, consultation in list(found))


@transaction.atomic
def do_one(pk: int, consultation: int, due: Q, act: Callable[[Consultation, Phase], None]) -> bool:
    """Do it to one phase, unless another worker is at it or did it meanwhile."""
    rows = Consultation.objects.select_for_update(skip_locked=True, of=("self", "publication_ptr"))
    held = rows.filter(pk=consultation, state=Publication.State.PUBLISHED).first()
    phase = Phase.objects.filter(due, pk=pk).first() if held else None
    if held is None or phase is None:
        return False
    act(held, phase)
    return True


def open_phase(consultation: Consultation, phase: Phase) -> None:
    """Open it: from now on its questions keep their meaning. Nobody is told of what is over already."""
    Phase.objects.filter(pk=phase.pk).update(opened_at=Now())
    Part.objects.filter(phase=phase).update(is_frozen=True)
    write_stage(consultation)
    audit.record("consultation.opened", actor=None, subject=consultation, phase=phase.pk)
    if Phase.objects.filter(pk=phase.pk, closes_at__gt=Now()).exists():
        telling.tell_opened(consultation, phase)


def remind(consultation: Consultation, phase: Phase) -> None:
    """Remind who can still take part, unless the phase is short."""
    Phase.objects.filter(pk=phase.pk).update(reminded_at=Now())
    if phase.closes_at - phase.opens_at >= SHORTEST_WITH_REMINDER:
        telling.tell_reminder(consultation, phase)


def close_phase(consultation: Consultation, phase: Phase) -> None:
    """Close it and have it counted for the last time; after the last phase the answer is waited for."""
    Phase.objects.filter(pk=phase.pk).update(closed_at=Now())
    for part in Part.objects.filter(phase=phase):
        taking_part.ask_for_recount(part)
    stage = write_stage(consultation)
    audit.record("consultation.closed", actor=None, subject=consultation, phase=phase.pk)
    if stage == Stage.CLOSED:
        telling.tell_closed(consultation)


def publish_results(consultation: Consultation, phase: Phase) -> None:
    """Say that the results are there, once everything is counted."""
    Phase.objects.filter(pk=phase.pk).update(results_at=Now())
    audit.record("consultation.results", actor=None, subject=consultation, phase=phase.pk)
    telling.tell_results(consultation, phase)


def write_stage(consultation: Consultation) -> str:
    """Write the stage that follows from the phases; the consultation must be locked. What was answered stays so."""
    if consultation.stage in {Stage.DRAFT, Stage.ANSWERED}:
        return consultation.stage
    phases = Phase.objects.filter(consultation=consultation)
    if phases.filter(opened_at__isnull=False, closed_at__isnull=True).exists():
        stage = Stage.OPEN
    elif phases.filter(opened_at__isnull=True).exists():
        stage = Stage.ANNOUNCED
    else:
        stage = Stage.CLOSED
    if stage != consultation.stage:
        Consultation.objects.filter(pk=consultation.pk).update(stage=stage)
        Publication.objects.filter(pk=consultation.pk).update(changed_at=Now())
        consultation.stage = stage
    return stage
