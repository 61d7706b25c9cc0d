"""What editors do with a consultation: make it, lay out its phases and parts, and announce it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Min
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations import rules
from consultations.method import METHODS, method_of
from consultations.models import Consultation, Part, Phase
from foundation import audit
from foundation.errors import NotAllowed, Refused
from places.models import Municipality
from publications.actions import free_slug, next_reference
from publications.models import Publication, StateChange
from themes.models import Theme


def editors_only(person: User, consultation: Consultation | None = None) -> None:
    """Raise NotAllowed for who may not edit this consultation, or any."""
    if not (rules.can_edit(person, consultation) if consultation else rules.can_prepare(person)):
        raise NotAllowed(_("Only editors can do this, as long as the consultation is not answered."))


def lock(consultation: Consultation) -> Consultation:
    """Lock a consultation; before its phases and parts, always in this order."""
    rows = Consultation.objects.select_for_update(of=("self", "publication_ptr"))
    found: Consultation = rows.get(pk=consultation.pk)
    return found


@transaction.atomic
def start(
    *, by: User, title: str, summary: str, theme: Theme, municipality: Municipality | None = None, **fields: Any
) -> Consultation:
    """Make a consultation that only staff can see yet."""
    editors_only(by)
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
    audit.record("phase.added", actor=by, subject=phase, consultation=consultation.pk)
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
    phase: Phase, *, by: User, method: str, title: str, intro: str = "", content: dict[str, Any] | None = None
) -> Part:
    """Add a way of asking to a phase, filled with `content` if the method knows what to do with that."""
    consultation = lock(phase.consultation)
    editors_only(by, consultation)
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
    )
    METHODS[method].set_up(part, content or {})
    audit.record("part.added", actor=by, subject=part, consultation=consultation.pk, method=method)
    return part


@transaction.atomic
def announce(consultation: Consultation, *, by: User) -> Consultation:
    """Let everybody read it from now on; the clock opens and closes its phases.

    Raises Refused while something keeps it from opening.
    """
    consultation = lock(consultation)
    editors_only(by, consultation)
    if consultation.stage != Consultation.Stage.DRAFT:
        return consultation
    problems = [problem for problem in missing(consultation) if problem]
    if problems:
        raise Refused(problems[0])
    state = Publication.State.PUBLISHED
    Publication.objects.filter(pk=consultation.pk).update(state=state, published_at=Now(), changed_at=Now())
    Consultation.objects.filter(pk=consultation.pk).update(stage=Consultation.Stage.ANNOUNCED)
    StateChange.objects.create(publication=consultation, state=state)
    audit.record("consultation.announced", actor=by, subject=consultation)
    consultation.refresh_from_db()
    return consultation


def missing(consultation: Consultation) -> list[Any]:
    """Give what keeps a consultation from opening, as texts for the editor."""
    parts = list(consultation.parts.select_related("phase"))
    found: list[Any] = []
    if not consultation.phases.exists():
        found.append(_("Add a phase with the moments at which it opens and closes."))
    if not parts:
        found.append(_("Add at least one way of asking."))
    for part in parts:
        part.consultation = consultation
        found += [problem.message for problem in method_of(part).problems(part) if not problem.is_advice]
    return found
