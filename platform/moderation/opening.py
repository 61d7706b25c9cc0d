"""Opening a case, or adding to the one that is open; and taking it from the queue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation import audit
from foundation.errors import NotAllowed, Refused
from moderation import learning, rules, subjects
from moderation.models import Case, CaseNote, Signal, Source

# The harm of what a moderator came across, until they decide what it is.
SEEN = 30


@dataclass(frozen=True)
class Seen:
    """What the screening saw: a code, a reason for a moderator, its weight (0-100) and where in the text."""

    code: str
    reason: str
    weight: int
    start: int | None = None
    end: int | None = None


class Gone(Refused):
    """What it was about is not there any more."""

    status = 404


@transaction.atomic
def open_case(
    kind: str, pk: int, *, source: Source, harm: int, by: User | None = None, seen: Iterable[Seen] = ()
) -> Case:
    """Open a case about something, or add to the open one; the harm of the worst counts. Raises Gone.

    Two at once give one case: the database allows one open case per subject.
    """
    content = subjects.find(kind, pk)
    if content is None:
        raise Gone(_("This is not there any more."))
    try:
        with transaction.atomic():
            case = start(content, source=source, harm=harm, by=by)
    except IntegrityError:
        of_subject = Case.objects.filter(subject_kind=kind, subject_id=pk, state=Case.State.OPEN)
        case = of_subject.select_for_update(of=("self",)).get()
        weigh(case, harm=max(harm, case.harm), reach=max(content.reach, case.reach))
    known = set(case.signals.values_list("code", "start"))
    Signal.objects.bulk_create(
        Signal(case=case, code=one.code, weight=one.weight, reason=one.reason, start=one.start, end=one.end)
        for one in seen
        if (one.code, one.start) not in known
    )
    return case


@transaction.atomic
def open_own(kind: str, pk: int, *, by: User) -> Case:
    """Open a case about something a moderator saw, and take it. Raises Gone or NotAllowed."""
    content = subjects.find(kind, pk)
    if content is None:
        raise Gone(_("This is not there any more."))
    is_own = content.author is not None and content.author.pk == by.pk
    if is_own or not rules.moderates_in(by, content.municipality):
        raise NotAllowed(_("You moderate other places, or this is about yourself."))
    return claim(open_case(kind, pk, source=Source.OWN, harm=SEEN, by=by), by=by)


def start(content: subjects.Content, *, source: Source, harm: int, by: User | None) -> Case:
    """Write a new case down. Raises IntegrityError when there is one."""
    case = Case.objects.create(
        subject_kind=content.kind,
        subject_id=content.pk,
        publication=content.publication,
        municipality=content.municipality,
        author=content.author,
        source=source,
        text_then=content.text,
        due_at=Now(),
    )
    case.refresh_from_db(fields=["opened_at"])
    weigh(case, harm=harm, reach=content.reach)
    audit.record("case.opened", actor=by, subject=case, source=source.value)
    return case


def weigh(case: Case, *, harm: int, reach: int) -> None:
    """Set harm and reach, and with them the place in the queue and the term."""
    case.harm, case.reach = harm, reach
    case.priority = rules.priority_of(harm, reach, case.opened_at) + learning.lift(case.text_then)
    case.due_at = case.opened_at + rules.term_of(harm)
    case.save(update_fields=["harm", "reach", "priority", "due_at"])


@transaction.atomic
def claim(case: Case, *, by: User) -> Case:
    """Take a case to decide it; for a quarter of an hour nobody else gets it. Raises Refused when somebody has it."""
    locked = lock_open(case)
    if not rules.can_moderate(by, locked):
        raise NotAllowed(_("You moderate other places, or this is about yourself."))
    free = Q(claimed_by__isnull=True) | Q(claimed_by=by) | Q(claimed_until__lt=Now())
    if not Case.objects.filter(free, pk=locked.pk).update(claimed_by=by, claimed_until=Now() + rules.CLAIM):
        raise Refused(_("%(name)s is looking at this case now.") % {"name": locked.claimed_by})
    locked.refresh_from_db(fields=["claimed_by", "claimed_until"])
    return locked


def release(case: Case, *, by: User) -> None:
    """Give a case back to the queue; not having it is no matter."""
    Case.objects.filter(pk=case.pk, claimed_by=by).update(claimed_by=None, claimed_until=None)


@transaction.atomic
def ask_second_opinion(case: Case, *, by: User, text: str) -> None:
    """Ask a colleague: the case goes back to the queue, for others, with a note."""
    locked = lock_open(case)
    if not rules.can_moderate(by, locked):
        raise NotAllowed(_("You moderate other places, or this is about yourself."))
    CaseNote.objects.create(case=locked, author=by, text=text)
    free = {"claimed_by": None, "claimed_until": None}
    Case.objects.filter(pk=locked.pk).update(wants_second_opinion=True, second_opinion_from=by, **free)
    audit.record("case.second_opinion", actor=by, subject=locked)


@transaction.atomic
def note(case: Case, *, by: User, text: str) -> CaseNote:
    """Write something down for colleagues."""
    if not rules.can_moderate(by, case):
        raise NotAllowed(_("You moderate other places, or this is about yourself."))
    return CaseNote.objects.create(case=case, author=by, text=text)


def lock_open(case: Case) -> Case:
    """Lock a case that is still to be decided. Raises Refused, naming who decided it in the meantime."""
    locked = Case.objects.select_for_update(of=("self",)).select_related("claimed_by").get(pk=case.pk)
    if locked.state == Case.State.OPEN:
        return locked
    decision = locked.decisions.select_related("decided_by").first()
    name = decision.decided_by if decision else ""
    raise Refused(_("%(name)s decided this case in the meantime.") % {"name": name})
