"""A plain map of the province: boundaries where they were imported, centres where not, and a pin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import cos, radians

from places.models import Municipality

WEST, EAST, SOUTH, NORTH = 5.72, 7.12, 52.08, 52.90
WIDTH = 600.0
SQUEEZE = cos(radians((SOUTH + NORTH) / 2))
SCALE = WIDTH / ((EAST - WEST) * SQUEEZE)
HEIGHT = (NORTH - SOUTH) * SCALE


@dataclass
class Shape:
    """A municipality on the map: its outline as an SVG path (empty without boundary) and its centre."""

    municipality: Municipality
    path: str
    x: float
    y: float


@dataclass
class GeoMap:
    """The map in the units of its SVG; `west`..`north` let a script turn a press into degrees."""

    shapes: list[Shape] = field(default_factory=list)
    pin: tuple[float, float] | None = None
    width: int = int(WIDTH)
    height: int = int(HEIGHT)
    west: float = WEST
    east: float = EAST
    south: float = SOUTH
    north: float = NORTH


def project(lon: float, lat: float) -> tuple[float, float]:
    """Turn WGS84 degrees into the units of the drawing; true enough at the size of a province."""
    return round((lon - WEST) * SQUEEZE * SCALE, 1), round((NORTH - lat) * SCALE, 1)


def outline(boundary: dict[str, object] | None) -> str:
    """Give the SVG path of a GeoJSON Polygon or MultiPolygon."""
    if not boundary:
        return ""
    parts = boundary["coordinates"] if boundary["type"] == "MultiPolygon" else [boundary["coordinates"]]
    rings = [ring for polygon in parts for ring in polygon]  # type: ignore[attr-defined]  # JSON
    return " ".join("M" + "L".join(f"{x},{y}" for x, y in points(ring)) + "Z" for ring in rings)


def points(ring: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Project a ring, leaving out points that fall together."""
    kept: list[tuple[float, float]] = []
    for point in ring:
        here = project(point[0], point[1])  # a third number would be a height
        if not kept or abs(here[0] - kept[-1][0]) + abs(here[1] - kept[-1][1]) >= 1:
            kept.append(here)
    return kept


def shape_of(municipality: Municipality) -> Shape:
    """Draw one municipality, once for as long as the process keeps its row: a boundary has hundreds of points."""
    drawn: Shape | None = municipality.__dict__.get("drawn_shape")
    if drawn is None:
        centre = project(municipality.lon, municipality.lat)
        drawn = municipality.__dict__["drawn_shape"] = Shape(municipality, outline(municipality.boundary), *centre)
    return drawn


def geomap(municipalities: list[Municipality], lat: float | None, lon: float | None) -> GeoMap:
    """Draw the municipalities, with a pin when there is one."""
    shapes = [shape_of(one) for one in municipalities]
    return GeoMap(shapes, project(lon, lat) if lat is not None and lon is not None else None)
