"""The list: filters, orders, search and pages that go on where they left off."""

import re
from html import unescape

import pytest
from django.test import Client

from initiatives.models import Initiative
from publications.models import Publication
from tests.factories import deventer, initiative, initiative_in, resident, theme
from tests.visitors import text_of

pytestmark = pytest.mark.django_db


def titles(client: Client, query: str = "") -> list[str]:
    response = client.get(f"/initiatieven/{query}")
    assert response.status_code == 200
    return [one.title for one in response.context["items"]]


@pytest.fixture
def some() -> dict[str, Initiative]:
    made = {
        "Zwolse fietsbrug": initiative(title="Zwolse fietsbrug"),
        "Deventer bakkerij": initiative(title="Deventer bakkerij", municipality=deventer(), theme=theme(1)),
        "Zwolse bakkerij": initiative(title="Zwolse bakkerij", theme=theme(1)),
    }
    for one, supports, energy in zip(made.values(), (5, 9, 1), (10.0, 8.0, 12.0), strict=True):
        Publication.objects.filter(pk=one.pk).update(support_count=supports, energy=energy)
    return made


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Zwolse bakkerij", "Zwolse fietsbrug", "Deventer bakkerij"]),
        ("?sorteer=energie", ["Zwolse bakkerij", "Zwolse fietsbrug", "Deventer bakkerij"]),
        ("?sorteer=nieuwste", ["Zwolse bakkerij", "Deventer bakkerij", "Zwolse fietsbrug"]),
        ("?sorteer=steun", ["Deventer bakkerij", "Zwolse fietsbrug", "Zwolse bakkerij"]),
        ("?gemeente=deventer", ["Deventer bakkerij"]),
        ("?gemeente=zwolle", ["Zwolse bakkerij", "Zwolse fietsbrug"]),
        ("?gemeente=almelo", []),
        ("?q=bakkerij", ["Zwolse bakkerij", "Deventer bakkerij"]),
        ("?q=bakerij", ["Zwolse bakkerij", "Deventer bakkerij"]),
        ("?q=bakkerij&gemeente=deventer&sorteer=nieuwste", ["Deventer bakkerij"]),
        ("?status=withdrawn", []),
        # What is unknown is left aside, so that an old link still works.
        (
            "?thema=oud-thema&gemeente=utrecht&status=weg&sorteer=naam&x=1",
            ["Zwolse bakkerij", "Zwolse fietsbrug", "Deventer bakkerij"],
        ),
        ("?status=hidden", ["Zwolse bakkerij", "Zwolse fietsbrug", "Deventer bakkerij"]),
    ],
)
def test_the_list_shows_what_was_asked_for(
    some: dict[str, Initiative], client: Client, query: str, expected: list[str]
) -> None:
    assert titles(client, query) == expected


def test_by_theme(some: dict[str, Initiative], client: Client) -> None:
    assert titles(client, f"?thema={theme(1).slug}") == ["Zwolse bakkerij", "Deventer bakkerij"]


def test_every_filter_that_is_on_can_be_taken_off(some: dict[str, Initiative], client: Client) -> None:
    query = f"?q=bakkerij&thema={theme(1).slug}&gemeente=zwolle&status=published&sorteer=steun"
    response = client.get(f"/initiatieven/{query}")
    active = response.context["active_filters"]
    assert len(active) == 3
    for one in active:
        assert len(client.get(f"/initiatieven/{one['url']}").context["active_filters"]) == 2
        assert "sorteer=steun" in one["url"]
    assert "1" in response.context["total"]


def test_walking_through_the_pages_shows_everything_once(client: Client) -> None:
    for number in range(45):
        one = initiative(title=f"Plan {number:02d}")
        Publication.objects.filter(pk=one.pk).update(support_count=number % 3)
    for order in ("energie", "nieuwste", "steun"):
        seen: list[str] = []
        url = f"/initiatieven/?sorteer={order}&gemeente=zwolle"
        for _page in range(3):
            response = client.get(url)
            assert response.context["page"]["is_first"] == (not seen)
            seen += [one.title for one in response.context["items"]]
            following = re.search(r'rel="next" href="([^"]*)"', text_of(response))
            url = f"/initiatieven/{unescape(following[1])}" if following else ""
        assert url == ""
        assert len(seen) == len(set(seen)) == 45


def test_a_cursor_that_was_tampered_with_or_carried_to_another_order_is_404(client: Client) -> None:
    for _ in range(21):
        initiative()
    following = client.get("/initiatieven/?sorteer=nieuwste").context["page"]["next_url"]
    assert client.get(f"/initiatieven/{following}").status_code == 200
    assert client.get(f"/initiatieven/{following}x").status_code == 404
    assert client.get(f"/initiatieven/{following}".replace("nieuwste", "energie")).status_code == 404
    assert client.get("/initiatieven/?na=rommel").status_code == 404


def test_what_is_archived_has_its_own_list(client: Client) -> None:
    initiative_in(Publication.State.ARCHIVED, title="Is klaar")
    assert titles(client) == []
    assert titles(client, "?status=archived") == ["Is klaar"]


def test_mine_has_my_drafts_my_initiatives_and_what_i_support(client: Client) -> None:
    response = client.get("/initiatieven/mijn/")
    assert response.status_code == 200
    person = resident()
    own = initiative_in(Publication.State.WITHDRAWN, person)
    initiative()
    client.force_login(person)
    context = client.get("/initiatieven/mijn/").context
    assert [one.pk for one in context["mine"]] == [own.pk]
    assert list(context["supported"]) == []


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_lists_and_pages_are_only_read(client: Client, method: str) -> None:
    one = initiative()
    for url in ("/initiatieven/", one.get_absolute_url(), f"{one.get_absolute_url()}versies/"):
        assert getattr(client, method)(url).status_code == 405
