"""One thing once: while somebody types a title, what is there already and looks like it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from publications import search
from publications.cards import with_cards
from publications.models import Publication

SHORTEST = 6


@require_GET
def similar(request: HttpRequest) -> HttpResponse:
    """Give the initiatives most like `titel`, as a fragment; nothing when there are none."""
    return render(request, "initiatives/_similar.html", {"similar": like(request.GET.get("titel", ""))})


def like(title: object, but_not: int | None = None) -> list[Publication]:
    """Give the published initiatives most like a title that is long enough to say something."""
    text = str(title or "").strip()[:80].replace("\x00", "")
    if len(text) < SHORTEST:
        return []
    return with_cards(search.similar_to(text, kind=Publication.Kind.INITIATIVE, but_not=but_not))
