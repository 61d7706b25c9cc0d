"""What holds for every way of asking."""

from collections import Counter

import pytest
from django.test import Client

from accounts.models import Role
from consultations.method import METHODS
from tests.consultations import asking
from tests.factories import staff
from tests.visitors import signed_in


def test_no_two_ways_of_asking_share_an_address() -> None:
    # All stand under the page of a part, so the first would answer for the other.
    routes = Counter(str(one.pattern) for method in METHODS.values() for one in method.urls())
    assert [route for route, times in routes.items() if times > 1] == []


@pytest.mark.django_db
def test_an_address_of_another_way_of_asking_does_not_exist(client: Client) -> None:
    part = asking.part("ranking", content={"options": ["Bus", "Fiets"]})
    assert client.get(f"{part.get_absolute_url()}plekken.geojson").status_code == 404
    editor = signed_in(staff(Role.EDITOR))
    assert editor.get(f"{part.get_absolute_url()}inrichten/kaart/").status_code == 404
    assert editor.get(f"{part.get_absolute_url()}inrichten/keuzes/").status_code == 200
