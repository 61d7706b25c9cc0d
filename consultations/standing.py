"""Where a consultation stands, in the words and colours of cards and pages; pure, for a given moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from consultations.models import Consultation, Phase

# From so long before closing on, the page says that it closes soon.
SOON = timedelta(days=3)


@dataclass(frozen=True)
class Standing:
    """Where it stands: `code` for its colour, a word, and what comes next."""

    code: str
    label: str | Promise
    next: str = ""

    @property
    def is_open(self) -> bool:
        """Whether people can take part."""
        return self.code in {"open", "soon"}


def day_of(moment: datetime) -> date:
    """Give the day in the Netherlands."""
    return timezone.localtime(moment).date()


def days_between(now: datetime, until: datetime) -> int:
    """Count the nights until a moment, as people count days."""
    return (day_of(until) - day_of(now)).days


def time_left(closes_at: datetime, now: datetime) -> str:
    """Say how long it is still open: "5 days left", "until tomorrow, 17:00" or "until today, 17:00"."""
    days = days_between(now, closes_at)
    if days > 1:
        return ngettext("%(count)d day left", "%(count)d days left", days) % {"count": days}
    clock = timezone.localtime(closes_at).strftime("%H:%M")
    said = _("until tomorrow, %(clock)s") if days == 1 else _("until today, %(clock)s")
    return str(said) % {"clock": clock}


def until_opening(opens_at: datetime, now: datetime) -> str:
    """Say how long it takes until it opens."""
    days = days_between(now, opens_at)
    if days > 1:
        return ngettext("opens in %(count)d day", "opens in %(count)d days", days) % {"count": days}
    return str(_("opens tomorrow")) if days == 1 else str(_("opens today"))


def is_overdue(consultation: Consultation, today: date) -> bool:
    """Say whether the promised day of the answer went by without one."""
    is_waiting = consultation.stage == Consultation.Stage.CLOSED
    return is_waiting and consultation.answer_by is not None and consultation.answer_by < today


def standing_of(consultation: Consultation, now: datetime, *, closes_at: datetime | None = None) -> Standing:
    """Give where it stands. `closes_at` is the moment that counts now: that of the phase, or else of the last one."""
    stages = Consultation.Stage
    closes_at = closes_at or consultation.closes_at
    if consultation.state == Consultation.State.WITHDRAWN:
        return Standing("withdrawn", _("withdrawn"))
    if consultation.stage == stages.OPEN and closes_at is not None:
        soon = closes_at - now <= SOON
        return Standing("soon" if soon else "open", _("closes soon") if soon else _("open"), time_left(closes_at, now))
    if consultation.stage == stages.ANNOUNCED and consultation.opens_at is not None:
        opens_at = consultation.opens_at
        return Standing("announced", _("opens soon"), until_opening(opens_at, now) if opens_at > now else "")
    if consultation.stage == stages.CLOSED:
        late = is_overdue(consultation, day_of(now))
        return Standing("overdue" if late else "closed", _("answer is late") if late else _("waits for the answer"))
    if consultation.stage == stages.ANSWERED:
        return Standing("answered", _("answered"))
    return Standing("draft", _("being prepared"))


def phase_state(phase: Phase, now: datetime) -> str:
    """Say whether a phase is still to come ("ahead"), on ("now") or over ("past"); the clock is what opens it."""
    if phase.closes_at <= now or phase.closed_at is not None:
        return "past"
    return "now" if phase.opened_at is not None else "ahead"
