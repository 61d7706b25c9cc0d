"""Everything a moderator needs to see to decide one case, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import User
from discussions.models import Comment
from moderation import deciding, grounds, queue, repeat, subjects
from moderation.models import (
    Case,
    CaseNote,
    Decision,
    Measure,
    Report,
    Restriction,
    Signal,
)
from publications.models import Publication

# From this harm on a text is blurred until somebody wants to read it.
BLURRED = 70
AROUND = 3


@dataclass(frozen=True)
class Piece:
    """A part of the text; `numbers` are those of the signals in the legend that saw something here."""

    text: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class History:
    """What is known of an author: how long they are here, what they placed, and what was decided about it.

    `suggestion` is what the written rule comes to; nothing happens by itself.
    """

    joined_at: datetime
    comments: int
    publications: int
    measures: list[tuple[str, int]]
    decisions: list[Decision]
    restriction: Restriction | None
    waiting: int
    suggestion: repeat.Suggestion | None


@dataclass(frozen=True)
class Bench:
    """One case with all that is around it. `content` is None when its author removed it."""

    case: Case
    content: subjects.Content | None
    seen: str
    pieces: list[Piece]
    signals: list[Signal]
    # Each with what it was reported for, in words.
    reports: list[tuple[Report, str]]
    notes: list[CaseNote]
    deadline: str
    minutes_left: int
    now: datetime
    is_changed: bool
    is_blurred: bool
    thread: list[Comment] = field(default_factory=list)
    history: History | None = None
    similar: list[Decision] = field(default_factory=list)
    decision: Decision | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is something to decide."""
        return self.case.state == Case.State.OPEN


def bench(case: Case, user: User) -> Bench:
    """Read a case with all that is around it."""
    now = deciding.now()
    content = subjects.find(case.subject_kind, case.subject_id)
    signals = list(case.signals.all())
    reports = list(case.reports.all())
    is_open = case.state == Case.State.OPEN
    decision = None if is_open else case.decisions.select_related("decided_by", "rule").first()
    held = case.claimed_until - now if case.claimed_until else None
    return Bench(
        case=case,
        content=content,
        seen=deciding.mark_of(content) if content else "",
        pieces=pieces_of(case.text_then, signals),
        signals=signals,
        reports=list(zip(reports, grounds.words_for_all(reports), strict=True)),
        notes=list(case.notes.select_related("author")),
        deadline=queue.deadline(case, now),
        minutes_left=max(0, round(held.total_seconds() / 60)) if held else 0,
        now=now,
        is_changed=content is not None and content.text != case.text_then,
        is_blurred=case.harm >= BLURRED,
        thread=thread_of(case),
        history=history_of(case, user),
        similar=similar_to(case, signals, reports),
        decision=decision,
    )


def pieces_of(text: str, signals: Sequence[Signal]) -> list[Piece]:
    """Cut a text where a signal begins or ends, so that signals that overlap are all marked."""
    spans = [
        (one.start, min(one.end, len(text)), number)
        for number, one in enumerate(signals, start=1)
        if one.start is not None and one.end is not None and one.start < one.end and one.start < len(text)
    ]
    cuts = sorted({0, len(text), *(cut for start, end, _number in spans for cut in (start, end))})
    return [
        Piece(text[start:end], tuple(number for first, last, number in spans if first <= start and end <= last))
        for start, end in pairwise(cuts)
    ]


def thread_of(case: Case) -> list[Comment]:
    """Give the conversation right around a comment: what it answers, some before it, itself, and some after it."""
    if case.subject_kind != "comment":
        return []
    own = Comment.objects.select_related("author", "parent__author").filter(pk=case.subject_id).first()
    if own is None:
        return []
    if own.parent is None:
        return [own, *Comment.objects.replies_to(own).for_thread().order_by("id")[:AROUND]]
    replies = Comment.objects.replies_to(own.parent).for_thread()
    before = list(replies.filter(pk__lt=own.pk).order_by("-id")[:AROUND])
    return [own.parent, *reversed(before), own, *replies.filter(pk__gt=own.pk).order_by("id")[:AROUND]]


def history_of(case: Case, user: User) -> History | None:
    """Give what is known of whom a case is about."""
    author = case.author
    if author is None:
        return None
    about = Decision.objects.filter(case__author=author, undone_by__isnull=True).exclude(measure=Measure.RESTORE)
    counted = about.order_by("measure").values_list("measure").annotate(count=Count("pk"))
    active = Restriction.objects.filter(person=author, lifted_at__isnull=True, until__gte=timezone.now())
    return History(
        joined_at=author.joined_at,
        comments=Comment.objects.filter(author=author).count(),
        publications=Publication.objects.filter(author=author, published_at__isnull=False).count(),
        measures=[(str(Measure(measure).label), count) for measure, count in counted],
        decisions=list(about.select_related("rule", "case").defer("case__text_then", "statement")[:5]),
        restriction=active.order_by("-until").first(),
        waiting=queue.waiting(user).filter(author=author).exclude(pk=case.pk).count(),
        suggestion=repeat.suggestion(author),
    )


def similar_to(case: Case, signals: Sequence[Signal], reports: Sequence[Report]) -> list[Decision]:
    """Give what was decided lately about cases with the same heaviest signal, or reported under the same rule."""
    rows = Decision.objects.exclude(measure=Measure.RESTORE).exclude(case=case)
    rows = rows.select_related("rule", "case", "decided_by", "undone_by", "appeal").defer("statement")
    named = {one.what for one in reports if one.what}
    if signals:
        decided = Signal.objects.filter(code=signals[0].code, case__state=Case.State.DECIDED).exclude(case=case)
        cases = list(decided.order_by("-id").values_list("case_id", flat=True)[:40])
        return list(rows.filter(case__in=cases)[:5])
    return list(rows.filter(Q(rule__code__in=named) | Q(law__in=named))[:5]) if named else []
