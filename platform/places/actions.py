"""Finding a place, and importing the boundaries that others publish."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction

from foundation import audit
from places.models import Municipality, PostcodeArea

# A Dutch postcode: four digits, perhaps followed by two letters.
POSTCODE = re.compile(r"^\s*([1-9][0-9]{3})\s?(?!SA|SD|SS)([A-Z]{2})?\s*$", re.IGNORECASE)


def postcode_digits(text: str) -> int | None:
    """Read the four digits of a postcode ("8011", "8011 AA"); None when it is no postcode."""
    match = POSTCODE.match(text)
    return int(match[1]) if match else None


def municipality_of(postcode: str) -> Municipality | None:
    """Give the municipality a postcode most likely lies in, or None."""
    digits = postcode_digits(postcode)
    if digits is None:
        return None
    area = PostcodeArea.objects.select_related("municipality").filter(code=digits).first()
    return area.municipality if area else None


def is_area(geometry: Any) -> bool:
    """Say whether it is a GeoJSON Polygon or MultiPolygon that can be drawn."""
    depth = {"Polygon": 2, "MultiPolygon": 3}.get(geometry.get("type", "")) if isinstance(geometry, dict) else None
    return depth is not None and is_nested(geometry.get("coordinates"), depth)


def is_nested(part: Any, depth: int) -> bool:
    """Say whether it is a list of lists, `depth` deep, of points: two or more numbers."""
    if not isinstance(part, list) or not part:
        return False
    if depth:
        return all(is_nested(one, depth - 1) for one in part)
    return len(part) >= 2 and all(isinstance(number, int | float) for number in part)


@transaction.atomic
def import_boundaries(collection: Any) -> tuple[int, list[str]]:
    """Keep the boundaries of a CBS GeoJSON collection; give how many were kept and which municipalities had none.

    Raises ValueError, with what was expected, when it is no collection of polygons with a `statcode`.
    """
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or collection.get("type") != "FeatureCollection":
        raise ValueError("expected a GeoJSON FeatureCollection")
    known = {one.cbs_code: one for one in Municipality.objects.select_for_update()}
    kept: set[str] = set()
    for feature in features:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            raise ValueError("expected features with properties")
        code, geometry = str(properties.get("statcode")), feature.get("geometry")
        if code not in known:
            continue
        if not is_area(geometry):
            raise ValueError(f"{code}: expected a Polygon or MultiPolygon of points in degrees")
        known[code].boundary = {"type": geometry["type"], "coordinates": geometry["coordinates"]}
        known[code].save(update_fields=["boundary"])
        audit.record("municipality.boundary_imported", actor=None, subject=known[code])
        kept.add(code)
    return len(kept), sorted(one.name for code, one in known.items() if code not in kept)
