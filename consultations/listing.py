"""The list of consultations: filters, orders, a count that is cheap, and keyset pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.models import Consultation
from consultations.querysets import ConsultationQuerySet
from foundation.paging import Page, page_of
from places.models import Municipality
from publications import narrowing, search
from publications.cards import with_cards
from themes.models import Theme

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
        return cls(
            **narrowing.read(query),
            stage=stage if stage in STAGES else "open",
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
    if theme := narrowing.theme_of(chosen.theme):
        rows = rows.about(theme)
    if place := narrowing.municipality_of(chosen.municipality):
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
    count = narrowing.total("consultations", chosen, rows_for(chosen))
    if count > narrowing.COUNTED:
        return _("More than 1,000 consultations")
    return _("1 consultation") if count == 1 else _("%(count)d consultations") % {"count": count}


def stage_links(chosen: Chosen) -> list[dict[str, Any]]:
    """Give the stages to choose from, each with its address."""
    return [
        {"label": label, "url": "?" + chosen.as_query(status=name), "is_current": name == chosen.stage}
        for name, (_stage, label) in STAGES.items()
    ]


def going_on(theme: Theme | None = None, municipality: Municipality | None = None) -> list[Consultation]:
    """Give the open consultations that close first, for pages about the province, a theme or a municipality."""
    rows = Consultation.objects.in_stage(Consultation.Stage.OPEN).for_cards()
    if theme is not None:
        rows = rows.about(theme)
    if municipality is not None:
        rows = rows.asked_in(municipality)  # type: ignore[attr-defined]  # as above
    return list(rows.order_by("closes_at", "publication_ptr_id")[:ON_PAGE])
