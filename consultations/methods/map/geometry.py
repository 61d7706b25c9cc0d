"""Reading what somebody drew: a spot, a route or an area as a GeoJSON geometry (RFC 7946), in WGS84 degrees."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

# What lies outside is no place in the Netherlands; the same bounds as the pin of an initiative.
WEST, EAST, SOUTH, NORTH = 3.0, 8.0, 50.0, 54.0
MOST_POINTS = 200
# About ten centimetres; more would only say how steady a hand was.
DECIMALS = 6

POINT, LINE, AREA = "Point", "LineString", "Polygon"
FEWEST = {POINT: 1, LINE: 2, AREA: 4}
Position = tuple[float, float]


class Wrong(ValueError):
    """What was drawn cannot be used; the message tells the person why."""


def read(text: str, allowed: Sequence[str] = (POINT, LINE, AREA)) -> dict[str, Any]:
    """Read a geometry from JSON as a script sends it. Raises Wrong, in words for the person."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Wrong(_("We could not read what you drew. Draw it again, or fill in an address.")) from error
    if not isinstance(found, dict) or found.get("type") not in allowed:
        raise Wrong(_("We could not read what you drew. Draw it again, or fill in an address."))
    kind = found["type"]
    raw = found.get("coordinates")
    rings = raw if kind == AREA else [[raw] if kind == POINT else raw]
    if not isinstance(rings, list) or len(rings) != 1 or not isinstance(rings[0], list):
        raise Wrong(_("We could not read what you drew. Draw it again, or fill in an address."))
    line = [position(one) for one in rings[0]]
    check(kind, line)
    coordinates: Any = {POINT: line[0] if line else None, LINE: line, AREA: [line]}[kind]
    return {"type": kind, "coordinates": coordinates}


def position(raw: Any) -> list[float]:
    """Read one position, longitude first. Raises Wrong for what is no place in the Netherlands."""
    numbers = raw if isinstance(raw, list) else []
    if len(numbers) < 2 or any(isinstance(one, bool) or not isinstance(one, int | float) for one in numbers[:2]):
        raise Wrong(_("We could not read what you drew. Draw it again, or fill in an address."))
    lon, lat = float(numbers[0]), float(numbers[1])
    if not (WEST <= lon <= EAST and SOUTH <= lat <= NORTH):
        raise Wrong(_("This spot is not in the Netherlands. Move it, or fill in an address."))
    return [round(lon, DECIMALS), round(lat, DECIMALS)]


def check(kind: str, line: list[list[float]]) -> None:
    """Raise Wrong for too few or too many points, or an area that is not closed."""
    if len(line) > MOST_POINTS:
        raise Wrong(_("You drew more than %(most)d points. Make the line simpler.") % {"most": MOST_POINTS})
    different = {tuple(one) for one in line}
    if len(line) < FEWEST[kind] or len(different) < min(FEWEST[kind], 3):
        raise Wrong(_("Draw at least two points for a route, and three for an area."))
    if kind == AREA and line[0] != line[-1]:
        raise Wrong(_("We could not read what you drew. Draw it again, or fill in an address."))


def positions(geometry: dict[str, Any]) -> Iterator[Position]:
    """Give every position of a geometry, longitude first."""
    coordinates = geometry["coordinates"]
    for one in {POINT: [coordinates], LINE: coordinates}.get(geometry["type"]) or coordinates[0]:
        yield float(one[0]), float(one[1])


def middle(geometry: dict[str, Any]) -> Position:
    """Give the position that stands for all of it in a list: the mean of its points."""
    found = list(positions(geometry))
    if geometry["type"] == AREA:
        found = found[:-1]  # the last of a ring repeats the first
    return sum(lon for lon, _lat in found) / len(found), sum(lat for _lon, lat in found) / len(found)


def rounded(geometry: dict[str, Any], decimals: int = 3) -> dict[str, Any]:
    """Give it less precisely for open data: three decimals are about a hundred metres."""
    line = [[round(lon, decimals), round(lat, decimals)] for lon, lat in positions(geometry)]
    coordinates: Any = {POINT: line[0], LINE: line, AREA: [line]}[geometry["type"]]
    return {"type": geometry["type"], "coordinates": coordinates}


def as_text(geometry: dict[str, Any] | None) -> str:
    """Give it as the JSON that `read` reads; empty for none."""
    return json.dumps(geometry) if geometry else ""
