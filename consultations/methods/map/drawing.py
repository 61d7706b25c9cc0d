"""The spots as a drawing without a script, and as GeoJSON for the map with one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from consultations.methods.map.geometry import AREA, POINT, positions
from consultations.methods.map.models import Spot
from consultations.methods.map.question import Question
from places.geomap import project

# The drawing shows the newest; the list and the download have all of them.
MOST_DRAWN = 300
# A map with more signs cannot be read, nor quickly fetched on a phone.
MOST_FEATURES = 3_000


def marks(spots: Iterable[Spot], question: Question) -> list[dict[str, Any]]:
    """Give each spot in the units of the drawing of the province (places.geomap)."""
    found = []
    for spot in spots:
        x, y = project(spot.lon, spot.lat)
        mark: dict[str, Any] = {"x": x, "y": y, "number": question.number_of(spot.category), "path": ""}
        if spot.geometry and spot.geometry["type"] != POINT:
            line = [project(lon, lat) for lon, lat in positions(spot.geometry)]
            closing = "Z" if spot.geometry["type"] == AREA else ""
            mark["path"] = "M" + "L".join(f"{x},{y}" for x, y in line) + closing
        found.append(mark)
    return found


def features(spots: Iterable[Spot], question: Question, base: str) -> Iterator[dict[str, Any]]:
    """Give each spot as a GeoJSON feature with the words for its balloon; `base` is the address of the part."""
    for spot in spots:
        yield {
            "type": "Feature",
            "id": spot.pk,
            "geometry": spot.geometry or {"type": POINT, "coordinates": [spot.lon, spot.lat]},
            "properties": {
                "category": question.title_of(spot.category),
                "number": question.number_of(spot.category),
                "text": spot.text[:200],
                "label": spot.label,
                "exact": spot.is_exact,
                "url": f"{base}plek/{spot.pk}/",
            },
        }
