"""The page of an initiative that a moderator took out of sight: that it was, why, and what its author can do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from publications.models import Publication

View = Callable[[HttpRequest, str], HttpResponse]


def tells_what_is_hidden(view: View) -> View:
    """Say of what somebody may not see that a moderator took it out of sight, instead of that it never existed."""

    @wraps(view)
    def wrapped(request: HttpRequest, slug: str) -> HttpResponse:
        try:
            return view(request, slug)
        except Http404:
            told = hidden_page(request, slug)
            if told is None:
                raise
            return told

    return wrapped


def hidden_page(request: HttpRequest, slug: str) -> HttpResponse | None:
    """Tell that something was taken out of sight, without what it said; None when there was never anything here."""
    hidden = Publication.objects.of_kind(Publication.Kind.INITIATIVE).filter(slug=slug, state=Publication.State.HIDDEN)
    found = hidden.exclude(note="").values("note", "note_path").first()
    if found is None:
        return None
    response = render(request, "initiatives/hidden.html", found, status=410)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
