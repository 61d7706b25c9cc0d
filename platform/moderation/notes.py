"""What others see of the decisions about something that are in force, and what they hide together."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from moderation import subjects
from moderation.models import Decision, Measure

HIDING = (Measure.HIDE, Measure.REMOVE)
TOLD = (*HIDING, Measure.LABEL)


def of_subject(kind: str, pk: int) -> QuerySet[Decision]:
    """Give the decisions about one thing, the newest first."""
    return Decision.objects.filter(case__subject_kind=kind, case__subject_id=pk).order_by("-id")


def in_force(kind: str, pk: int) -> QuerySet[Decision]:
    """Give those that were not taken back."""
    return of_subject(kind, pk).filter(undone_by__isnull=True)


def refresh(kind: str, pk: int) -> None:
    """Show with it what everybody may read of the newest decision in force: what hides goes before a label."""
    told = list(in_force(kind, pk).filter(measure__in=TOLD).select_related("rule"))
    found = next((one for one in told if one.measure in HIDING), told[0] if told else None)
    if found is None:
        subjects.KINDS[kind].show_note(pk, "", "")
        return
    # The facts of a label are written for everybody; those of hiding may hold what was hidden.
    note = found.facts if found.measure == Measure.LABEL else ground_of(found)
    subjects.KINDS[kind].show_note(pk, note, reverse("moderation:entry", args=[found.pk]))


def ground_of(decision: Decision) -> str:
    """Name the ground in the language of the site: "huisregel 3, Geen gegevens van anderen"."""
    with translation.override(settings.LANGUAGE_CODE):
        if decision.rule is not None:
            words = {"number": decision.rule.number, "title": decision.rule.title}
            return _("house rule %(number)d, %(title)s") % words
        return str(decision.get_law_display())


def others_hide(decision: Decision) -> bool:
    """Say whether another decision in force hides the same, so that it stays out of sight."""
    case = decision.case
    found = in_force(case.subject_kind, case.subject_id).filter(measure__in=HIDING)
    return found.exclude(pk=decision.pk).exists()


def before_hiding(decision: Decision) -> dict[str, Any]:
    """Give what it was like before it was hidden: of the decision that hid it, when later ones found it hidden."""
    case, handler = decision.case, subjects.KINDS[decision.case.subject_kind]
    earlier = of_subject(case.subject_kind, case.subject_id).filter(measure__in=HIDING)
    for one in earlier.iterator(chunk_size=100):
        before: dict[str, Any] = one.before
        if handler.was_visible(before):
            return before
    return dict(decision.before)
