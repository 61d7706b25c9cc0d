"""The list of consultations: filters, orders, a count that is cheap, and keyset pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.models import Consultation
from consultations.querysets import ConsultationQuerySet
from foundation.paging import Page, page_of
from places.models import Municipality
from places.shelf import municipalities
from publications import search
from publications.cards import with_cards
from themes.models import Theme
from themes.shelf import themes

STAGES = {
    "open": (Consultation.Stage.OPEN, gettext_lazy("Open now")),
    "binnenkort": (Consultation.Stage.ANNOUNCED, gettext_lazy("Opens soon")),
    "gesloten": (Consultation.Stage.CLOSED, gettext_lazy("Answer follows")),
    "beantwoord": (Consultation.Stage.ANSWERED, gettext_lazy("Answered")),
}
ORDERS = {"sluit": gettext_lazy("Closes soon"), "nieuwste": gettext_lazy("Newest")}
# What is first, or was last: of each stage the moment that matters, and whether the earliest comes first.
MOMENTS = {"open": ("closes_at", True), "binnenkort": ("opens_at", True)}
PAST = ("closes_at", False)
# Counting stops here: nobody needs to know whether it is 3,412 or 3,413.
COUNTED = 1_000
COUNT_SECONDS = 60
ON_PAGE = 3


@dataclass(frozen=True)
class Chosen:
    """What the person filtered by, cleaned; empty where nothing or something unknown was chosen."""

    theme: str
    municipality: str
    stage: str
    text: str
    order: str

    @classmethod
    def from_query(cls, query: QueryDict) -> Chosen:
        """Read the address; an unknown value counts as none."""
        stage, order = query.get("status", ""), query.get("sorteer", "")
        theme, municipality = query.get("thema", ""), query.get("gemeente", "")
        return cls(
            theme=theme if any(one.slug == theme for one in themes.all()) else "",
            municipality=municipality if any(one.slug == municipality for one in municipalities.all()) else "",
            stage=stage if stage in STAGES else "open",
            text=query.get("q", "").strip()[:100].replace("\x00", ""),
            order=order if order in ORDERS else "sluit",
        )

    def as_query(self, **changes: str) -> str:
        """Give the address of this choice with changes; defaults are left out."""
        values = {"q": self.text, "thema": self.theme, "gemeente": self.municipality}
        values |= {"status": self.stage, "sorteer": self.order} | changes
        defaults = {"status": "open", "sorteer": "sluit"}
        return urlencode({name: value for name, value in values.items() if value and value != defaults.get(name)})


def rows_for(chosen: Chosen) -> ConsultationQuerySet:
    """Give the rows that the list shows."""
    rows = Consultation.objects.in_stage(STAGES[chosen.stage][0]).for_cards()
    if chosen.theme:
        rows = rows.about(next(one for one in themes.all() if one.slug == chosen.theme))
    if chosen.municipality:
        place = next(one for one in municipalities.all() if one.slug == chosen.municipality)
        rows = rows.asked_in(place)  # type: ignore[attr-defined]  # the methods of the spine give their own class
    return search.matching(rows, chosen.text) if chosen.text else rows  # type: ignore[arg-type,return-value]


def page_for(chosen: Chosen, cursor: str) -> Page[Consultation]:
    """Give one page, with what its cards need."""
    moment, is_rising = MOMENTS.get(chosen.stage, PAST) if chosen.order == "sluit" else ("published_at", False)
    fields = (moment, "publication_ptr_id")
    page = page_of(rows_for(chosen), fields=fields, cursor=cursor, is_rising=is_rising)
    return Page(items=with_cards(page.items), next_cursor=page.next_cursor, is_first=page.is_first)


def total_for(chosen: Chosen) -> str:
    """Say how many there are, exactly up to COUNTED; kept for a minute."""
    key = f"consultations:total:{chosen.as_query(sorteer='')}"
    count = cache.get(key)
    if count is None:
        count = rows_for(chosen).order_by()[: COUNTED + 1].count()
        cache.set(key, count, COUNT_SECONDS)
    if count > COUNTED:
        return _("More than 1,000 consultations")
    return _("1 consultation") if count == 1 else _("%(count)d consultations") % {"count": count}


def stage_links(chosen: Chosen) -> list[dict[str, Any]]:
    """Give the stages to choose from, each with its address."""
    return [
        {"label": label, "url": "?" + chosen.as_query(status=name), "is_current": name == chosen.stage}
        for name, (_stage, label) in STAGES.items()
    ]


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
    return on


def going_on(theme: Theme | None = None, municipality: Municipality | None = None) -> list[Consultation]:
    """Give the open consultations that close first, for pages about the province, a theme or a municipality."""
    rows = Consultation.objects.in_stage(Consultation.Stage.OPEN).for_cards()
    if theme is not None:
        rows = rows.about(theme)
    if municipality is not None:
        rows = rows.asked_in(municipality)  # type: ignore[attr-defined]  # as above
    return list(rows.order_by("closes_at", "publication_ptr_id")[:ON_PAGE])
