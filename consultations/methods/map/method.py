"""The map: people point out spots, routes and areas; every task can be done with an address too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from consultations.method import Method, Point, Said, Wording, register
from consultations.methods.map import geometry, views
from consultations.methods.map.demo_words import REMARKS
from consultations.methods.map.models import Spot
from consultations.methods.map.question import Question
from consultations.models import Part, Response
from consultations.tallies import Count
from places.shelf import municipalities


class MapMethod(Method):
    """Spots on the map."""

    code = "map"
    name = gettext_lazy("Spots on the map")
    explanation = gettext_lazy("People point out a spot, a route or an area, on the map or by postcode.")

    def page(self, request: HttpRequest, part: Part) -> HttpResponse:
        """Show the map and take what is pointed out."""
        return views.look(request, part)

    def urls(self) -> list[URLPattern]:
        """Give the pages of one spot, the data for the script, and the set-up."""
        return [
            path("inrichten/kaart/", views.set_up, name="set_up"),
            path("plekken.geojson", views.geojson, name="geojson"),
            path("gemeenten.geojson", views.borders, name="borders"),
            path("plek/<int:pk>/", views.spot, name="spot"),
            path("plek/<int:pk>/weg/", views.take_away, name="take_away"),
        ]

    def setup_url(self, part: Part) -> str:
        """Give the page where the categories are written."""
        return reverse("consultations:map:set_up", args=[part.consultation.slug, part.number])

    def set_up(self, part: Part, content: dict[str, Any]) -> None:
        """Fill it from a blueprint; the shape is in `question`."""
        part.settings = Question.read(content).write()
        part.save(update_fields=["settings"])

    def wordings(self, part: Part) -> Iterable[Wording]:
        """Give the categories."""
        for category in Question.read(part.settings).categories:
            yield Wording(_("Kind of spot"), category.title, self.setup_url(part))

    def tally(self, part: Part) -> dict[str, Any]:
        """Count people by what their spots are about, and the spots by category and municipality."""
        question = Question.read(part.settings)
        count = Count("map", part.title, "bars", {one.key: one.title for one in question.categories})
        count.note = _("Somebody who pointed out two spots of a kind counts once here.")
        sent = Response.objects.filter(part=part, state=Response.State.SENT).order_by("key")
        rows_of_people = sent.values_list("key", "municipality", "age_group")
        people: dict[Any, tuple[int | None, str]] = {key: (home, age) for key, home, age in rows_of_people}
        named: dict[Any, set[str]] = {}
        spots: dict[str, int] = {}
        rows = Spot.objects.of(part).readable().order_by().values_list("response", "category", "municipality")
        for response, category, where in rows.iterator(chunk_size=2_000):
            named.setdefault(response, set()).add(category)
            spots[str(where or "")] = spots.get(str(where or ""), 0) + 1
        for response, categories in named.items():
            place, age = people.get(response, (None, ""))
            count.add(sorted(filter(None, categories)), place=place, age=age)
        return {"counts": [count.as_json()] if question.categories else [], "spots": spots}

    def said(self, part: Part, response: Response) -> list[Said]:
        """Give the spots of one person."""
        question = Question.read(part.settings)
        return [
            Said(" - ".join(filter(None, (question.title_of(one.category), one.label))) or _("Your spot"), one.text)
            for one in Spot.objects.filter(response=response)
        ]

    def points(self, part: Part, response: Response) -> list[Point]:
        """Give each spot as something to answer."""
        question = Question.read(part.settings)
        rows = Spot.objects.readable().filter(response=response)
        return [Point(str(one.pk), one.text, question.title_of(one.category)) for one in rows]

    def columns(self, part: Part) -> list[str]:
        """One row is one spot."""
        return [
            _("kind of spot"),
            _("text"),
            _("name of the spot"),
            _("municipality"),
            _("latitude"),
            _("longitude"),
            "GeoJSON",
        ]

    def rows(self, part: Part, *, is_public: bool) -> Iterator[list[Any]]:
        """Give the spots everybody could read; open data has them a hundred metres coarse and without words."""
        question = Question.read(part.settings)
        places = municipalities.by_id()
        for one in Spot.objects.of(part).readable().order_by("id").iterator(chunk_size=2_000):
            place = places[one.municipality_id].name if one.municipality_id else ""
            shape = geometry.rounded(one.geometry) if one.geometry and is_public else one.geometry
            spot = [round(one.lat, 3), round(one.lon, 3)] if is_public else [one.lat, one.lon]
            words = ["", ""] if is_public else [one.text, one.label]
            yield [question.title_of(one.category), *words, place, *spot, geometry.as_text(shape)]

    def forget(self, part: Part, response: Response) -> None:
        """Take the spots of who takes their answers back off the map."""
        Spot.objects.filter(response=response.pk).delete()

    def demo(self, part: Part, chance: Random) -> dict[str, Any]:
        """Make up how many spots somebody points out; `fill` makes them."""
        return {"spots": 1}

    def fill_demo(self, part: Part, people: list[User], chance: Random) -> None:
        """Give each made-up response its spot, somewhere around a municipality."""
        question = Question.read(part.settings)
        taken = Spot.objects.of(part).values("response")
        keys = Response.objects.filter(part=part, state=Response.State.SENT).exclude(key__in=taken)
        places, spots = municipalities.all(), []
        for key in keys.values_list("key", flat=True).order_by("key"):
            place = chance.choice(places)
            lat, lon = place.lat + chance.gauss(0, 0.02), place.lon + chance.gauss(0, 0.03)
            spot = Spot(part=part, response_id=key, municipality=place, lat=lat, lon=lon)
            spot.geometry = {"type": "Point", "coordinates": [round(lon, 5), round(lat, 5)]}
            spot.category = chance.choice(question.categories).key if question.categories else ""
            spot.text, spot.placed_on = chance.choice(REMARKS), timezone.localdate()
            spots.append(spot)
        Spot.objects.bulk_create(spots, batch_size=1_000)


register(MapMethod())
