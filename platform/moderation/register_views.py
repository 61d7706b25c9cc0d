"""The public register, its open data, the yearly report and older versions of the house rules."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from foundation.paging import page_of
from moderation import grounds, house_rules, outcomes, register_counts
from moderation import register as books
from moderation.models import Decision, HouseRule, RulesVersion
from moderation.register import Filters


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """Show what was decided, in numbers and one by one."""
    chosen = Filters.from_query(request.GET.dict())
    rows = chosen.apply(books.decisions())
    page = page_of(books.lines(rows), fields=books.BY_TIME, cursor=request.GET.get("na", ""))
    names, today = ground_names(), timezone.localdate()
    links = {"next_url": address(chosen, page.next_cursor), "first_url": address(chosen) or "?"}
    context = {
        "chosen": chosen,
        "items": [shown(one) for one in page.items],
        "page": {"is_first": page.is_first, **links},
        "kinds": books.kinds(),
        "measures": books.measures(),
        "grounds": names,
        "months": register_counts.last_months(today) if page.is_first else [],
        "tables": tables(register_counts.chosen(chosen, rows), names) if page.is_first else [],
        "years": register_counts.years(today),
    }
    return render(request, "moderation/register.html", context)


def address(chosen: Filters, cursor: str | None = None) -> str:
    """Give the address of a page of what was chosen; empty when there is no next page."""
    if cursor == "":
        return ""
    return f"?{urlencode({**chosen.as_query(), **({'na': cursor} if cursor else {})})}"


def ground_names() -> dict[str, str]:
    """Name every ground by its code: rules as they read now, or last read."""
    written = HouseRule.objects.order_by("version__number", "number")
    return {**{f"rule:{one.code}": grounds.title_of(one) for one in written}, **books.laws()}


def tables(counted: register_counts.Breakdown, names: dict[str, str]) -> list[dict[str, Any]]:
    """Give the numbers as small tables, each with its largest first."""
    parts: tuple[tuple[str, Counter[str], dict[str, str]], ...] = (
        (_("By outcome"), counted.measures, books.measures()),
        (_("By reason"), counted.grounds, names),
        (_("By kind"), counted.kinds, books.kinds()),
        (_("How it came to us"), counted.sources, books.sources()),
    )
    return [
        {"title": title, "rows": [bar(labels.get(name, name), count, counts) for name, count in counts.most_common(20)]}
        for title, counts, labels in parts
        if counts
    ]


def bar(label: str, count: int, counts: Counter[str]) -> dict[str, Any]:
    """Give one line of a small table; its length is of a hundred."""
    return {"label": grounds.first_up(label), "count": count, "length": round(100 * count / max(counts.values()))}


def shown(one: Decision) -> dict[str, Any]:
    """Give one decision as the register shows it."""
    case = one.case
    return {
        "pk": one.pk,
        "at": one.decided_at,
        "kind": books.kinds().get(case.subject_kind, case.subject_kind),
        "place": case.municipality.name if case.municipality else _("the whole province"),
        "measure": books.measures().get(one.measure, one.measure),
        "code": one.measure,
        "ground": outcomes.ground_words(one) if one.restricts else "",
        "rule": one.rule,
        "source": one.get_source_display(),
        "until": one.until,
        "undone": getattr(one, "undone_by", None),
        "appeal": outcomes.appeal_words(one),
        "took": one.decided_at - case.opened_at,
        "restricts": one.restricts,
    }


@require_GET
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one decision without personal data."""
    one = get_object_or_404(books.lines(books.decisions()), pk=pk)
    return render(request, "moderation/entry.html", {"one": shown(one)})


@require_GET
def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Give every decision as a table, line by line."""
    writer = csv.writer(Echo())

    def rows() -> Iterator[str]:
        yield writer.writerow(books.FIELDS)
        for line in books.open_data():
            yield writer.writerow(line.values())

    return as_file(rows(), "text/csv; charset=utf-8", "csv")


@require_GET
def as_json(request: HttpRequest) -> StreamingHttpResponse:
    """Give every decision as JSON, one after another."""

    def parts() -> Iterator[str]:
        yield '{"decisions": ['
        for number, line in enumerate(books.open_data()):
            yield f"{',' if number else ''}\n{json.dumps(line, ensure_ascii=False)}"
        yield "\n]}\n"

    return as_file(parts(), "application/json", "json")


def as_file(parts: Iterator[str], kind: str, extension: str) -> StreamingHttpResponse:
    """Send something line by line under a name; other sites may read it."""
    response = StreamingHttpResponse(parts, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="besluiten.{extension}"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


class Echo:
    """Gives back each line that the csv module writes."""

    def write(self, line: str) -> str:
        """Give the line back."""
        return line


@require_GET
def report_of_year(request: HttpRequest, year: int) -> HttpResponse:
    """Show the transparency report of a year."""
    today = timezone.localdate()
    known = register_counts.years(today)
    if year not in known:
        raise Http404("no decisions that year")
    numbers, names = register_counts.of_year(year), ground_names()
    context = {
        "year": year,
        "years": known,
        "is_running": year == today.year,
        **numbers,
        "tables": tables(numbers["all"], names),
        "own_tables": tables(numbers["own"], names),
    }
    return render(request, "moderation/year.html", context)


@require_GET
def rules_version(request: HttpRequest, number: int) -> HttpResponse:
    """Show a version of the house rules, as it read then."""
    version = get_object_or_404(RulesVersion, number=number)
    today = timezone.localdate()
    if version.in_force_from > today:
        raise Http404("not in force yet")
    context = {
        "version": version,
        "rules": house_rules.rules_of(version),
        "is_current": version == house_rules.version_on(today),
    }
    return render(request, "moderation/rules_version.html", context)
