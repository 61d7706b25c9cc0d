"""Every promise of the province, for everybody to see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from foundation import clock
from foundation.paging import page_of
from promises import kinds
from promises.lateness import with_lateness
from promises.models import Office, Promise
from publications.models import Publication

OPEN = Promise.Status.OPEN
# In the order of the page; the words in the address are Dutch.
STATUSES = (("te-laat", _("Overdue")), ("lopend", _("Due")), ("nagekomen", _("Answered")), ("vervallen", _("Released")))
# How many promises there are of a kind, by an office, in each status.
Tally = Mapping[str, Any]


@dataclass(frozen=True)
class Chosen:
    """What a visitor narrowed the list to; what is unknown narrows nothing."""

    status: str
    office: Office | None
    kind: str

    def address(self, **changes: str) -> str:
        """Give the address of the list that is narrowed like this, with some of it changed."""
        office = self.office.slug if self.office else ""
        parts = {"status": self.status, "bureau": office, "soort": self.kind, **changes}
        return "?" + urlencode({name: value for name, value in parts.items() if value})

    def holds(self, row: Tally) -> bool:
        """Say whether this part of the tally is in the list, in whatever status."""
        of_office = self.office is None or row["office"] == self.office.pk
        return of_office and self.kind in ("", row["publication__kind"])


@require_GET
def promise_list(request: HttpRequest) -> HttpResponse:
    """List the promises with their office and how late they are; what is open and earliest first."""
    today = clock.today()
    is_status = statuses(today)
    tally = tally_of(is_status)
    offices, found_kinds = list(Office.objects.all()), kinds_in(tally)
    chosen = chosen_by(request, offices, found_kinds)
    shown = Promise.objects.public().filter(is_status.get(chosen.status, Q()))
    shown = shown.filter(office=chosen.office) if chosen.office else shown
    shown = shown.filter(publication__kind=chosen.kind) if chosen.kind else shown
    page = page_of(shown.for_lines(), fields=("rank", "id"), cursor=request.GET.get("na", ""))
    answers = kinds.answers_to(page.items)
    for promise in page.items:
        with_lateness(promise, today)
        promise.__dict__["answered"] = answers.get(promise.pk)
    context = {
        "promises": page.items,
        "page": {
            "is_first": page.is_first,
            "next_url": chosen.address(na=page.next_cursor) if page.next_cursor else "",
            "first_url": chosen.address(),
        },
        "tabs": tabs([row for row in tally if chosen.holds(row)], chosen),
        "chosen": chosen,
        "offices": offices,
        "kinds": found_kinds if len(found_kinds) > 1 else {},
    }
    return render(request, "promises/list.html", context)


def statuses(today: date) -> dict[str, Q]:
    """Give what is in each status on a day."""
    return {
        "te-laat": Q(status=OPEN, due_on__lt=today),
        "lopend": Q(status=OPEN, due_on__gte=today),
        "nagekomen": Q(status=Promise.Status.KEPT),
        "vervallen": Q(status=Promise.Status.RELEASED),
    }


def tally_of(is_status: dict[str, Q]) -> list[Tally]:
    """Count what is public by kind, office and status, in one query; the answer is as small as there are of those."""
    parts = Promise.objects.public().order_by().values("publication__kind", "office")
    return list(parts.annotate(**{key(name): Count("pk", filter=which) for name, which in is_status.items()}))


def kinds_in(tally: Iterable[Tally]) -> dict[str, str]:
    """Give the kinds of publication of which there are promises, with their names."""
    labels = dict(Publication.Kind.choices)
    return {kind: str(labels.get(kind, kind)) for kind in sorted({row["publication__kind"] for row in tally})}


def chosen_by(request: HttpRequest, offices: list[Office], found_kinds: dict[str, str]) -> Chosen:
    """Read what the address asks for."""
    status, kind = request.GET.get("status", ""), request.GET.get("soort", "")
    return Chosen(
        status=status if status in dict(STATUSES) else "",
        office=next((one for one in offices if one.slug == request.GET.get("bureau", "")), None),
        kind=kind if kind in found_kinds else "",
    )


def key(name: str) -> str:
    """Give a status as the name of a column."""
    return name.replace("-", "_")


def tabs(tally: list[Tally], chosen: Chosen) -> list[dict[str, object]]:
    """Give the filter by status, each with how many there are."""
    return [
        {
            "name": name,
            "label": label,
            "count": sum(row[key(name)] for row in tally),
            "url": chosen.address(status="" if name == chosen.status else name),
            "is_on": name == chosen.status,
        }
        for name, label in STATUSES
    ]
