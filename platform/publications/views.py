"""Pages over publications of every kind: home, themes, municipalities, search, drawn pictures."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.models import User
from places.actions import municipality_of
from places.hexmap import Hex, hexes
from places.models import Municipality
from places.shelf import municipalities
from publications import kinds, landscapes, overview, search
from publications.cards import with_cards
from publications.models import Overview, Publication
from themes.models import Theme
from themes.shelf import themes

ON_HOME = 6
ON_PAGE = 10
SEEDS = 10_000


def home(request: HttpRequest) -> HttpResponse:
    """Invite, show where the energy is, what is near, and what it is about."""
    picture = overview.latest()
    mine = request.user.municipality_id if isinstance(request.user, User) else None
    lists = Publication.objects.published().of_kind("initiative").for_cards()
    context = {
        "overview": picture,
        **field_of(picture),
        "latest": with_cards(lists.order_by("-published_at", "-id")[:ON_HOME]),
        "themes": themes.all(),
        "municipality_hexes": hexes_of(picture),
        "home_municipality": municipalities.by_id().get(mine or 0),
        "consultations": open_consultations(),
        "nearby": with_cards(lists.filter(municipality_id=mine).order_by("-energy", "-id")[:3]) if mine else [],
    }
    return render(request, "home.html", context)


def open_consultations(*, theme: Theme | None = None, municipality: Municipality | None = None) -> list[Publication]:
    """Give the consultations to take part in now that close first."""
    found = kinds.going_on(Publication.Kind.CONSULTATION, theme=theme, municipality=municipality)
    return with_cards(found, pictures=False)


def field_of(picture: Overview) -> dict[str, object]:
    """Give the energy field to the template: circles, size of the drawing, and the groups of the list below it."""
    known = themes.by_id()
    circles = [
        {**circle, "theme": known[circle["theme"]], "show_label": circle["r"] >= overview.LABELLED}
        for circle in picture.field
        if circle["theme"] in known
    ]
    groups = [
        {"theme": theme, "circles": sorted(group, key=lambda one: -one["r"])}
        for theme, group in groupby(circles, key=lambda one: one["theme"])
    ]
    height = max((circle["y"] + circle["r"] for circle in circles), default=0)
    return {
        "field": circles,
        "field_width": int(overview.WIDTH),
        "field_height": int(height) + 4,
        "field_groups": groups,
    }


def hexes_of(picture: Overview) -> list[Hex]:
    """Give the hexagon map, filled by number of initiatives."""
    return hexes(municipalities.all(), {int(pk): count for pk, count in picture.by_municipality.items()})


def theme_list(request: HttpRequest) -> HttpResponse:
    """Show the four themes."""
    counts = overview.latest().by_theme
    cards = [{"theme": theme, "count": counts.get(str(theme.pk), 0)} for theme in themes.all()]
    return render(request, "publications/themes.html", {"cards": cards})


def theme_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Explain a theme, with what is going on about it."""
    theme: Theme | None = next((one for one in themes.all() if one.slug == slug), None)
    if theme is None:
        raise Http404("no such theme")
    about = Publication.objects.published().of_kind("initiative").about(theme).for_cards().order_by("-energy", "-id")
    count = overview.latest().by_theme.get(str(theme.pk), 0)
    context = {
        "theme": theme,
        "items": with_cards(about[:ON_PAGE]),
        "count": count,
        "consultations": open_consultations(theme=theme),
    }
    return render(request, "publications/theme.html", context)


def municipality_list(request: HttpRequest) -> HttpResponse:
    """Show the map with the same in a table; a postcode leads to its municipality."""
    postcode = request.GET.get("postcode", "").strip()[:10]
    found = municipality_of(postcode) if postcode else None
    if found is not None:
        return redirect(found.get_absolute_url())
    context = {"municipality_hexes": hexes_of(overview.latest()), "postcode": postcode, "is_unknown": bool(postcode)}
    return render(request, "publications/municipalities.html", context)


def municipality_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is going on in one municipality."""
    municipality: Municipality | None = next((one for one in municipalities.all() if one.slug == slug), None)
    if municipality is None:
        raise Http404("no such municipality")
    picture = overview.latest()
    near = Publication.objects.published().of_kind("initiative").near(municipality).for_cards()
    context = {
        "overview": picture,
        "municipality": municipality,
        "municipality_hexes": hexes_of(picture),
        "items": with_cards(near.order_by("-energy", "-id")[:ON_PAGE]),
        "count": picture.by_municipality.get(str(municipality.pk), 0),
        "consultations": open_consultations(municipality=municipality),
    }
    return render(request, "publications/municipality.html", context)


def search_page(request: HttpRequest) -> HttpResponse:
    """Find publications by words, best match first."""
    text = request.GET.get("q", "").strip()[:100].replace("\x00", "")
    items = with_cards(search.best(Publication.objects.published(), text)) if text else []
    return render(
        request, "publications/search.html", {"q": text, "items": items, "is_full": len(items) == search.SHOWN}
    )


def landscape(request: HttpRequest, colour: str, seed: int) -> HttpResponse:
    """Draw the landscape that stands in for a photo; the same seed gives the same picture forever."""
    if colour not in Theme.Colour.values or seed >= SEEDS:
        raise Http404("no such landscape")
    svg = landscapes.svg(landscapes.scene(colour, seed))
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(svg, content_type="image/svg+xml", headers=headers)
