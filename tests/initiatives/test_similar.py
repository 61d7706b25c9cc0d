"""One thing once: what looks like a title is shown while it is written, with and without JavaScript."""

import pytest
from django.test import Client
from django.urls import reverse

from initiatives.views.similar import like
from tests.factories import initiative
from tests.visitors import IDEA, queries, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def there() -> None:
    initiative(title="Een buurttuin achter de Lebuinuskerk", summary="Groente en bloemen voor de hele straat.")
    initiative(title="Fietspad tussen Dalfsen en Vilsteren", summary="Veilig naar school, ook als het vroeg donker is.")
    initiative(title="Repaircafé in het dorpshuis", summary="Elke maand repareren we wat anders weggegooid wordt.")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Buurttuinen bij de kerk", "Een buurttuin achter de Lebuinuskerk"),
        ("Buurtuin maken", "Een buurttuin achter de Lebuinuskerk"),
        ("Een nieuw fietspad Dalfsen", "Fietspad tussen Dalfsen en Vilsteren"),
        ("repaircafe", "Repaircafé in het dorpshuis"),
    ],
)
def test_what_is_like_it_is_found(there: None, typed: str, found: str) -> None:
    assert [one.title for one in like(typed)][:1] == [found]


@pytest.mark.parametrize(
    "typed", ["", "de", "Zwembad langer open", "'; drop", "\x00\x00\x00\x00\x00\x00", "(" * 80, None]
)
def test_what_is_not_is_left_out(there: None, typed: object) -> None:
    assert like(typed) == []


def test_it_is_a_fragment_that_costs_little(there: None, client: Client) -> None:
    address = reverse("initiatives:similar") + "?titel=Buurttuin+bij+de+kerk"
    page = text_of(client.get(address))
    assert "Lebuinuskerk" in page
    assert "<html" not in page
    assert queries(client, address) <= 4


def test_without_javascript_it_is_shown_before_publishing(client: Client) -> None:
    initiative(title=IDEA["title"])
    response = client.post(reverse("initiatives:new"), IDEA)
    check = response["Location"].replace("plaats", "controle")
    assert text_of(client.get(check)).count(IDEA["title"]) >= 1
    assert "lijkt" in text_of(client.get(check)) or "like it" in text_of(client.get(check))
