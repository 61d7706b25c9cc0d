"""The list of initiatives: filters, orders, a count that is cheap, and keyset pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from foundation.paging import Page, page_of
from initiatives.forms import ListFilter
from publications import narrowing, search
from publications.cards import with_cards
from publications.models import Publication
from publications.querysets import PublicationQuerySet

ORDERS = {"energie": ("energy", "id"), "nieuwste": ("published_at", "id"), "steun": ("support_count", "id")}


@dataclass(frozen=True)
class Chosen:
    """What the person filtered by, cleaned; empty where nothing or something unknown was chosen."""

    theme: str
    municipality: str
    state: str
    text: str
    order: str

    @classmethod
    def from_query(cls, query: QueryDict) -> Chosen:
        """Read the address; an unknown value counts as none."""
        state, order = query.get("status", ""), query.get("sorteer", "")
        return cls(
            **narrowing.read(query),
            state=state if state in dict(ListFilter.STATES) else Publication.State.PUBLISHED.value,
            order=order if order in ORDERS else "energie",
        )

    def as_query(self, **changes: str) -> str:
        """Give the address of this choice with changes; defaults are left out."""
        values = {"q": self.text, "thema": self.theme, "gemeente": self.municipality}
        if self.state != Publication.State.PUBLISHED:
            values["status"] = self.state
        if self.order != "energie":
            values["sorteer"] = self.order
        values.update(changes)
        return urlencode({name: value for name, value in values.items() if value})


def rows_for(chosen: Chosen) -> PublicationQuerySet[Publication]:
    """Give the rows of the spine that the list shows; one query, no join."""
    rows = Publication.objects.of_kind("initiative").filter(state=chosen.state).for_cards()
    if theme := narrowing.theme_of(chosen.theme):
        rows = rows.about(theme)
    if place := narrowing.municipality_of(chosen.municipality):
        rows = rows.near(place)
    return search.matching(rows, chosen.text) if chosen.text else rows


def page_for(chosen: Chosen, cursor: str) -> Page[Publication]:
    """Give one page, with what its cards need."""
    page = page_of(rows_for(chosen), fields=ORDERS[chosen.order], cursor=cursor)
    return Page(items=with_cards(page.items), next_cursor=page.next_cursor, is_first=page.is_first)


def total_for(chosen: Chosen) -> str:
    """Say how many there are, exactly up to COUNTED; kept for a minute."""
    count = narrowing.total("initiatives", chosen, rows_for(chosen))
    if count > narrowing.COUNTED:
        return _("More than 1,000 initiatives")
    return _("1 initiative") if count == 1 else _("%(count)d initiatives") % {"count": count}


def active_filters(chosen: Chosen) -> list[dict[str, Any]]:
    """Give each filter that is on, with the address that takes it off."""
    on = narrowing.active(chosen)
    if chosen.state != Publication.State.PUBLISHED:
        on.append({"label": str(Publication.State(chosen.state).label), "url": "?" + chosen.as_query(status="")})
    return on
