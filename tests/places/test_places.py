"""Where: municipalities, postcodes, both maps, and the import of boundaries."""

import json
from io import StringIO
from itertools import combinations
from math import dist
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from foundation.models import AuditEntry
from places import geomap, hexmap
from places.actions import import_boundaries, municipality_of, postcode_digits
from places.models import Municipality, PostcodeArea
from tests.factories import initiative, zwolle
from tests.visitors import text_of

pytestmark = pytest.mark.django_db

NAMES = [
    "Almelo",
    "Borne",
    "Dalfsen",
    "Deventer",
    "Dinkelland",
    "Enschede",
    "Haaksbergen",
    "Hardenberg",
    "Hellendoorn",
    "Hengelo",
    "Hof-van-Twente",
    "Kampen",
    "Losser",
    "Oldenzaal",
    "Olst-Wijhe",
    "Ommen",
    "Raalte",
    "Rijssen-Holten",
    "Staphorst",
    "Steenwijkerland",
    "Tubbergen",
    "Twenterand",
    "Wierden",
    "Zwartewaterland",
    "Zwolle",
]


def test_the_25_municipalities_of_overijssel_are_there() -> None:
    assert sorted(one.name.replace(" ", "-") for one in Municipality.objects.all()) == sorted(NAMES)
    assert Municipality.objects.values("slug").distinct().count() == 25
    assert zwolle().cbs_code == "GM0193"


@pytest.mark.parametrize("text", ["8011", "8011AA", "8011 aa", " 8011 ", "8011 AB "])
def test_a_postcode_is_read_as_people_write_it(text: str) -> None:
    assert postcode_digits(text) == 8011
    found = municipality_of(text)
    assert found is not None
    assert found.slug == "zwolle"


@pytest.mark.parametrize(
    "text", ["", "801", "80111", "0811", "8011 A", "8011 SA", "8011 SS", "zwolle", "８０１１", "8011AAA", "-8011"]
)
def test_what_is_no_postcode_is_none(text: str) -> None:
    assert postcode_digits(text) is None
    assert municipality_of(text) is None


@pytest.mark.parametrize(
    ("postcode", "slug"),
    [("7411", "deventer"), ("7511", "enschede"), ("7551", "hengelo"), ("8261", "kampen"), ("7607", "almelo"),
     ("8331", "steenwijkerland"), ("7731", "ommen"), ("8102", "raalte"), ("7571", "oldenzaal")],
)  # fmt: skip
def test_well_known_postcodes_lie_where_people_know_them(postcode: str, slug: str) -> None:
    found = municipality_of(postcode)
    assert found is not None
    assert found.slug == slug


def test_a_postcode_elsewhere_has_no_municipality_of_ours() -> None:
    assert municipality_of("1012 AB") is None


def test_every_municipality_has_postcodes() -> None:
    assert PostcodeArea.objects.values("municipality").distinct().count() == 25


@pytest.mark.parametrize("change", [{"cbs_code": "0193"}, {"hex_column": 5, "hex_row": 5}])
def test_the_database_refuses_a_wrong_code_and_a_taken_hexagon(change: dict[str, Any]) -> None:
    Municipality.objects.filter(slug="almelo").update(hex_column=5, hex_row=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Municipality.objects.filter(slug="zwolle").update(**change)


class TestHexagonMap:
    def cells(self) -> dict[str, hexmap.Hex]:
        return {cell.municipality.slug: cell for cell in hexmap.hexes(list(Municipality.objects.all()))}

    def test_no_two_hexagons_overlap_and_all_are_in_the_drawing(self) -> None:
        cells = self.cells()
        assert len(cells) == 25
        for one, other in combinations(cells.values(), 2):
            assert dist((one.x, one.y), (other.x, other.y)) >= hexmap.WIDTH - 0.2
        for cell in cells.values():
            corners = [tuple(map(float, point.split(","))) for point in cell.points.split()]
            assert len(corners) == 6
            assert all(x >= 0 and y >= 0 for x, y in corners)

    @pytest.mark.parametrize(
        ("one", "other"),
        [("zwolle", "dalfsen"), ("enschede", "losser"), ("hengelo", "borne"), ("deventer", "olst-wijhe"),
         ("almelo", "wierden"), ("hardenberg", "ommen"), ("zwolle", "kampen")],
    )  # fmt: skip
    def test_neighbours_touch(self, one: str, other: str) -> None:
        cells = self.cells()
        assert dist((cells[one].x, cells[one].y), (cells[other].x, cells[other].y)) < hexmap.WIDTH * 1.1

    def test_north_is_up_and_west_is_left(self) -> None:
        cells = self.cells()
        assert cells["steenwijkerland"].y < cells["zwolle"].y < cells["deventer"].y
        assert cells["kampen"].x < cells["zwolle"].x < cells["hardenberg"].x

    def test_the_most_is_the_darkest_and_nothing_is_empty(self) -> None:
        everywhere = list(Municipality.objects.all())
        counts = {everywhere[0].pk: 100, everywhere[1].pk: 1, everywhere[2].pk: 50}
        levels = [cell.level for cell in hexmap.hexes(everywhere, counts)]
        assert levels[:4] == [5, 1, 3, 0]

    def test_without_any_initiative_every_hexagon_is_empty(self) -> None:
        everywhere = list(Municipality.objects.all())
        assert {cell.level for cell in hexmap.hexes(everywhere, {everywhere[0].pk: 0})} == {0}


SQUARE = [[[6.0, 52.4], [6.2, 52.4], [6.2, 52.6], [6.0, 52.6], [6.0, 52.4]]]


def feature(code: str = "GM0193", **geometry: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"statcode": code},
        "geometry": {"type": "Polygon", "coordinates": SQUARE, **geometry},
    }


def collection(*features: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


class TestBoundaries:
    def test_boundaries_are_kept_and_the_missing_are_named(self, tmp_path: Path) -> None:
        file, out = tmp_path / "grenzen.json", StringIO()
        both = collection(feature(), feature("GM0150", type="MultiPolygon", coordinates=[SQUARE]), feature("GM0363"))
        file.write_text(json.dumps(both))
        call_command("import_boundaries", str(file), stdout=out)
        assert "2 boundaries kept." in out.getvalue()
        assert "Almelo" in out.getvalue()
        assert "Zwolle" not in out.getvalue()
        assert zwolle().boundary == {"type": "Polygon", "coordinates": SQUARE}
        assert AuditEntry.objects.filter(action="municipality.boundary_imported").count() == 2
        call_command("import_boundaries", str(file), stdout=out)

    @pytest.mark.parametrize(
        "bad",
        [
            {},
            [],
            "tekst",
            None,
            {"type": "FeatureCollection"},
            {"type": "FeatureCollection", "features": {}},
            collection("tekst"),
            collection(None),
            collection({"properties": "x"}),
            collection({"type": "Feature", "properties": {"statcode": "GM0193"}}),
            collection(feature(type="Point", coordinates=[6, 52])),
            collection(feature(coordinates=[])),
            collection(feature(coordinates=[[["a", "b"]]])),
            collection(feature(coordinates=[[[6.0, None]]])),
            collection(feature(coordinates="tekst")),
            collection(feature(type="MultiPolygon", coordinates=SQUARE)),
            collection(feature(), feature("GM0150", type="LineString")),
        ],
    )
    def test_what_is_something_else_is_refused_whole_and_in_one_line(self, tmp_path: Path, bad: Any) -> None:
        file = tmp_path / "grenzen.json"
        file.write_text(json.dumps(bad))
        with pytest.raises(CommandError, match="is not what this command reads"):
            call_command("import_boundaries", str(file), stdout=StringIO())
        assert not Municipality.objects.filter(boundary__isnull=False).exists()

    def test_a_file_that_is_not_there_or_no_json_is_one_line_too(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="Cannot read"):
            call_command("import_boundaries", str(tmp_path / "niets.json"))
        (tmp_path / "half.json").write_text('{"type": "Feat')
        with pytest.raises(CommandError, match="is not what"):
            call_command("import_boundaries", str(tmp_path / "half.json"))
        (tmp_path / "binair.json").write_bytes(b"\xff\xfe\x00")
        with pytest.raises(CommandError, match="is not what"):
            call_command("import_boundaries", str(tmp_path / "binair.json"))

    def test_the_map_draws_what_was_imported_and_the_pin(self) -> None:
        import_boundaries(collection(feature(), feature("GM0150", type="MultiPolygon", coordinates=[SQUARE, SQUARE])))
        drawn = geomap.geomap(list(Municipality.objects.all()), 52.5, 6.1)
        shapes = {shape.municipality.slug: shape for shape in drawn.shapes}
        assert shapes["zwolle"].path.startswith("M")
        assert shapes["zwolle"].path.endswith("Z")
        assert shapes["deventer"].path.count("Z") == 2
        assert shapes["almelo"].path == ""
        assert drawn.pin is not None
        assert 0 < drawn.pin[0] < drawn.width
        assert 0 < drawn.pin[1] < drawn.height

    def test_a_page_with_a_pin_shows_the_map(self, client: Client) -> None:
        import_boundaries(collection(*(feature(one.cbs_code) for one in Municipality.objects.all())))
        with_pin = text_of(client.get(initiative(lat=52.51, lon=6.09).get_absolute_url()))
        without = text_of(client.get(initiative().get_absolute_url()))
        assert "data-pin-mark" in with_pin
        assert "data-pin-mark" not in without


def test_every_municipality_lies_in_the_drawing_of_the_map() -> None:
    drawn = geomap.geomap(list(Municipality.objects.all()), None, None)
    assert drawn.pin is None
    for shape in drawn.shapes:
        assert 0 < shape.x < drawn.width
        assert 0 < shape.y < drawn.height
