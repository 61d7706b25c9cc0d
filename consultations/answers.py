"""What became of it: the answer of the province, written by one, checked by another, and told to who said something."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations import promising, rules, telling
from consultations.actions import lock
from consultations.keys import response_key
from consultations.models import (
    Consultation,
    Part,
    Participation,
    Passage,
    Quote,
    Remark,
    Report,
    Response,
    Step,
    Tag,
)
from consultations.tags import personal_pieces
from foundation import audit
from foundation.errors import NotAllowed, Refused
from notifications.catalogue import initiatives as shared_events
from notifications.telling import tell
from notifications.wording import excerpt
from publications.models import Publication

USED = {Passage.Decision.USED, Passage.Decision.PARTLY}


@dataclass(frozen=True)
class Written:
    """What an official wrote about one subject."""

    title: str
    text: str
    decision: str
    reason: str = ""
    where: str = ""
    link: str = ""
    tags: tuple[int, ...] = ()


@dataclass(frozen=True)
class BecameOf:
    """What was done with one point somebody made; `key` is that of the method, `passages` are public."""

    key: str
    question: str
    text: str
    passages: list[Passage] = field(default_factory=list)


def officials_only(person: User) -> None:
    """Raise NotAllowed for anybody else."""
    if not rules.can_answer(person):
        raise NotAllowed(_("Only officials can do this."))


def locked(report: Report) -> Report:
    """Lock the consultation and then its report. Raises Refused once it is public: what people read stays."""
    lock(report.consultation)
    report = Report.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=report.pk)
    if report.is_published:
        raise Refused(_("This answer is public already. What follows can be added as a step."))
    return report


def touch(report: Report, *, by: User) -> None:
    """Note that the text is another one now: who wrote last is the drafter, and what was read before is old."""
    report.version, report.drafted_by, report.drafted_at = report.version + 1, by, Now()
    report.save(update_fields=["version", "drafted_by", "drafted_at"])


# Writing


@transaction.atomic
def draft(consultation: Consultation, *, by: User, text: str, outcome: str) -> Report:
    """Write the answer in short, or write it anew. Raises Refused without a text, or once it is public."""
    officials_only(by)
    if not text.strip() or outcome not in Report.Outcome.values:
        raise Refused(_("Write the answer in short, and choose what it led to."))
    consultation = lock(consultation)
    report = Report.objects.filter(consultation=consultation).first()
    if report is None:
        report = Report.objects.create(consultation=consultation, text=text.strip(), outcome=outcome, drafted_by=by)
    else:
        report = locked(report)
        report.text, report.outcome = text.strip(), outcome
        report.save(update_fields=["text", "outcome"])
        touch(report, by=by)
    audit.record("report.drafted", actor=by, subject=report, version=report.version)
    return report


@transaction.atomic
def write_passage(report: Report, written: Written, *, by: User, passage: Passage | None = None) -> Passage:
    """Write a decision, new or anew. Raises Refused without a reason where one is owed."""
    officials_only(by)
    report = locked(report)
    if not written.title.strip() or not written.text.strip() or written.decision not in Passage.Decision.values:
        raise Refused(_("Write the subject and what you do with it, and choose a decision."))
    if written.decision != Passage.Decision.USED and not written.reason.strip():
        raise Refused(_("Write why: people want to know it when their point is not simply used."))
    if passage is None:
        last = report.passages.aggregate(last=Max("position"))["last"] or 0
        passage = Passage(report=report, position=last + 1)
    passage.title, passage.text, passage.decision = written.title.strip(), written.text.strip(), written.decision
    passage.reason, passage.where, passage.link = written.reason.strip(), written.where.strip(), written.link.strip()
    passage.save()
    passage.tags.set(Tag.objects.filter(consultation=report.consultation, pk__in=written.tags))
    touch(report, by=by)
    audit.record("passage.written", actor=by, subject=passage, report=report.pk, decision=passage.decision)
    return passage


@transaction.atomic
def remove_passage(passage: Passage, *, by: User) -> None:
    """Take a decision out of an answer that is not public yet."""
    officials_only(by)
    report = locked(passage.report)
    audit.record("passage.removed", actor=by, subject=passage, report=report.pk)
    passage.delete()
    touch(report, by=by)


@transaction.atomic
def quote(passage: Passage, remarks: Iterable[int], *, by: User, shown: Iterable[int] = ()) -> None:
    """Tie a decision to exactly these remarks of its consultation; everybody reads those that are `shown` too.

    Raises Refused when a shown one holds what looks like personal data: that must be left out first.
    """
    officials_only(by)
    report = locked(passage.report)
    chosen = Remark.objects.filter(part__consultation=report.consultation, pk__in=set(remarks))
    chosen = chosen.filter(response__state=Response.State.SENT)
    visible = set(shown)
    for remark in chosen:
        if remark.pk in visible and (remark.is_private or personal_pieces(remark.shown)):
            raise Refused(_("A quote holds personal data. Leave that out first, at the answer itself."))
    passage.quotes.exclude(remark__in=chosen).delete()
    for remark in chosen:
        Quote.objects.update_or_create(passage=passage, remark=remark, defaults={"is_shown": remark.pk in visible})
    touch(report, by=by)
    audit.record("passage.quoted", actor=by, subject=passage, report=report.pk, remarks=len(chosen))


# Publishing


@transaction.atomic
def publish(report: Report, *, by: User, version: int) -> None:
    """Check the answer and make it public: the consultation is answered, and everybody involved hears.

    Raises NotAllowed for who wrote it, and Refused before the consultation closed, without a decision in it, or when
    the text is not the `version` that was read.
    """
    officials_only(by)
    report = locked(report)
    consultation = Consultation.objects.get(pk=report.consultation_id)
    if report.drafted_by_id == by.pk:
        raise NotAllowed(_("Somebody else than who wrote it must check this answer."))
    if report.version != version:
        raise Refused(_("The text was changed in the meantime. Read it again first."))
    if consultation.stage != Consultation.Stage.CLOSED:
        raise Refused(_("The answer comes after everybody could take part. It is not closed yet."))
    if not report.passages.exists():
        raise Refused(_("Add at least one decision: what was done with what people said."))
    report.checked_by, report.published_at = by, Now()
    report.save(update_fields=["checked_by", "published_at"])
    Consultation.objects.filter(pk=consultation.pk).update(stage=Consultation.Stage.ANSWERED)
    Publication.objects.filter(pk=consultation.pk).update(changed_at=Now())
    audit.record("report.published", actor=by, subject=report, outcome=report.outcome)
    promising.keep(consultation, by=by)
    telling.tell_answered(consultation, by=by, key=report.pk, excerpt=excerpt(report.text))
    tell_whose_points(report)


def tell_whose_points(report: Report) -> None:
    """Tell who has an account that a point of theirs was used, or was not.

    One event for each of the two and none for a single decision: an event names people, and must not lead to words.
    """
    decisions = decisions_by_response(report)
    rows = Participation.objects.filter(part__consultation=report.consultation, person__isnull=False).order_by()
    used, unused = set[int](), set[int]()
    for pk, person in rows.values_list("pk", "person").iterator():
        found = decisions.get(response_key(pk))
        if found and person is not None:
            (used if found & USED else unused).add(person)
    for people, is_used in ((used, True), (unused - used, False)):
        if people:
            key = f"{report.pk}:{'used' if is_used else 'unused'}"
            telling.tell_used(
                report.consultation, User.objects.filter(pk__in=people), key=key, is_used=is_used, excerpt=""
            )


def decisions_by_response(report: Report) -> dict[UUID, set[str]]:
    """Give, per response, the decisions about its points: by a quote, or by a subject."""
    found: dict[UUID, set[str]] = {}
    by_quote = Quote.objects.filter(passage__report=report).values_list("remark__response", "passage__decision")
    tagged = Passage.objects.filter(report=report, tags__remarks__isnull=False).order_by()
    by_tag = tagged.values_list("tags__remarks__response", "decision").distinct()
    for response, decision in (*by_quote, *by_tag.iterator()):
        found.setdefault(response, set()).add(decision)
    return found


# Afterwards


@transaction.atomic
def add_step(passage: Passage, *, by: User, title: str, due_on: date) -> Step:
    """Plan what follows from a decision; once the answer is public, everybody involved hears. Twice is once."""
    officials_only(by)
    consultation = lock(passage.report.consultation)
    if not title.strip():
        raise Refused(_("Write what follows."))
    step, is_new = Step.objects.get_or_create(passage=passage, title=title.strip(), defaults={"due_on": due_on})
    if is_new:
        audit.record("step.added", actor=by, subject=step, passage=passage.pk)
        tell_step(consultation, step)
    return step


@transaction.atomic
def reach_step(step: Step, *, by: User, on: date) -> None:
    """Mark a step as done on a day; doing it twice is the same as once. Raises Refused before the answer is public."""
    officials_only(by)
    consultation = lock(step.passage.report.consultation)
    if not Report.objects.filter(consultation=consultation, published_at__isnull=False).exists():
        raise Refused(_("The answer is not public yet."))
    if Step.objects.filter(pk=step.pk, done_on__isnull=True).update(done_on=on):
        audit.record("step.reached", actor=by, subject=step)
        tell_step(consultation, step, is_reached=True)


def tell_step(consultation: Consultation, step: Step, *, is_reached: bool = False) -> None:
    """Tell everybody involved that a step is planned, or done; not before the answer is public."""
    if not Report.objects.filter(consultation=consultation, published_at__isnull=False).exists():
        return
    tell(
        shared_events.MILESTONE,
        key=f"consultation:{step.pk}:{'reached' if is_reached else 'planned'}",
        about=consultation,
        people=telling.involved(consultation),
        step=step.title,
        is_reached=is_reached,
        due_on=step.due_on.isoformat(),
    )


# Reading


def passages_of(report: Report) -> QuerySet[Passage]:
    """Give the decisions with everything their page shows."""
    return report.passages.prefetch_related("tags", "steps", "quotes__remark__part")


def became_of(part: Part, response: UUID) -> list[BecameOf]:
    """Give what was done with each point of a response, in a few queries; empty before the answer is public."""
    if not Report.objects.filter(consultation=part.consultation_id, published_at__isnull=False).exists():
        return []
    rows = list(Remark.objects.filter(part=part, response=response).prefetch_related("tags").order_by("pk"))
    public = Q(report__consultation=part.consultation_id, report__published_at__isnull=False)
    answered = Q(quotes__remark__in=rows) | Q(tags__remarks__in=rows)
    passages = Passage.objects.filter(public & answered).distinct().prefetch_related("tags", "quotes")
    found = list(passages.select_related("report__consultation"))
    return [BecameOf(row.key, row.question, row.text, [one for one in found if is_about(one, row)]) for row in rows]


def is_about(passage: Passage, remark: Remark) -> bool:
    """Say whether a decision is about a remark, by a quote or by a subject."""
    if any(quote.remark_id == remark.pk for quote in passage.quotes.all()):
        return True
    own = {tag.pk for tag in remark.tags.all()}
    return any(tag.pk in own for tag in passage.tags.all())


def subjects(passages: Iterable[Passage], counts: Iterable[Any]) -> list[dict[str, Any]]:
    """Give each subject with how often it was named and the decisions about it, for the way back."""
    uses = {tag.pk: tag.uses for tag in counts}
    found: dict[int, dict[str, Any]] = {}
    for passage in passages:
        for tag in passage.tags.all():
            entry = found.setdefault(tag.pk, {"tag": tag, "uses": uses.get(tag.pk, 0), "passages": []})
            entry["passages"].append(passage)
    return sorted(found.values(), key=lambda one: (-one["uses"], one["tag"].name))
