"""The list of ideas within a part: filters, orders, a count that is cheap, and keyset pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.methods.ideas.asked import Asked
from consultations.methods.ideas.models import Idea, Status
from consultations.models import Part
from foundation.paging import Page, page_of
from publications import search
from publications.cards import off_the_shelf
from publications.querysets import HEAVY, PublicationQuerySet

ORDERS = {"nieuwste": ("published_at", "id"), "steun": ("support_count", "id")}
SORTS = (("nieuwste", gettext_lazy("Newest first")), ("steun", gettext_lazy("Most supported first")))
# Counting stops here: nobody needs to know whether it is 3,412 or 3,413.
COUNTED = 1_000
COUNT_SECONDS = 60


@dataclass(frozen=True)
class Chosen:
    """What the person filtered by, cleaned; empty where nothing or something unknown was chosen."""

    category: str
    status: str
    text: str
    order: str

    @classmethod
    def from_query(cls, query: QueryDict, asked: Asked) -> Chosen:
        """Read the address; an unknown value counts as none."""
        category, status, order = query.get("categorie", ""), query.get("status", ""), query.get("sorteer", "")
        return cls(
            category=category if category in asked.categories else "",
            status=status if status in Status.values else "",
            text=query.get("q", "").strip()[:100].replace("\x00", ""),
            order=order if order in ORDERS else "nieuwste",
        )

    def as_query(self, **changes: str) -> str:
        """Give the address of this choice with changes; defaults are left out."""
        values = {"q": self.text, "categorie": self.category, "status": self.status}
        if self.order != "nieuwste":
            values["sorteer"] = self.order
        values.update(changes)
        return urlencode({name: value for name, value in values.items() if value})


def rows_for(part: Part, chosen: Chosen) -> PublicationQuerySet[Idea]:
    """Give the ideas that the list shows."""
    rows = Idea.objects.published().of_kind("idea").filter(part=part)
    if chosen.category:
        rows = rows.filter(category=chosen.category)
    if chosen.status:
        rows = rows.filter(status=chosen.status)
    found: PublicationQuerySet[Any] = search.matching(rows, chosen.text) if chosen.text else rows  # type: ignore[arg-type]
    return found.defer(*HEAVY, "text", "reply")


def page_for(part: Part, chosen: Chosen, cursor: str) -> Page[Idea]:
    """Give one page; theme and municipality are at hand in the process."""
    page = page_of(rows_for(part, chosen), fields=ORDERS[chosen.order], cursor=cursor)
    for idea in page.items:
        off_the_shelf(idea)
    return page


def total_for(part: Part, chosen: Chosen) -> str:
    """Say how many there are, exactly up to COUNTED; kept for a minute."""
    key = f"ideas:total:{part.pk}:{chosen.as_query(sorteer='')}"
    count = cache.get(key)
    if count is None:
        count = rows_for(part, chosen).order_by()[: COUNTED + 1].count()
        cache.set(key, count, COUNT_SECONDS)
    if count > COUNTED:
        return _("More than 1,000 ideas")
    return _("1 idea") if count == 1 else _("%(count)d ideas") % {"count": count}


def active_filters(chosen: Chosen) -> list[dict[str, str]]:
    """Give each filter that is on, with the address that takes it off."""
    on = []
    if chosen.text:
        on.append({"label": f"“{chosen.text}”", "url": "?" + chosen.as_query(q="")})
    if chosen.category:
        on.append({"label": chosen.category, "url": "?" + chosen.as_query(categorie="")})
    if chosen.status:
        on.append({"label": str(Status(chosen.status).label), "url": "?" + chosen.as_query(status="")})
    return on
