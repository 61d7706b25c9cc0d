"""Every promise of the province, for everybody to see."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from foundation.paging import page_of
from initiatives import clock
from initiatives.models import Office, Promise
from initiatives.promises import days_late
from publications.querysets import HEAVY

OPEN = Promise.Status.OPEN
# In the order of the page; the words in the address are Dutch.
STATUSES = (("te-laat", _("Overdue")), ("lopend", _("Due")), ("nagekomen", _("Answered")), ("vervallen", _("Released")))


@require_GET
def promise_list(request: HttpRequest) -> HttpResponse:
    """List the promises with their office and how late they are; what is open and earliest first."""
    today = clock.today()
    shown = Promise.objects.filter(initiative__state__in=("published", "withdrawn", "archived"))
    is_status = {
        "te-laat": Q(status=OPEN, due_on__lt=today),
        "lopend": Q(status=OPEN, due_on__gte=today),
        "nagekomen": Q(status=Promise.Status.KEPT),
        "vervallen": Q(status=Promise.Status.RELEASED),
    }
    status = request.GET.get("status", "")
    status = status if status in is_status else ""
    offices = list(Office.objects.all())
    office = next((one for one in offices if one.slug == request.GET.get("bureau", "")), None)
    within = shown.filter(office=office) if office else shown
    counts = within.aggregate(**{key(name): Count("pk", filter=which) for name, which in is_status.items()})
    page = page_of(rows(within, is_status.get(status)), fields=("rank", "id"), cursor=request.GET.get("na", ""))
    for promise in page.items:
        promise.__dict__["late"] = days_late(promise, today)
        promise.__dict__["left"] = max(0, (promise.due_on - today).days)
    chosen = {key: value for key, value in (("status", status), ("bureau", office.slug if office else "")) if value}
    context = {
        "promises": page.items,
        "page": {
            "is_first": page.is_first,
            "next_url": f"?{urlencode({**chosen, 'na': page.next_cursor})}" if page.next_cursor else "",
            "first_url": f"?{urlencode(chosen)}",
        },
        "tabs": tabs(counts, status, office),
        "status": status,
        "offices": offices,
        "office": office,
    }
    return render(request, "initiatives/promises/list.html", context)


def key(name: str) -> str:
    """Give a status as the name of a column."""
    return name.replace("-", "_")


def rows(promises: QuerySet[Promise], which: Q | None) -> QuerySet[Promise]:
    """Give the promises with what a line shows, and nothing heavy."""
    found = promises.filter(which) if which is not None else promises
    found = found.select_related("office", "initiative", "answer")
    return found.defer(*(f"initiative__{name}" for name in (*HEAVY, "story")), "answer__reasons")


def tabs(counts: dict[str, int], chosen: str, office: Office | None) -> list[dict[str, object]]:
    """Give the filter by status, each with how many there are."""
    beside = {"bureau": office.slug} if office else {}
    return [
        {
            "name": name,
            "label": label,
            "count": counts[key(name)],
            "url": "?" + urlencode(beside if name == chosen else {"status": name, **beside}),
            "is_on": name == chosen,
        }
        for name, label in STATUSES
    ]
