"""What editors do with a consultation: make it, lay out its phases and parts, and announce it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Max, Min
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations import checklist, promising, rules
from consultations.method import METHODS, Words
from consultations.models import Consultation, Part, Phase
from foundation import audit
from foundation.errors import NotAllowed, Refused
from foundation.nudges import nudge
from places.models import Municipality
from publications.actions import change_state, free_slug, next_reference
from publications.models import Publication, StateChange
from themes.models import Theme


class Unready(Refused):
    """It cannot be announced yet; `problems` are all the reasons, for the editor."""

    def __init__(self, problems: list[Words]) -> None:
        """Say the first reason, and keep all of them."""
        super().__init__(problems[0])
        self.problems = problems


class ChangedMeanwhile(Refused):
    """Somebody else saved since this editor began."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            _("Somebody changed this in the meantime. What you typed is still here: compare it, and save once more.")
        )


def editors_only(person: User, consultation: Consultation | None = None) -> None:
    """Raise NotAllowed for who may not edit this consultation, or any."""
    if not (rules.can_edit(person, consultation) if consultation else rules.can_prepare(person)):
        raise NotAllowed(_("Only editors can do this, as long as the consultation is not answered."))


def lock(consultation: Consultation) -> Consultation:
    """Lock a consultation; before its phases and parts, always in this order."""
    rows = Consultation.objects.select_for_update(of=("self", "publication_ptr"))
    found: Consultation = rows.get(pk=consultation.pk)
    return found


def lock_version(consultation: Consultation, *, by: User, version: int | None) -> Consultation:
    """Lock it for a change that began when it had this version; None for a change that cannot overwrite another.

    Raises NotAllowed for who may not edit it, ChangedMeanwhile when somebody saved since.
    """
    consultation = lock(consultation)
    editors_only(by, consultation)
    if version is not None and version != consultation.version:
        raise ChangedMeanwhile
    return consultation


def touch(consultation: Consultation) -> None:
    """Note that it changed; it must be locked."""
    Consultation.objects.filter(pk=consultation.pk).update(version=F("version") + 1)
    Publication.objects.filter(pk=consultation.pk).update(changed_at=Now())


@transaction.atomic
def start(
    *, by: User, title: str, summary: str, theme: Theme, municipality: Municipality | None = None, **fields: Any
) -> Consultation:
    """Make a consultation that only staff can see yet; `begun_on` (a UUID) makes that doing it twice makes one."""
    editors_only(by)
    if (begun_on := fields.get("begun_on")) is not None:
        # Two presses at once: the second waits here, and then finds what the first made.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [str(begun_on)])
        found: Consultation | None = Consultation.objects.filter(begun_on=begun_on).first()
        if found is not None:
            return found
    reference = next_reference()
    consultation = Consultation(
        kind=Publication.Kind.CONSULTATION,
        reference=reference,
        slug=free_slug(Publication.Kind.CONSULTATION, title, reference),
        author=by,
        title=title,
        summary=summary,
        theme=theme,
        municipality=municipality,
        **fields,
    )
    consultation.search_body = search_body(consultation)
    consultation.save()
    audit.record("consultation.started", actor=by, subject=consultation, reference=reference)
    consultation.refresh_from_db()
    return consultation


def first_opening() -> datetime:
    """Give the moment that a first phase opens when nobody chose one: a week from now, at nine in the morning."""
    day = timezone.localtime() + timedelta(days=7)
    return day.replace(hour=9, minute=0, second=0, microsecond=0)


def search_body(consultation: Consultation) -> str:
    """Give the words to find it by, besides its title and summary."""
    return "\n".join(filter(None, (consultation.story, consultation.can_change, consultation.cannot_change)))


@transaction.atomic
def add_phase(
    consultation: Consultation, *, by: User, title: str, opens_at: datetime, closes_at: datetime, text: str = ""
) -> Phase:
    """Add a stretch of time. Raises Refused when it ends before it begins or overlaps another."""
    consultation = lock(consultation)
    editors_only(by, consultation)
    refuse_overlap(consultation, opens_at, closes_at)
    phase = Phase.objects.create(
        consultation=consultation, title=title, text=text, opens_at=opens_at, closes_at=closes_at
    )
    repeat_dates(consultation)
    touch(consultation)
    audit.record("phase.added", actor=by, subject=consultation, phase=phase.pk)
    return phase


def refuse_overlap(
    consultation: Consultation, opens_at: datetime, closes_at: datetime, but: Phase | None = None
) -> None:
    """Raise Refused unless the moments are in order and no other phase is on between them."""
    if closes_at <= opens_at:
        raise Refused(_("A phase closes after it opens. Change one of the two moments."))
    others = consultation.phases.filter(opens_at__lt=closes_at, closes_at__gt=opens_at)
    if other := (others.exclude(pk=but.pk) if but else others).first():
        raise Refused(_("At that time the phase “%(title)s” is on. Phases follow each other.") % {"title": other.title})


def repeat_dates(consultation: Consultation) -> None:
    """Write the first and last moment of the phases with the consultation, for lists; it must be locked."""
    ends = consultation.phases.aggregate(opens_at=Min("opens_at"), closes_at=Max("closes_at"))
    Consultation.objects.filter(pk=consultation.pk).update(**ends)


@transaction.atomic
def add_part(
    phase: Phase,
    *,
    by: User,
    method: str,
    title: str,
    intro: str = "",
    minutes: int = 5,
    content: dict[str, Any] | None = None,
    version: int | None = None,
) -> Part:
    """Add a way of asking to a phase, filled with `content` if the method knows what to do with that.

    Raises Refused in a phase that is open or over: people would have missed it; ChangedMeanwhile when a colleague saved
    since `version`.
    """
    consultation = lock_version(phase.consultation, by=by, version=version)
    if Phase.objects.filter(pk=phase.pk, opened_at__isnull=False).exists():
        raise Refused(_("This phase opened already. Add another phase for what you want to ask besides."))
    if method not in METHODS:
        raise Refused(_("This way of asking does not exist. Choose another."))
    number = (consultation.parts.aggregate(last=Max("number"))["last"] or 0) + 1
    part = Part.objects.create(
        consultation=consultation,
        phase=phase,
        number=number,
        position=number,
        method=method,
        title=title,
        intro=intro,
        minutes=minutes,
    )
    METHODS[method].set_up(part, content or {})
    touch(consultation)
    audit.record("part.added", actor=by, subject=consultation, part=part.pk, method=method)
    return part


@transaction.atomic
def announce(consultation: Consultation, *, by: User) -> Consultation:
    """Let everybody read it from now on; the clock opens and closes its phases. Announcing twice is the same as once.

    Raises Unready while something keeps it from opening.
    """
    consultation = lock(consultation)
    editors_only(by, consultation)
    if consultation.stage != Consultation.Stage.DRAFT:
        return consultation
    if problems := checklist.musts(consultation):
        raise Unready(problems)
    state = Publication.State.PUBLISHED
    Publication.objects.filter(pk=consultation.pk).update(state=state, published_at=Now(), changed_at=Now())
    Consultation.objects.filter(pk=consultation.pk).update(stage=Consultation.Stage.ANNOUNCED, version=F("version") + 1)
    StateChange.objects.create(publication=consultation, state=state)
    promising.make(consultation, by=by)
    audit.record("consultation.announced", actor=by, subject=consultation)
    consultation.refresh_from_db()
    nudge("consultations.tasks.keep_course")
    return consultation


@transaction.atomic
def withdraw(consultation: Consultation, *, by: User, reason: str) -> None:
    """Take it out of the lists for good, with the reason on its page; what was answered stays, and is not counted on.

    Raises Refused for what was never announced: that is only a draft.
    """
    consultation = lock(consultation)
    editors_only(by, consultation)
    change_state(consultation, Publication.State.WITHDRAWN, by=by, may=lambda locked: locked.is_published, note=reason)
    promising.release(consultation, by=by)
