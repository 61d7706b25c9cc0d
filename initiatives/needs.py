"""Writes what an initiative needs, without losing who already offered help."""

from __future__ import annotations

from initiatives.content import Content
from initiatives.models import Initiative, Need


def needs_of(content: Content, initiative: Initiative | None = None) -> list[Need]:
    """Give the needs as the author asks them, not saved; with what was found for the initiative so far."""
    met = dict(initiative.needs.values_list("kind", "met")) if initiative else {}
    return [
        Need(
            kind=kind,
            text=text,
            quantity=content.amounts.get(kind),
            unit=content.units.get(kind, ""),
            met=met.get(kind, 0),
        )
        for kind, text in content.needs.items()
    ]


def write_needs(initiative: Initiative, content: Content) -> None:
    """Bring the needs in line with the content; the caller holds the lock on the publication.

    A need that is not asked any more is removed, or only set aside when there are offers on it. Nobody can ask for less
    than what was accepted: the form says so, and what was accepted since then raises the number here.
    """
    known = {need.kind: need for need in initiative.needs.select_for_update(of=("self",))}
    for wanted in needs_of(content):
        need = known.pop(wanted.kind, None) or Need(initiative=initiative, kind=wanted.kind)
        need.text, need.unit, need.is_asked = wanted.text, wanted.unit, True
        need.quantity = max(wanted.quantity, need.met) if wanted.quantity else None
        need.save()
    for need in known.values():
        if need.offers.exists():
            need.is_asked = False
            need.save(update_fields=["is_asked"])
        else:
            need.delete()
