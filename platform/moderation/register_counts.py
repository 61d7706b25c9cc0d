"""What the decisions come to: by month, by ground, and the numbers of a year (DSA articles 15 and 24)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from moderation.models import Appeal, Case, Decision, Measure, Report, Restriction, Source
from moderation.register import Filters, start_of

# One pass over the decisions of a stretch of time. The month is that of the clock on the wall here.
BY_MONTH = """
SELECT date_trunc('month', d.decided_at AT TIME ZONE %(zone)s)::date AS month,
       count(*) AS decided,
       count(*) FILTER (WHERE d.measure <> 'leave') AS restricting,
       count(*) FILTER (WHERE d.source = 'signal') AS by_signal,
       count(*) FILTER (WHERE d.source = 'report') AS by_report,
       count(*) FILTER (WHERE d.source = 'own') AS by_own,
       count(u.id) AS taken_back,
       count(a.id) AS appeals,
       count(a.id) FILTER (WHERE a.state = 'granted') AS won,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM d.decided_at - c.opened_at)) AS seconds
FROM moderation_decision d
JOIN moderation_case c ON c.id = d.case_id
LEFT JOIN moderation_decision u ON u.undoes_id = d.id
LEFT JOIN moderation_appeal a ON a.decision_id = d.id
WHERE d.measure <> 'restore' AND d.decided_at >= %(since)s AND d.decided_at < %(until)s
GROUP BY 1 ORDER BY 1 DESC
"""
COLUMNS = ("month", "decided", "restricting", "signal", "report", "own", "taken_back", "appeals", "won", "seconds")
MEDIANS = {
    "reports": """SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM told_at - made_at))
        FROM moderation_report WHERE told_at >= %s AND told_at < %s""",
    "appeals": """SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM decided_at - made_at))
        FROM moderation_appeal WHERE decided_at >= %s AND decided_at < %s""",
    "decisions": """SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM d.decided_at - c.opened_at))
        FROM moderation_decision d JOIN moderation_case c ON c.id = d.case_id
        WHERE d.measure <> 'restore' AND d.decided_at >= %s AND d.decided_at < %s""",
}


@dataclass
class Breakdown:
    """How many decisions there are by each of four ways of looking."""

    total: int = 0
    grounds: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    measures: Counter[str] = field(default_factory=Counter)


def months(since: datetime, until: datetime) -> list[dict[str, Any]]:
    """Give a line for every month with decisions, the newest first; `typical` is the median time to decide."""
    asked: dict[str, str | datetime] = {"zone": timezone.get_current_timezone_name(), "since": since, "until": until}
    with connection.cursor() as cursor:
        cursor.execute(BY_MONTH, asked)
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in cursor.fetchall()]
    for row in rows:
        row["typical"] = timedelta(seconds=float(row.pop("seconds") or 0))
    return rows


def last_months(today: date) -> list[dict[str, Any]]:
    """Give this month and the eleven before it."""
    year, month = divmod(today.year * 12 + today.month - 1 - 11, 12)
    return months(start_of(date(year, month + 1, 1)), start_of(today + timedelta(days=1)))


def breakdown(rows: QuerySet[Decision]) -> Breakdown:
    """Count by ground, kind, source and outcome in one query: a row for each combination there is."""
    found = Breakdown()
    names = ("case__subject_kind", "source", "measure", "rule__code", "law")
    for kind, source, measure, rule, law, count in rows.order_by().values_list(*names).annotate(times=Count("pk")):
        found.total += count
        found.kinds[kind] += count
        found.sources[source] += count
        found.measures[measure] += count
        if rule or law:
            found.grounds[f"rule:{rule}" if rule else f"law:{law}"] += count
    return found


def chosen(filters: Filters, rows: QuerySet[Decision]) -> Breakdown:
    """Count what a page of the register shows: what was chosen, of the last year when no month was."""
    if filters.month is None:
        rows = rows.filter(decided_at__gte=timezone.now() - timedelta(days=365))
    return breakdown(rows)


def years(today: date) -> list[int]:
    """Give the years with decisions, the newest first; always this year."""
    first = Decision.objects.order_by("decided_at").values_list("decided_at", flat=True).first()
    oldest = timezone.localdate(first).year if first else today.year
    return list(range(today.year, min(oldest, today.year) - 1, -1))


def of_year(year: int) -> dict[str, Any]:
    """Give the numbers of the yearly report."""
    since, until = start_of(date(year, 1, 1)), start_of(date(year + 1, 1, 1))
    within = Q(decided_at__gte=since, decided_at__lt=until)
    decisions = Decision.objects.filter(within).exclude(measure=Measure.RESTORE)
    restrictions = Restriction.objects.filter(decision__decided_at__gte=since, decision__decided_at__lt=until)
    return {
        "months": months(since, until),
        "all": breakdown(decisions),
        "own": breakdown(decisions.exclude(source=Source.REPORT).exclude(measure=Measure.LEAVE)),
        "time": median("decisions", since, until),
        "notices": notices(since, until),
        "automated": automated(decisions, since, until),
        "appeals": appeals(since, until),
        "taken_back": Decision.objects.filter(within, measure=Measure.RESTORE).count(),
        "accounts": restrictions.aggregate(
            suspended=Count("pk", filter=Q(kind=Restriction.Kind.SUSPENDED)),
            limited=Count("pk", filter=Q(kind=Restriction.Kind.LIMITED)),
        ),
    }


def notices(since: datetime, until: datetime) -> dict[str, Any]:
    """Count the reports of a stretch of time, by law and rule, and how fast they were answered."""
    made = Report.objects.filter(made_at__gte=since, made_at__lt=until)
    found: dict[str, Any] = made.aggregate(
        total=Count("pk"),
        law=Count("pk", filter=Q(ground=Report.Ground.LAW)),
        rule=Count("pk", filter=Q(ground=Report.Ground.RULE)),
        abusive=Count("pk", filter=Q(abusive_at__isnull=False)),
    )
    by_report = Q(source=Source.REPORT, decided_at__gte=since, decided_at__lt=until)
    acted = Decision.objects.filter(by_report).exclude(measure__in=(Measure.LEAVE, Measure.RESTORE))
    counts = acted.aggregate(acted_law=Count("pk", filter=~Q(law="")), acted_rule=Count("pk", filter=Q(law="")))
    return {**found, **counts, "typical": median("reports", since, until)}


def automated(decisions: QuerySet[Decision], since: datetime, until: datetime) -> dict[str, int]:
    """Count what programs pointed at, and how often a moderator saw nothing wrong (of a hundred: `wrong`)."""
    pointed = Case.objects.filter(source=Source.SIGNAL, opened_at__gte=since, opened_at__lt=until).count()
    found = decisions.filter(source=Source.SIGNAL).aggregate(
        decided=Count("pk"), left=Count("pk", filter=Q(measure=Measure.LEAVE))
    )
    return {"pointed": pointed, **found, "wrong": round(100 * found["left"] / (found["decided"] or 1))}


def appeals(since: datetime, until: datetime) -> dict[str, Any]:
    """Count the appeals made in a stretch of time and what came of them."""
    found: dict[str, Any] = Appeal.objects.filter(made_at__gte=since, made_at__lt=until).aggregate(
        made=Count("pk"),
        granted=Count("pk", filter=Q(state=Appeal.State.GRANTED)),
        upheld=Count("pk", filter=Q(state=Appeal.State.UPHELD)),
        open=Count("pk", filter=Q(state=Appeal.State.OPEN)),
    )
    return {**found, "typical": median("appeals", since, until)}


def median(what: str, since: datetime, until: datetime) -> timedelta:
    """Give the middle one of all lengths of time; nothing without any."""
    with connection.cursor() as cursor:
        cursor.execute(MEDIANS[what], [since, until])
        return timedelta(seconds=float(cursor.fetchone()[0] or 0))
