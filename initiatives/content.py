"""What an initiative says, checked and complete: the step between a form and the database."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from foundation import richtext
from initiatives.models import Draft, Initiative, Kind, Need
from places.models import Municipality
from themes.models import Theme

# A picture whose words are still to be written; such a picture is in a draft only.
UNDESCRIBED = "?"


@dataclass(frozen=True)
class Content:
    """Everything an author decides about.

    `needs` maps a kind of need to its explanation; `amounts` and `units` say how many of what, if the author did.
    """

    title: str
    summary: str
    story: str
    theme: Theme
    municipality: Municipality | None
    place_label: str = ""
    lat: float | None = None
    lon: float | None = None
    ask: str = ""
    needs: dict[str, str] = field(default_factory=dict)
    amounts: dict[str, int] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    course_kind: Kind | None = None

    def search_body(self) -> str:
        """Give the words to search in, beyond title and summary."""
        place = self.municipality.name if self.municipality else ""
        parts = [richtext.to_text(self.story), self.ask, self.place_label, place, *self.needs.values()]
        return " ".join(part for part in parts if part)[:20_000]

    def as_json(self) -> dict[str, object]:
        """Give it as plain values, to keep as a version."""
        plain = {**asdict(self), "theme": self.theme.slug, "municipality": None, "course_kind": None}
        if self.municipality:
            plain["municipality"] = self.municipality.cbs_code
        if self.course_kind:
            plain["course_kind"] = self.course_kind.slug
        return plain


def as_typed(initiative: Initiative) -> dict[str, object]:
    """Give what is published as if it were typed into the forms, to start an edit with."""
    needs = {need.kind: need for need in initiative.needs.filter(is_asked=True)}
    return {
        "title": initiative.title,
        "summary": initiative.summary,
        "story": initiative.story,
        "theme": initiative.theme_id,
        "municipality": initiative.municipality_id or "",
        "place_label": initiative.place_label,
        "lat": initiative.lat if initiative.lat is not None else "",
        "lon": initiative.lon if initiative.lon is not None else "",
        "ask": initiative.ask,
        "needs": list(needs),
        **{f"need_{kind}": needs[kind].text if kind in needs else "" for kind in Need.Kind.values},
        **{f"amount_{kind}": need.quantity or "" for kind, need in needs.items()},
        **{f"unit_{kind}": need.unit for kind, need in needs.items()},
    }


def alt_of(draft: Draft) -> str:
    """Give the words that go with the draft's picture so far; empty as long as nobody wrote them."""
    kept = draft.picture.alt if draft.picture else ""
    return str(draft.data.get("picture_alt") or ("" if kept == UNDESCRIBED else kept))
