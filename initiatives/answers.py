"""The answer of the province, checked by a second person; then milestones, and what became of it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation import audit, clock
from foundation.errors import NotAllowed, Refused
from initiatives import rules
from initiatives.audience import tell_all
from initiatives.courses import in_dutch, lock, step
from initiatives.models import Answer, ClosingReport, Course, Initiative, Milestone
from notifications.catalogue import initiatives as events
from notifications.wording import excerpt
from promises.actions import keep, lock_open
from promises.models import Promise
from promises.rules import can_answer


def official_only(person: User) -> None:
    """Raise NotAllowed for anybody else."""
    if not can_answer(person):
        raise NotAllowed(_("Only officials can do this."))


@transaction.atomic
def draft(promise: Promise, *, by: User, outcome: Answer.Outcome, reasons: str) -> Answer:
    """Write the answer, or write it anew: who wrote last is the drafter, and somebody else must check it."""
    official_only(by)
    if not reasons.strip():
        raise Refused(_("An answer has reasons. Write them down."))
    lock(promise.publication)
    promise = lock_open(promise)
    answer = Answer.objects.filter(promise=promise).first() or Answer(promise=promise, version=0)
    answer.outcome, answer.reasons = outcome, reasons.strip()
    answer.drafted_by, answer.drafted_at = by, Now()
    answer.version += 1
    answer.save()
    audit.record("answer.drafted", actor=by, subject=answer, version=answer.version)
    return answer


@transaction.atomic
def publish(answer: Answer, *, by: User, version: int) -> None:
    """Check the answer and make it public: the promise is kept, and everybody hears.

    Raises Refused for who wrote it, and when the text is not the `version` that was read.
    """
    course = lock(answer.promise.publication)
    promise = lock_open(answer.promise)
    answer = Answer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if not rules.can_check_answer(by, answer):
        raise NotAllowed(_("Somebody else than who wrote it must check this answer."))
    if answer.version != version:
        raise Refused(_("The text was changed in the meantime. Read it again first."))
    answer.checked_by, answer.published_at = by, Now()
    answer.save(update_fields=["checked_by", "published_at"])
    keep(promise, by=by)
    step(course, Course.State(answer.outcome), by=by, reason=answer.reasons)
    audit.record("answer.published", actor=by, subject=answer, outcome=answer.outcome)
    tell_all(
        promise.publication,
        events.ANSWER,
        key=answer.pk,
        outcome=answer.outcome,
        office=promise.office.name,
        excerpt=excerpt(answer.reasons),
    )


@transaction.atomic
def add_milestone(initiative: Initiative, *, by: User, title: str, due_on: date) -> Milestone:
    """Plan something with its day; the first one makes it "being done". Raises Refused before a yes."""
    official_only(by)
    course = lock(initiative)
    if course.state in {Course.State.ADOPTED, Course.State.PARTLY}:
        step(course, Course.State.DOING, by=by, reason=in_dutch(_("The first milestone: %(title)s"), title=title))
    elif course.state != Course.State.DOING:
        raise Refused(_("Milestones come after the answer “adopted” or “partly adopted”."))
    milestone = Milestone.objects.create(initiative=initiative, title=title, due_on=due_on)
    audit.record("milestone.added", actor=by, subject=milestone, initiative=initiative.pk)
    tell_step(milestone)
    return milestone


@transaction.atomic
def reach_milestone(milestone: Milestone, *, by: User) -> None:
    """Mark it as done today; doing it twice is the same as once."""
    official_only(by)
    course = lock(milestone.initiative)
    if course.state != Course.State.DOING:
        raise Refused(_("This initiative is not being done any more."))
    if Milestone.objects.filter(pk=milestone.pk, done_on__isnull=True).update(done_on=clock.today()):
        audit.record("milestone.reached", actor=by, subject=milestone)
        tell_step(milestone, is_reached=True)


def tell_step(milestone: Milestone, *, is_reached: bool = False) -> None:
    """Tell everybody concerned that a step is planned, or done."""
    tell_all(
        milestone.initiative,
        events.MILESTONE,
        key=f"{milestone.pk}:{'reached' if is_reached else 'planned'}",
        step=milestone.title,
        is_reached=is_reached,
        due_on=milestone.due_on.isoformat(),
    )


@transaction.atomic
def tell_progress(milestone: Milestone, *, by: User, note: str) -> None:
    """Tell how it goes with a milestone, before or after it is done."""
    official_only(by)
    lock(milestone.initiative)
    Milestone.objects.filter(pk=milestone.pk).update(note=note.strip())
    audit.record("milestone.told", actor=by, subject=milestone)


@transaction.atomic
def close(initiative: Initiative, *, by: User, text: str) -> ClosingReport:
    """Tell what became of it: the end of its course, and everybody hears."""
    official_only(by)
    course = lock(initiative)
    step(course, Course.State.DONE, by=by, reason=in_dutch(_("The closing report tells what became of it.")))
    report = ClosingReport.objects.create(initiative=initiative, text=text.strip(), written_by=by)
    audit.record("report.written", actor=by, subject=report)
    tell_all(initiative, events.REPORT, key=report.pk, excerpt=excerpt(report.text))
    return report
