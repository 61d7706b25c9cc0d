"""Changing a consultation: everything while it is prepared; once it opened, nothing that people answered to.

Each change is audited with what it was before. Saving the same twice is saving it once, and who saves over the work of
a colleague is told so (`version`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Model
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations import telling
from consultations.actions import (
    ChangedMeanwhile,
    first_opening,
    lock_version,
    refuse_overlap,
    repeat_dates,
    search_body,
    touch,
)
from consultations.method import METHODS
from consultations.models import Consultation, Part, Phase
from foundation import audit
from foundation.errors import Refused
from places.models import Municipality
from publications.models import Publication

BASICS = (
    "title", "summary", "theme", "story", "can_change", "cannot_change", "policy_phase", "level", "official", "office",
    "answer_by",
)  # fmt: skip
ENTRY = (
    "access", "postcodes", "minimum_age", "asks_place", "asks_age", "results_shown", "is_open_data",
)  # fmt: skip
# Who took part did so knowing these.
FIXED_ONCE_OPEN = {"theme", "can_change", "cannot_change", "policy_phase", "level", *ENTRY}
# Everybody could read these with the promise.
PROMISED = {"office", "answer_by"}


class Fixed(Refused):
    """People took part already, so this stays as it is."""


def is_opened(consultation: Consultation) -> bool:
    """Say whether people could take part already."""
    return consultation.phases.filter(opened_at__isnull=False).exists()


def is_promised(consultation: Consultation) -> bool:
    """Say whether everybody could read who answers and by which day."""
    return consultation.stage != Consultation.Stage.DRAFT


def plain(value: object) -> object:
    """Write a value for the audit trail."""
    if isinstance(value, Model):
        return value.pk
    return value.isoformat() if isinstance(value, date) else value


def changes_of(row: Model, values: dict[str, Any]) -> dict[str, Any]:
    """Give the values that differ from what is kept."""
    return {name: value for name, value in values.items() if getattr(row, name) != value}


def write(row: Model, changes: dict[str, Any]) -> dict[str, object]:
    """Write changes to a locked row; gives what was there before, for the audit trail."""
    before = {name: plain(getattr(row, name)) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))
    return before


def begin_change(consultation: Consultation, *, by: User, version: int, is_same: bool) -> bool:
    """Say whether there is something to write. What is the same as what is kept needs no look at the version."""
    if not is_same and version != consultation.version:
        raise ChangedMeanwhile
    lock_version(consultation, by=by, version=None)
    return not is_same


@transaction.atomic
def revise(
    consultation: Consultation,
    *,
    by: User,
    version: int,
    concerned: Collection[Municipality] | None = None,
    **values: Any,
) -> None:
    """Change what it says or how people come in; only fields of BASICS and ENTRY.

    Raises Fixed for what may not change once it opened, ChangedMeanwhile when a colleague saved since `version`.
    """
    locked = lock_version(consultation, by=by, version=None)
    changes = changes_of(locked, {name: value for name, value in values.items() if name in {*BASICS, *ENTRY}})
    there = set(locked.concerned.values_list("pk", flat=True))
    wanted = {one.pk for one in concerned} if concerned is not None else there
    if not begin_change(locked, by=by, version=version, is_same=not changes and wanted == there):
        return
    refuse_fixed(locked, set(changes) | ({"concerned"} if wanted != there else set()))
    if PROMISED & set(changes):
        refuse_other_promise(locked)
    before = write(locked, changes)
    if wanted != there:
        before["concerned"] = sorted(there)
        ask_in(locked, wanted)
    Publication.objects.filter(pk=locked.pk).update(search_body=search_body(locked))
    touch(locked)
    audit.record("consultation.revised", actor=by, subject=locked, before=before)


def ask_in(consultation: Consultation, places: set[int]) -> None:
    """Write which municipalities are asked; when it is one, the consultation is there, as an initiative is."""
    consultation.concerned.set(places)
    only = next(iter(places)) if len(places) == 1 else None
    Publication.objects.filter(pk=consultation.pk).update(municipality=only)


def refuse_fixed(consultation: Consultation, names: Iterable[str]) -> None:
    """Raise Fixed when people could take part already and one of these fields counts for them."""
    fixed = set(names) & {*FIXED_ONCE_OPEN, "concerned"}
    if fixed and is_opened(consultation):
        raise Fixed(
            _("People could take part already, so this stays as it is. You can still change the title and summary.")
        )


def refuse_other_promise(consultation: Consultation) -> None:
    """Raise Refused once everybody could read who answers and by which day: the promise clock runs."""
    if consultation.stage != Consultation.Stage.DRAFT:
        raise Refused(
            _("The day and the office of the answer were promised, so they stay. A late answer shows as late.")
        )


@transaction.atomic
def change_phase(
    phase: Phase, *, by: User, version: int, title: str, text: str, opens_at: datetime, closes_at: datetime
) -> None:
    """Change a phase. What is open only closes later, and then everybody involved hears it; what is over stays.

    Raises Refused for other changes of moments, and when phases would overlap.
    """
    consultation = lock_version(phase.consultation, by=by, version=None)
    phase = Phase.objects.get(pk=phase.pk)
    changes = changes_of(phase, {"title": title, "text": text, "opens_at": opens_at, "closes_at": closes_at})
    if not begin_change(consultation, by=by, version=version, is_same=not changes):
        return
    if {"opens_at", "closes_at"} & set(changes):
        refuse_moments(phase, changes)
        refuse_overlap(consultation, opens_at, closes_at, but=phase)
    before = write(phase, changes)
    repeat_dates(consultation)
    touch(consultation)
    audit.record("phase.changed", actor=by, subject=consultation, phase=phase.pk, before=before)
    if phase.opened_at is not None and "closes_at" in changes:
        telling.tell_postponed(consultation, phase, by=by)


def refuse_moments(phase: Phase, changes: dict[str, Any]) -> None:
    """Raise Fixed for a change of moments that would cut people short."""
    if phase.opened_at is None:
        return
    if phase.closed_at is not None or Phase.objects.filter(pk=phase.pk, closes_at__lte=Now()).exists():
        raise Fixed(_("This phase is over. Add another one when you want to ask more."))
    if "opens_at" in changes:
        raise Fixed(_("This phase is open already; the moment at which it opened stays."))
    if changes["closes_at"] < phase.closes_at:
        raise Fixed(_("People count on the day you named. You can close later, and not earlier."))


@transaction.atomic
def remove_phase(phase: Phase, *, by: User, version: int) -> None:
    """Take a phase away. Raises Refused when it opened or has parts in it."""
    consultation = lock_version(phase.consultation, by=by, version=version)
    if phase.opened_at is not None:
        raise Fixed(_("This phase opened already, so it stays."))
    if phase.parts.exists():
        raise Refused(_("There is still something to take part in here. Remove that first, or move it."))
    if consultation.stage != Consultation.Stage.DRAFT and consultation.phases.count() == 1:
        raise Refused(_("A consultation that is announced keeps a phase. Withdraw it when it does not go on."))
    audit.record("phase.removed", actor=by, subject=consultation, phase=phase.pk, title=phase.title)
    phase.delete()
    repeat_dates(consultation)
    touch(consultation)


@transaction.atomic
def change_part(
    part: Part, *, by: User, version: int, title: str, intro: str, minutes: int, phase: Phase | None = None
) -> None:
    """Correct the title and introduction of a part, or move it to another phase.

    Raises Fixed when it was open already and would move.
    """
    consultation = lock_version(part.consultation, by=by, version=None)
    part = Part.objects.select_related("phase").get(pk=part.pk)
    values: dict[str, Any] = {"title": title, "intro": intro, "minutes": minutes, "phase": phase or part.phase}
    changes = changes_of(part, values)
    if not begin_change(consultation, by=by, version=version, is_same=not changes):
        return
    if phase is not None and "phase" in changes:
        if part.is_frozen or phase.opened_at is not None:
            raise Fixed(_("What was open, or is over, stays in its phase."))
        if phase.consultation_id != consultation.pk:
            raise Refused(_("Choose a phase of this consultation."))
    before = write(part, changes)
    touch(consultation)
    audit.record("part.changed", actor=by, subject=consultation, part=part.pk, before=before)


@transaction.atomic
def move_part(part: Part, *, by: User, version: int, is_up: bool) -> None:
    """Change places with the part before or after it in its phase; at the end nothing happens."""
    consultation = lock_version(part.consultation, by=by, version=version)
    order = list(Part.objects.filter(phase=part.phase_id).order_by("position", "number"))
    at = next(place for place, one in enumerate(order) if one.pk == part.pk)
    other = at - 1 if is_up else at + 1
    if not 0 <= other < len(order):
        return
    order[at], order[other] = order[other], order[at]
    for place, one in enumerate(order):
        one.position = place
    Part.objects.bulk_update(order, ["position"])
    touch(consultation)
    audit.record("part.moved", actor=by, subject=consultation, part=part.pk)


@transaction.atomic
def remove_part(part: Part, *, by: User, version: int) -> None:
    """Take a part away with its questions. Raises Fixed when it was open already: people answered it."""
    consultation = lock_version(part.consultation, by=by, version=version)
    if Part.objects.get(pk=part.pk).is_frozen:
        raise Fixed(_("People could answer this already, so it stays."))
    audit.record("part.removed", actor=by, subject=consultation, part=part.pk, title=part.title, method=part.method)
    part.delete()
    touch(consultation)


@transaction.atomic
def clone(source: Consultation, *, by: User, copy: Consultation) -> Consultation:
    """Copy phases (without their moments, which are the editor's to choose) and parts into a fresh consultation.

    What was answered is never copied. The phases of the copy are as long as they were, from a week from now on.
    """
    copy = lock_version(copy, by=by, version=None)
    if copy.phases.exists():
        return copy  # it was copied already, by the first of two presses
    opening = first_opening()
    shift = opening - (source.opens_at or opening)
    phases = {}
    for phase in source.phases.all():
        moments = {"opens_at": phase.opens_at + shift, "closes_at": phase.closes_at + shift}
        phases[phase.pk] = Phase.objects.create(consultation=copy, title=phase.title, text=phase.text, **moments)
    for part in source.parts.all():
        if part.method in METHODS:
            copy_part(part, copy, phases[part.phase_id])
    repeat_dates(copy)
    touch(copy)
    audit.record("consultation.copied", actor=by, subject=copy, source=source.pk)
    copy.refresh_from_db()
    return copy


def copy_part(part: Part, consultation: Consultation, phase: Phase) -> Part:
    """Copy one part with its questions."""
    last = consultation.parts.aggregate(last=Max("number"))["last"] or 0
    fields = {name: getattr(part, name) for name in ("position", "method", "title", "intro", "minutes", "settings")}
    made = Part.objects.create(consultation=consultation, phase=phase, number=last + 1, **fields)
    METHODS[part.method].copy(part, made)
    return made
