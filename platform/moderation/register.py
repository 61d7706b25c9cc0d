"""The public register: every decision without personal data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moderation import subjects
from moderation.models import Appeal, Decision, Law, Measure, Source

# In the order in which was decided: what comes from elsewhere later may be older than what is here.
BY_TIME = ("decided_at", "id")
# The columns of the open data, in order. Names stay as they are: others build on them.
FIELDS = (
    "id",
    "decided_at",
    "kind",
    "municipality",
    "measure",
    "ground",
    "rules_version",
    "source",
    "until",
    "taken_back_at",
    "appeal",
    "hours_to_decide",
)


@dataclass(frozen=True)
class Filters:
    """What somebody wants to see; empty is everything. `month` is the first day of one."""

    month: date | None = None
    kind: str = ""
    measure: str = ""
    ground: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Filters:
        """Read an address; what is unknown in it is left out."""
        kind, measure, ground = query.get("soort", ""), query.get("maatregel", ""), query.get("grond", "")
        return cls(
            month_of(query.get("maand", "")),
            kind if kind in subjects.KINDS else "",
            measure if measure in Measure.values and measure != Measure.RESTORE else "",
            ground if ground.partition(":")[0] in {"rule", "law"} else "",
        )

    def as_query(self) -> dict[str, str]:
        """Write it as an address."""
        month = f"{self.month:%Y-%m}" if self.month else ""
        parts = {"maand": month, "soort": self.kind, "maatregel": self.measure, "grond": self.ground}
        return {name: value for name, value in parts.items() if value}

    def apply(self, rows: QuerySet[Decision]) -> QuerySet[Decision]:
        """Keep what fits."""
        if self.month:
            rows = rows.filter(decided_at__gte=start_of(self.month), decided_at__lt=start_of(next_month(self.month)))
        if self.kind:
            rows = rows.filter(case__subject_kind=self.kind)
        if self.measure:
            rows = rows.filter(measure=self.measure)
        what, _colon, code = self.ground.partition(":")
        return rows.filter(Q(rule__code=code) if what == "rule" else Q(law=code)) if what else rows


def month_of(text: str) -> date | None:
    """Read "2026-11" as its first day; None for anything else."""
    try:
        found = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007  # a month has no zone
    except ValueError:
        return None
    return found if 2000 <= found.year < 2200 else None


def next_month(first: date) -> date:
    """Give the first day of the month after."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def start_of(day: date) -> datetime:
    """Give the beginning of a day here."""
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001  # made aware at once


def decisions() -> QuerySet[Decision]:
    """Give every decision; that one was taken back is told with it, and is no line of its own."""
    return Decision.objects.exclude(measure=Measure.RESTORE)


def lines(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    """Load what a line of the register shows, in one query, and nothing that could say who it is about."""
    related = ("case__municipality", "rule__version", "appeal", "undone_by")
    return rows.select_related(*related).only(
        *("id", "measure", "law", "source", "until", "decided_at"),
        *("case__subject_kind", "case__opened_at", "case__municipality__name"),
        *("rule__number", "rule__code", "rule__title", "rule__title_en", "rule__version__number"),
        *("appeal__state", "appeal__decision_id", "undone_by__decided_at", "undone_by__undoes_id"),
    )


def open_data() -> Iterator[dict[str, Any]]:
    """Give every decision as others may use it, oldest first, a few hundred in memory at a time."""
    for one in lines(decisions()).order_by(*BY_TIME).iterator(chunk_size=500):
        yield line_of(one)


def line_of(one: Decision) -> dict[str, Any]:
    """Write one decision down without personal data; moments are UTC."""
    case, undone = one.case, getattr(one, "undone_by", None)
    values = (
        one.pk,
        one.decided_at.isoformat(timespec="seconds"),
        case.subject_kind,
        case.municipality.name if case.municipality else "",
        one.measure,
        code_of(one),
        one.rule.version.number if one.rule else "",
        one.source,
        one.until.isoformat(timespec="seconds") if one.until else "",
        undone.decided_at.isoformat(timespec="seconds") if undone else "",
        appeal_of(one),
        round((one.decided_at - case.opened_at).total_seconds() / 3600, 1),
    )
    return dict(zip(FIELDS, values, strict=True))


def code_of(one: Decision) -> str:
    """Name the ground: "rule:respect" or "law:sr-266"; empty for what needs none."""
    if one.rule is not None:
        return f"rule:{one.rule.code}"
    return f"law:{one.law}" if one.law else ""


def appeal_of(one: Decision) -> str:
    """Give what came of an appeal: open, upheld, granted; empty without one."""
    appeal: Appeal | None = getattr(one, "appeal", None)
    return appeal.state if appeal else ""


def kinds() -> dict[str, str]:
    """Give what can be decided about."""
    return {kind: str(subject.label) for kind, subject in subjects.KINDS.items()}


# What was done, as a line of the register says it.
DONE: dict[str, str | Promise] = {
    Measure.LEAVE: _("left as it is"),
    Measure.ASK: _("asked to change it"),
    Measure.LABEL: _("a note put with it"),
    Measure.HIDE: _("taken out of sight"),
    Measure.REMOVE: _("removed"),
    Measure.WARN: _("a warning"),
    Measure.LIMIT: _("limited for a time"),
    Measure.SUSPEND: _("suspended for a time"),
}


def measures() -> dict[str, str]:
    """Give what can be decided."""
    return {str(measure): str(words) for measure, words in DONE.items()}


def sources() -> dict[str, str]:
    """Give what makes something a case."""
    return {value: str(label) for value, label in Source.choices}


def laws() -> dict[str, str]:
    """Give the laws a decision can rest on."""
    return {f"law:{value}": str(label) for value, label in Law.choices}
