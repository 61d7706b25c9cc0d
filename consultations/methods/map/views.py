"""The page of the map, the page of one spot, and the set-up by an editor."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from consultations import entry, rules, taking_part
from consultations.methods.map import drawing, spots
from consultations.methods.map.forms import SetUpForm, SpotForm
from consultations.methods.map.listing import Chosen
from consultations.methods.map.models import Spot
from consultations.methods.map.question import Question
from consultations.models import Part
from consultations.views.reading import visible_part
from foundation.paging import page_of
from places.geomap import geomap
from places.shelf import municipalities


def look(request: HttpRequest, part: Part) -> HttpResponse:
    """Show the map with the list of what others pointed out, and take a new spot."""
    question = Question.read(part.settings)
    sitting = entry.sitting_of(request, part)
    form = SpotForm(request.POST if request.method == "POST" else None, question=question)
    if request.method == "POST" and form.is_valid():
        if wall := entry.gate(request, part):
            return wall
        sitting = entry.begin(request, part)
        spot = spots.place(sitting, form.as_content())
        messages.success(request, told(spot))
        return entry.hand_over(redirect(part.get_absolute_url()), request, sitting)
    mine = list(Spot.objects.filter(response=sitting.response.pk)) if sitting else []
    context = {
        **frame(part, question),
        "form": form,
        **list_context(request, part, question),
        "mine": mine,
        "has_room": len(mine) < question.most,
        "is_open": taking_part.is_open(part),
        "municipalities": municipalities.all(),
        "can_see_results": rules.can_see_results(request.user, part),
        "geomap": geomap(municipalities.all(), None, None),
        "marks": drawing.marks(Spot.objects.of(part).readable()[: drawing.MOST_DRAWN], question),
    }
    return render(request, "map/page.html", context)


def list_context(request: HttpRequest, part: Part, question: Question) -> dict[str, Any]:
    """Give one page of what others pointed out, with the names of kind and municipality at hand."""
    chosen = Chosen.from_query(request.GET, question)
    page = page_of(chosen.rows(part), fields=("id",), cursor=request.GET.get("na", ""))
    places = municipalities.by_id()
    items = [
        {
            "spot": one,
            "number": question.number_of(one.category),
            "category": question.title_of(one.category),
            "place": places.get(one.municipality_id or 0),
        }
        for one in page.items
    ]
    shown = {
        "items": items,
        "is_first": page.is_first,
        "next_url": "?" + chosen.as_query(na=page.next_cursor) + "#list" if page.next_cursor else "",
        "first_url": "?" + chosen.as_query() + "#list",
    }
    return {"page": shown, "chosen": chosen, "query": chosen.as_query()}


def frame(part: Part, question: Question) -> dict[str, Any]:
    """Give what every page of this method needs."""
    return {
        "item": part.consultation,
        "consultation": part.consultation,
        "part": part,
        "question": question,
        "tiles_url": settings.TILES_URL,
        "tiles_credit": settings.TILES_CREDIT,
    }


def told(spot: Spot) -> str:
    """Say what happens with a spot now."""
    if spot.is_waiting:
        return _("Thank you. Others see your spot once a moderator looked at it.")
    return _("Thank you. Your spot is on the map.")


@require_GET
def geojson(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give the spots to the script of the map, and to whoever wants to work with them."""
    part = visible_part(request, slug, number)
    question = Question.read(part.settings)
    rows = Chosen.from_query(request.GET, question).rows(part)[: drawing.MOST_FEATURES]
    found = list(drawing.features(rows, question, part.get_absolute_url()))
    return JsonResponse({"type": "FeatureCollection", "features": found}, content_type="application/geo+json")


@require_GET
def borders(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give the municipalities to the script of the map: their borders where imported, their names always."""
    visible_part(request, slug, number)
    found = [
        {
            "type": "Feature",
            "geometry": one.boundary or {"type": "Point", "coordinates": [one.lon, one.lat]},
            "properties": {"name": one.name, "lat": one.lat, "lon": one.lon},
        }
        for one in municipalities.all()
    ]
    response = JsonResponse({"type": "FeatureCollection", "features": found}, content_type="application/geo+json")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def own_or_404(request: HttpRequest, part: Part, pk: int) -> tuple[Spot, taking_part.Sitting | None]:
    """Give a spot that this person may see, with where they sit."""
    sitting = entry.sitting_of(request, part)
    spot = get_object_or_404(Spot.objects.of(part), pk=pk)
    is_own = sitting is not None and spot.response_id == sitting.response.pk
    if (spot.is_hidden or spot.is_waiting) and not is_own and not rules.can_see_workshop(request.user):
        raise Http404("out of sight")
    spot.part = part
    return spot, sitting if is_own else None


@never_cache
def spot(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Show one spot; who pointed it out can change it."""
    part = visible_part(request, slug, number)
    question = Question.read(part.settings)
    found, sitting = own_or_404(request, part, pk)
    posted = request.POST if request.method == "POST" else None
    form = SpotForm(posted, question=question, initial=SpotForm.initial_of(found)) if sitting else None
    if sitting and form and form.is_valid():
        changed = spots.change(found, sitting, form.as_content())
        messages.success(request, told(changed))
        return redirect(found.get_absolute_url())
    context = {
        **frame(part, question),
        "spot": found,
        "category": question.title_of(found.category),
        "form": form if taking_part.is_open(part) else None,
        "geomap": geomap(municipalities.all(), found.lat, found.lon),
        "marks": drawing.marks([found], question),
    }
    return render(request, "map/spot.html", context, status=403 if posted is not None and not sitting else 200)


@require_POST
def take_away(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Take away one's own spot; pressing twice is the same as once."""
    part = visible_part(request, slug, number)
    sitting = entry.sitting_of(request, part)
    found = Spot.objects.of(part).filter(pk=pk).first()
    if found is not None:
        spots.take_away(found, sitting)
        messages.success(request, _("Your spot is taken away."))
    return redirect(part.get_absolute_url())


@login_required
@never_cache
def set_up(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Let an editor write what people point out."""
    part = visible_part(request, slug, number)
    if not isinstance(request.user, User) or not rules.can_edit(request.user, part.consultation):
        raise Http404("only for editors")
    question = Question.read(part.settings)
    form = SetUpForm(request.POST if request.method == "POST" else None, question=question)
    if request.method == "POST" and form.is_valid():
        spots.set_up(part, by=request.user, question=form.as_question())
        messages.success(request, _("Kept."))
        return redirect(request.path)
    return render(request, "map/set_up.html", {**frame(part, question), "form": form})
