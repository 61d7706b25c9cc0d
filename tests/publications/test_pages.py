"""Home, themes, municipalities, search, feed and site map: what they show, and in how many queries."""

import xml.etree.ElementTree as ET

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from foundation.shelf import Shelf
from publications import overview
from publications.models import Overview, Publication
from tests.factories import deventer, initiative, resident, theme, zwolle
from tests.visitors import queries, signed_in, text_of
from voting.actions import support

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MOST_QUERIES = 10


def pages() -> dict[str, str]:
    """Every page with a list on it."""
    return {
        "home": "/",
        "list": "/initiatieven/",
        "list by theme and place": f"/initiatieven/?thema={theme().slug}&gemeente=zwolle&sorteer=nieuwste",
        "list with search": "/initiatieven/?q=buurttuin",
        "search": "/zoeken/?q=buurttuin",
        "search with a typing mistake": "/zoeken/?q=buurtuintje",
        "themes": "/themas/",
        "theme": theme().get_absolute_url(),
        "municipalities": "/gemeenten/",
        "municipality": "/gemeenten/zwolle/",
        "feed": "/feeds/initiatieven/",
        "site map": "/sitemap-publications.xml",
        "standing site map": "/sitemap-standing.xml",
        "mine": "/initiatieven/mijn/",
    }


@pytest.mark.parametrize("name", [
    "home", "list", "list by theme and place", "list with search", "search", "search with a typing mistake", "themes",
    "theme", "municipalities", "municipality", "feed", "site map", "standing site map", "mine",
])  # fmt: skip
def test_a_page_takes_few_queries_and_no_more_when_there_is_more_to_show(name: str) -> None:
    person = resident(municipality=zwolle())
    client = signed_in(person)
    initiative(person)
    support(initiative(), supporter=person)
    overview.make()
    url = pages()[name]
    few = queries(client, url)
    for _ in range(12):
        support(initiative(), supporter=person)
    for _ in range(3):
        initiative(person)
    overview.make()
    many = queries(client, url)
    assert many <= few, f"{few} queries became {many}"
    assert many <= MOST_QUERIES


def test_home_invites_and_shows_what_is_new_near_and_energetic() -> None:
    near, far = initiative(title="Dichtbij plan"), initiative(title="Verweg plan", municipality=deventer())
    support(near, supporter=resident())
    overview.make()
    client = signed_in(resident(municipality=zwolle()))
    response = client.get("/")
    context = response.context
    assert [one.pk for one in context["latest"]] == [far.pk, near.pk]
    assert [one.pk for one in context["nearby"]] == [near.pk]
    assert {one["title"] for one in context["field"]} == {"Dichtbij plan", "Verweg plan"}
    assert context["overview"].total == 2
    assert reverse("initiatives:new") in text_of(response)
    anonymous = Client().get("/").context
    assert anonymous["nearby"] == []


def test_an_empty_site_still_has_every_page(client: Client) -> None:
    for url in pages().values():
        assert client.get(url).status_code == 200, url


def test_what_somebody_named_their_plan_cannot_run_on_any_page(client: Client) -> None:
    evil = '<img src=x onerror="alert(1)">'
    one = initiative(resident(evil[:60]), title=evil, summary=f"{evil} {evil}", place_label=evil, needs={"goods": evil})
    overview.make()
    for url in [*pages().values(), one.get_absolute_url(), f"/zoeken/?q={evil}"]:
        html = text_of(client.get(url))
        assert "<img src=x" not in html, url


class TestThemesAndMunicipalities:
    def test_a_theme_shows_its_own_with_a_count(self, client: Client) -> None:
        own, _other = initiative(), initiative(theme=theme(1))
        overview.make()
        context = client.get(theme().get_absolute_url()).context
        assert [one.pk for one in context["items"]] == [own.pk]
        assert context["count"] == 1
        cards = client.get("/themas/").context["cards"]
        assert [card["count"] for card in cards] == [1, 1, 0, 0]

    def test_a_municipality_shows_its_own_with_a_count(self, client: Client) -> None:
        own, _other = initiative(), initiative(municipality=deventer())
        overview.make()
        context = client.get("/gemeenten/zwolle/").context
        assert [one.pk for one in context["items"]] == [own.pk]
        assert context["count"] == 1

    def test_the_map_of_municipalities_has_all_25_as_links(self, client: Client) -> None:
        html = text_of(client.get("/gemeenten/"))
        assert html.count('class="hex__link') == 25
        assert "/gemeenten/hof-van-twente/" in html


class TestOverview:
    def test_it_counts_what_is_published(self) -> None:
        initiative()
        initiative(municipality=None)
        made = overview.make()
        assert made.by_municipality == {str(zwolle().pk): 1}
        assert made.by_theme == {str(theme().pk): 2}
        assert made.total == 2

    def test_the_more_energy_the_larger_the_circle(self) -> None:
        quiet, busy = initiative(), initiative()
        for _ in range(5):
            support(busy, supporter=resident())
        Publication.objects.filter(pk=busy.pk).update(energy=quiet.energy + 2.58)
        radius = {one["id"]: one["r"] for one in overview.make().field}
        assert radius[busy.pk] > 2 * radius[quiet.pk]

    def test_made_again_it_is_the_same_row(self) -> None:
        overview.make()
        overview.make()
        assert Overview.objects.count() == 1
        with pytest.raises(IntegrityError), transaction.atomic():
            Overview.objects.create(id=2)

    def test_a_theme_that_was_added_is_in_the_field(self) -> None:
        added = theme()
        added.pk, added.slug, added.name = None, "extra", "Een extra thema"
        added.save()
        Shelf.empty_all()
        one = initiative(theme=added)
        assert [mark["theme"] for mark in overview.make().field] == [one.theme_id]


class TestFeed:
    def feed(self, client: Client, query: str = "") -> ET.Element:
        response = client.get(f"/feeds/initiatieven/{query}")
        assert response.status_code == 200
        assert response.headers["Content-Type"].startswith("application/atom+xml")
        return ET.fromstring(response.content)

    def test_it_is_valid_atom_newest_first(self, client: Client) -> None:
        one, two = initiative(title="Eerste & beste"), initiative(title="Tweede <b>plan</b>")
        root = self.feed(client)
        assert root.tag == f"{ATOM}feed"
        for name in ("id", "title", "updated"):
            assert root.findtext(f"{ATOM}{name}")
        entries = root.findall(f"{ATOM}entry")
        assert [entry.findtext(f"{ATOM}title") for entry in entries] == [two.title, one.title]
        for entry in entries:
            for name in ("id", "title", "updated", "published", "summary"):
                assert entry.findtext(f"{ATOM}{name}"), name
            link = entry.find(f"{ATOM}link")
            assert link is not None
            assert link.get("href", "").startswith("http://testserver/initiatieven/")

    def test_it_can_be_narrowed_down(self, client: Client) -> None:
        initiative(theme=theme(1))
        own = initiative(municipality=deventer(), title="Uit Deventer")
        for query in ("?gemeente=deventer", f"?thema={theme().slug}"):
            titles = [entry.findtext(f"{ATOM}title") for entry in self.feed(client, query).findall(f"{ATOM}entry")]
            assert titles == [own.title]
        assert not self.feed(client, "?thema=bestaat-niet").findall(f"{ATOM}entry")


def test_the_site_map_leads_to_every_public_page(client: Client) -> None:
    one = initiative()
    index = ET.fromstring(client.get("/sitemap.xml").content)
    parts = [element.text or "" for element in index.iter() if element.tag.endswith("}loc")]
    assert len(parts) == 2
    addresses = []
    for part in parts:
        root = ET.fromstring(client.get(part.removeprefix("http://testserver")).content)
        addresses += [element.text or "" for element in root.iter() if element.tag.endswith("}loc")]
    paths = [address.removeprefix("http://testserver") for address in addresses]
    assert one.get_absolute_url() in paths
    assert "/gemeenten/zwolle/" in paths
    for path in paths:
        assert client.get(path).status_code == 200, path


class TestLandscapes:
    def test_the_same_seed_is_the_same_picture_forever(self, client: Client) -> None:
        response = client.get("/beeld/river/7.svg")
        assert response.headers["Content-Type"] == "image/svg+xml"
        assert "immutable" in response.headers["Cache-Control"]
        assert response.content == client.get("/beeld/river/7.svg").content
        ET.fromstring(response.content)

    @pytest.mark.parametrize(
        "path", ["paars/7.svg", "river/10000.svg", "river/99999999999999999999.svg", "river/-1.svg"]
    )
    def test_others_do_not_exist(self, client: Client, path: str) -> None:
        assert client.get(f"/beeld/{path}").status_code == 404


@pytest.mark.django_db
class TestNearYou:
    @pytest.mark.parametrize("typed", ["8011", "8011 AA", " 8011ab "])
    def test_a_postcode_leads_to_its_municipality(self, client: Client, typed: str) -> None:
        response = client.get(reverse("publications:municipalities"), {"postcode": typed})
        assert response.status_code == 302
        assert response["Location"] == "/gemeenten/zwolle/"

    @pytest.mark.parametrize("typed", ["9999", "niets", "<b>", "1"])
    def test_an_unknown_one_is_kept_with_advice(self, client: Client, typed: str) -> None:
        page = text_of(client.get(reverse("publications:municipalities"), {"postcode": typed}))
        assert f'value="{escape(typed)}"' in page
        assert 'aria-invalid="true"' in page
