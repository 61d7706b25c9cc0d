"""The list of initiatives: filters, orders, a count that is cheap, and keyset pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import QueryDict
from django.utils.translation import gettext as _

from foundation.paging import Page, page_of
from initiatives.forms import ListFilter
from places.shelf import municipalities
from publications import search
from publications.cards import with_cards
from publications.models import Publication
from publications.querysets import PublicationQuerySet
from themes.shelf import themes

ORDERS = {"energie": ("energy", "id"), "nieuwste": ("published_at", "id"), "steun": ("support_count", "id")}
# Counting stops here: nobody needs to know whether it is 3,412 or 3,413.
COUNTED = 1_000
COUNT_SECONDS = 60


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
        theme, municipality = query.get("thema", ""), query.get("gemeente", "")
        return cls(
            theme=theme if any(one.slug == theme for one in themes.all()) else "",
            municipality=municipality if any(one.slug == municipality for one in municipalities.all()) else "",
            state=state if state in dict(ListFilter.STATES) else Publication.State.PUBLISHED.value,
            text=query.get("q", "").strip()[:100].replace("\x00", ""),
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
    if chosen.theme:
        rows = rows.about(next(one for one in themes.all() if one.slug == chosen.theme))
    if chosen.municipality:
        rows = rows.near(next(one for one in municipalities.all() if one.slug == chosen.municipality))
    return search.matching(rows, chosen.text) if chosen.text else rows


def page_for(chosen: Chosen, cursor: str) -> Page[Publication]:
    """Give one page, with what its cards need."""
    page = page_of(rows_for(chosen), fields=ORDERS[chosen.order], cursor=cursor)
    return Page(items=with_cards(page.items), next_cursor=page.next_cursor, is_first=page.is_first)


def total_for(chosen: Chosen) -> str:
    """Say how many there are, exactly up to COUNTED; kept for a minute."""
    key = f"initiatives:total:{chosen.as_query(sorteer='')}"
    count = cache.get(key)
    if count is None:
        count = rows_for(chosen).order_by()[: COUNTED + 1].count()
        cache.set(key, count, COUNT_SECONDS)
    if count > COUNTED:
        return _("More than 1,000 initiatives")
    return _("1 initiative") if count == 1 else _("%(count)d initiatives") % {"count": count}


def active_filters(chosen: Chosen) -> list[dict[str, Any]]:
    """Give each filter that is on, with the address that takes it off."""
    names = {one.slug: one.short_name for one in themes.all()} | {one.slug: one.name for one in municipalities.all()}
    on = []
    if chosen.text:
        on.append({"label": f"“{chosen.text}”", "url": "?" + chosen.as_query(q="")})
    if chosen.theme:
        on.append({"label": names[chosen.theme], "url": "?" + chosen.as_query(thema="")})
    if chosen.municipality:
        on.append({"label": names[chosen.municipality], "url": "?" + chosen.as_query(gemeente="")})
    if chosen.state != Publication.State.PUBLISHED:
        on.append({"label": str(Publication.State(chosen.state).label), "url": "?" + chosen.as_query(status="")})
    return on
