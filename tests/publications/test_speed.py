"""What keeps the site fast: few queries, whatever is on a page, and drawings that are kept."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from foundation.shelf import Shelf
from initiatives import seeding
from publications.models import Publication, Word
from tests.factories import initiative

pytestmark = pytest.mark.django_db

MOST_QUERIES = 10


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/initiatieven/",
        "/initiatieven/?q=tuin",
        "/zoeken/?q=tuin",
        "/zoeken/?q=buurtuin",
        "/themas/",
        "/gemeenten/",
        "/themas/noaberschap-3-0/",
        "/gemeenten/zwolle/",
        "/account/binnen/",
        "/feeds/initiatieven/",
        "DETAIL",
    ],
)
def test_no_page_asks_the_database_more_than_ten_times(client: Client, path: str) -> None:
    seeding.seed(seeding.Amounts(residents=20, initiatives=80, supports=200), random_seed=1, progress=lambda *_: None)
    if path == "DETAIL":
        path = Publication.objects.published()[0].get_absolute_url()
    client.get(path)
    Shelf.empty_all()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    assert len(queries) <= MOST_QUERIES, [query["sql"][:100] for query in queries]


@override_settings(PAGE_CACHE_SECONDS=10)
def test_a_drawing_stays_kept_by_browsers_when_it_comes_from_the_page_cache() -> None:
    client = Client(headers={"accept-encoding": "gzip"})
    first, second = client.get("/beeld/river/7.svg"), client.get("/beeld/river/7.svg")
    for response in (first, second):
        assert "immutable" in response["Cache-Control"]
        assert "Cookie" not in response["Vary"]
    assert first.content == second.content


def test_words_are_learnt_from_what_is_posted_and_from_edits() -> None:
    one = initiative(title="Zeepkistenrace door het dorp")
    assert Word.objects.filter(text__startswith="zeepkist").exists()
    Publication.objects.filter(pk=one.pk).update(title="Vliegerwedstrijd op de es")
    assert Word.objects.filter(text__startswith="vliegerwedstrijd").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM publications_word WHERE length(text) < 4")
        assert cursor.fetchone() == (0,)
