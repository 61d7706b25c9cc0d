"""Spots on the map: with a drawing or with an address, each person's own, and out of sight when a moderator says so."""

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Role
from consultations.method import METHODS
from consultations.methods.map import geometry
from consultations.methods.map.models import Spot
from consultations.methods.map.moderating import SpotSubject
from consultations.models import Part, Response
from foundation.models import Written
from moderation.models import Policy
from tests.consultations import asking
from tests.factories import staff
from tests.visitors import queries

pytestmark = pytest.mark.django_db

CATEGORIES = [{"title": "Hier is het gevaarlijk"}, {"title": "Dit is een fijne plek"}]
PIN = json.dumps({"type": "Point", "coordinates": [6.09, 52.51]})


def a_map(**content: Any) -> Part:
    return asking.part(
        "map", content={"categories": CATEGORIES, "shapes": ["Point", "LineString"], "most": 2, **content}
    )


def spot(**changes: str) -> dict[str, str]:
    return {"category": "c1", "text": "Auto's rijden hier te hard.", "drawn": PIN, **changes}


def pointed_out(part: Part, client: Client | None = None, **changes: str) -> Spot:
    (client or Client()).post(part.get_absolute_url(), spot(**changes))
    return Spot.objects.filter(part=part).latest("pk")


def test_a_drawn_spot_is_on_the_map_and_in_the_list(client: Client) -> None:
    part = a_map()
    placed = pointed_out(part, client)
    assert (placed.lon, placed.lat, placed.is_exact) == (6.09, 52.51, True)
    assert "rijden hier te hard" in client.get(part.get_absolute_url()).content.decode()
    (feature,) = client.get(f"{part.get_absolute_url()}plekken.geojson").json()["features"]
    assert feature["geometry"]["coordinates"] == [6.09, 52.51]
    assert feature["properties"]["category"] == "Hier is het gevaarlijk"


def test_a_postcode_does_as_well_as_a_map(client: Client) -> None:
    part = a_map()
    placed = pointed_out(part, client, drawn="", postcode="8011 AA", label="Kruising Diezerpoort")
    assert placed.municipality is not None
    assert (placed.municipality.name, placed.is_exact, placed.geometry) == ("Zwolle", False, None)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"drawn": ""}, "Zeg waar het is"),
        ({"drawn": "", "postcode": "1234"}, "kennen we niet in Overijssel"),
        ({"text": ""}, "Vertel in een paar woorden"),
        ({"category": "c9"}, "Kies er een uit de lijst"),
        ({"drawn": '{"type": "Point", "coordinates": [6.09, 12]}'}, "niet in Nederland"),
        ({"drawn": '{"type": "LineString", "coordinates": [[6.09, 52.5]]}'}, "minstens twee punten"),
        ({"drawn": '{"type": "Polygon", "coordinates": [[[6, 52], [6.1, 52], [6.1, 52.1], [6, 52]]]}'}, "niet lezen"),
        ({"drawn": "[[["}, "niet lezen"),
        ({"drawn": '{"type": "Point", "coordinates": [true, null]}'}, "niet lezen"),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_to_do(client: Client, changes: dict[str, str], said: str) -> None:
    part = a_map()
    page = client.post(part.get_absolute_url(), spot(**changes)).content.decode()
    assert said in page
    assert "text" in changes or "rijden hier te hard" in page
    assert not Spot.objects.exists()


def test_two_presses_give_one_spot_and_nobody_points_out_too_many(client: Client) -> None:
    part = a_map()
    pointed_out(part, client)
    pointed_out(part, client)
    assert Spot.objects.count() == 1
    pointed_out(part, client, text="Een andere plek.")
    assert client.post(part.get_absolute_url(), spot(text="Nog een.")).status_code == 409
    assert Spot.objects.count() == 2
    assert Response.objects.get().data == {"spots": 2}


def test_only_who_pointed_it_out_changes_it_or_takes_it_away(client: Client) -> None:
    part = a_map()
    placed = pointed_out(part, client)
    other = Client()
    assert other.post(placed_url(part, placed), spot(text="Van een ander.")).status_code == 403
    assert other.post(f"{placed_url(part, placed)}weg/").status_code == 403
    client.post(placed_url(part, placed), spot(text="Het is nu beter."))
    placed.refresh_from_db()
    assert placed.text == "Het is nu beter."
    client.post(f"{placed_url(part, placed)}weg/")
    client.post(f"{placed_url(part, placed)}weg/")
    assert not Spot.objects.exists()
    assert Response.objects.get().state == Response.State.WITHDRAWN


def placed_url(part: Part, placed: Spot) -> str:
    return f"{part.get_absolute_url()}plek/{placed.pk}/"


def test_after_closing_nothing_is_added_or_changed(client: Client) -> None:
    part = a_map()
    placed = pointed_out(part, client)
    asking.close_now(part.consultation)
    assert client.post(part.get_absolute_url(), spot(text="Te laat.")).status_code == 403
    assert client.post(f"{placed_url(part, placed)}weg/").status_code == 409
    assert Spot.objects.get().text == placed.text


def test_a_spot_is_screened_and_nothing_leads_to_who_wrote_it() -> None:
    part = a_map()
    placed = pointed_out(part)
    assert Written.objects.filter(kind="spot", subject_id=placed.pk, author_id=None).exists()


def test_what_waits_for_a_moderator_is_seen_by_its_maker_only(client: Client) -> None:
    part = a_map()
    Policy.objects.create(kind="spot", when=Policy.When.BEFORE)
    placed = pointed_out(part, client)
    assert placed.is_waiting
    assert Client().get(placed_url(part, placed)).status_code == 404
    assert "wacht op een moderator" in client.get(part.get_absolute_url()).content.decode()
    SpotSubject().admit(placed.pk, by=staff(Role.MODERATOR))
    assert Client().get(placed_url(part, placed)).status_code == 200


def test_what_a_moderator_hides_is_nowhere_and_comes_back_as_it_was() -> None:
    part = a_map()
    placed, moderator = pointed_out(part), staff(Role.MODERATOR)
    before = SpotSubject().hide(placed.pk, by=moderator)
    assert Client().get(placed_url(part, placed)).status_code == 404
    assert Client().get(f"{part.get_absolute_url()}plekken.geojson").json()["features"] == []
    assert METHODS["map"].tally(part)["counts"][0]["answered"] == 0
    SpotSubject().restore(placed.pk, before, by=moderator)
    assert Client().get(placed_url(part, placed)).status_code == 200


def test_a_person_counts_once_in_each_category(client: Client) -> None:
    part = a_map()
    pointed_out(part, client)
    pointed_out(part, client, text="Nog een gevaarlijke plek.")
    pointed_out(part, category="c2")
    (count,) = METHODS["map"].tally(part)["counts"]
    assert {row["key"]: row["count"] for row in count["rows"]} == {"c1": 1, "c2": 1}
    assert count["answered"] == 2


def test_open_data_has_no_words_and_is_a_hundred_metres_coarse() -> None:
    part = a_map()
    pointed_out(part, drawn=json.dumps({"type": "Point", "coordinates": [6.091234, 52.512345]}))
    (public,) = METHODS["map"].rows(part, is_public=True)
    (whole,) = METHODS["map"].rows(part, is_public=False)
    assert "hard" not in str(public)
    assert "6.091234" not in str(public)
    assert "6.091" in str(public)
    assert "hard" in str(whole)
    assert len(public) == len(whole) == len(METHODS["map"].columns(part))


def test_categories_that_were_used_stay() -> None:
    part = a_map()
    Part.objects.filter(pk=part.pk).update(is_frozen=True)
    client = Client()
    client.force_login(staff(Role.EDITOR))
    url = METHODS["map"].setup_url(part)
    page = {"categories": "Hier is het gevaarlijk", "shapes": ["Point", "LineString"], "most": "3"}
    assert client.post(url, page).status_code == 409
    more = "Hier is het gevaarlijk\nDit is een fijne plek\nHier is het donker"
    assert client.post(url, {**page, "categories": more}).status_code == 302
    part.refresh_from_db()
    assert [one["key"] for one in part.settings["categories"]] == ["c1", "c2", "c3"]


def test_the_page_takes_as_many_queries_with_many_spots(client: Client) -> None:
    part = a_map()
    pointed_out(part)
    few = queries(client, part.get_absolute_url())
    response = Response.objects.get()
    one = Spot.objects.get()
    Spot.objects.bulk_create(
        Spot(
            part=part,
            response=response,
            text=f"Plek {n}",
            lat=one.lat,
            lon=one.lon,
            geometry=one.geometry,
            placed_on=one.placed_on,
        )
        for n in range(500)
    )
    many = queries(client, part.get_absolute_url())
    assert many == few
    assert many <= 8


lons = st.floats(geometry.WEST, geometry.EAST)
lats = st.floats(geometry.SOUTH, geometry.NORTH)


@given(st.lists(st.tuples(lons, lats), min_size=3, max_size=20, unique=True))
def test_an_area_reads_back_as_it_was_drawn(line: list[tuple[float, float]]) -> None:
    ring = [[round(lon, 6), round(lat, 6)] for lon, lat in line]
    drawn = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    if len({tuple(one) for one in ring}) < 3:
        return
    read = geometry.read(json.dumps(drawn))
    assert read == drawn
    lon, lat = geometry.middle(read)
    assert min(one[0] for one in ring) - 1e-6 <= lon <= max(one[0] for one in ring) + 1e-6
    assert min(one[1] for one in ring) - 1e-6 <= lat <= max(one[1] for one in ring) + 1e-6


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=4)
    )
)
def test_nonsense_is_refused_and_never_breaks(coordinates: Any) -> None:
    for kind in ("Point", "LineString", "Polygon", "Circle"):
        text = json.dumps({"type": kind, "coordinates": coordinates})
        with pytest.raises(geometry.Wrong):
            geometry.read(text)
