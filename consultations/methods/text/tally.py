"""Counting what was said about a text, and giving it out as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from consultations.methods.text import editions, page
from consultations.methods.text.models import Paragraph, Remark, Standing
from consultations.models import Part
from consultations.tallies import Count

BATCH = 2_000


def tally(part: Part) -> dict[str, Any]:
    """Count for each paragraph how many people agreed, disagreed, said something and suggested other words."""
    version = editions.current(part)
    if version is None:
        return {"counts": []}
    labels = {str(value): str(label) for value, label in Remark.Kind.choices}
    counts = {
        paragraph.key: Count(
            key=str(paragraph.key),
            question=f"{paragraph.position}. {page.shortened(paragraph.text, 90)}",
            kind="bars",
            labels=labels,
        )
        for paragraph in editions.paragraphs_of(version)
    }
    rows = Remark.objects.of_part(part).in_sight().exclude(passage__standing=Standing.GONE)
    fields = ("passage__key", "response_id", "response__municipality", "response__age_group", "kind")
    person: tuple[Any, ...] = ()
    kinds: set[str] = set()
    for key, response, place, age, kind in rows.order_by(*fields[:2]).values_list(*fields).iterator(chunk_size=BATCH):
        if (key, response, place, age) != person:
            add(counts, person, kinds)
            person, kinds = (key, response, place, age), set()
        kinds.add(kind)
    add(counts, person, kinds)
    return {"counts": [count.as_json() for count in counts.values()], "version": version.number}


def add(counts: dict[int, Count], person: tuple[Any, ...], kinds: set[str]) -> None:
    """Count what one person said about one paragraph."""
    if person and person[0] in counts:
        counts[person[0]].add(sorted(kinds), place=person[2], age=person[3])


def shown(part: Part, data: dict[str, Any]) -> dict[str, Any]:
    """Give the counted paragraphs somebody reacted to, those with most people first."""
    counts = [count for count in data.get("counts", []) if count["answered"]]
    ordered = sorted(counts, key=lambda count: -count["answered"])
    for count in ordered:
        count["url"] = page.address(part, "paragraph", int(count["key"]))
    return {"paragraphs": ordered, "part": part}


def columns() -> list[str]:
    """Give the heads of the export."""
    return [
        _("paragraph"),
        _("words"),
        _("what became of the words"),
        _("kind"),
        _("text"),
        _("suggested words"),
        _("decision"),
        _("reason"),
        _("used in version"),
        _("day"),
    ]


def rows(part: Part, *, is_public: bool) -> Iterator[list[Any]]:
    """Give the remarks one by one, without names; `is_public` leaves out what a moderator hid or has to look at."""
    version = editions.current(part)
    numbers = dict(Paragraph.objects.filter(version=version).values_list("key", "position")) if version else {}
    found = Remark.objects.of_part(part)
    found = found.in_sight() if is_public else found.sent()
    for one in found.select_related("passage", "used_in").order_by("pk").iterator(chunk_size=BATCH):
        yield [
            numbers.get(one.passage.key, ""),
            one.passage.quote,
            str(one.passage.get_standing_display()),
            str(one.get_kind_display()),
            one.text,
            one.words,
            str(one.get_state_display()) if one.kind == Remark.Kind.SUGGESTION else "",
            one.reason,
            one.used_in.number if one.used_in else "",
            one.made_on.isoformat(),
        ]
