"""The list of spots: filters and keyset pages."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from consultations.methods.map.models import Spot, SpotQuerySet
from consultations.methods.map.question import Question
from consultations.models import Part
from places.models import Municipality
from places.shelf import municipalities


@dataclass(frozen=True)
class Chosen:
    """What the person filtered by; empty where nothing or something unknown was chosen."""

    category: str
    municipality: Municipality | None

    @classmethod
    def from_query(cls, query: QueryDict, question: Question) -> Chosen:
        """Read the address; an unknown value counts as none."""
        category, slug = query.get("soort", ""), query.get("gemeente", "")
        place = next((one for one in municipalities.all() if one.slug == slug), None)
        return cls(category if question.title_of(category) else "", place)

    def as_query(self, **more: str) -> str:
        """Give the address of this choice."""
        values = {"soort": self.category, "gemeente": self.municipality.slug if self.municipality else "", **more}
        return urlencode({name: value for name, value in values.items() if value})

    def rows(self, part: Part) -> SpotQuerySet:
        """Give the spots everybody may see that fit."""
        rows = Spot.objects.of(part).readable()
        if self.category:
            rows = rows.filter(category=self.category)
        return rows.filter(municipality=self.municipality) if self.municipality else rows
