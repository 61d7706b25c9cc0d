"""Writes what an initiative needs, without losing who already offered help."""

from __future__ import annotations

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import override

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


def write_needs(initiative: Initiative, content: Content) -> list[Need]:
    """Bring the needs in line with the content, and give those that are new; the caller locks the publication.

    A need that is not asked any more is removed, or only set aside when there are offers on it. Nobody can ask for less
    than what was accepted: the form says so, and what was accepted since then raises the number here.
    """
    known = {need.kind: need for need in initiative.needs.select_for_update(of=("self",))}
    new = []
    for wanted in needs_of(content):
        need = known.pop(wanted.kind, None) or Need(initiative=initiative, kind=wanted.kind, is_asked=False)
        if not need.is_asked:
            new.append(need)
        need.text, need.unit, need.is_asked = wanted.text, wanted.unit, True
        need.quantity = max(wanted.quantity, need.met) if wanted.quantity else None
        need.save()
    for need in known.values():
        if need.offers.exists():
            need.is_asked = False
            need.save(update_fields=["is_asked"])
        else:
            need.delete()
    return new


def in_words(needs: list[Need]) -> str:
    """Say what is asked, a line for each need, in the language of the site: it stands between the author's words."""
    with override(settings.LANGUAGE_CODE):
        return "\n".join(f"{capfirst(need.get_kind_display())}: {need.text}".rstrip(": ") for need in needs)
