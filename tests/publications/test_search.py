"""Search in Dutch: word forms, beginnings of words, typing mistakes, and nothing that breaks it."""

import pytest
from django.db.models import Q
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publications import search
from publications.models import Publication
from tests.factories import initiative
from tests.visitors import text_of

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return [one.title for one in search.best(Publication.objects.published(), text)]


def listed(text: str) -> set[str]:
    return {one.title for one in search.matching(Publication.objects.published(), text)}


@pytest.fixture
def some() -> None:
    initiative(title="Fietspad langs de Vecht", summary="Veilig naar school op twee wielen.")
    initiative(title="Oude fietsen opknappen", summary="We maken ze rijklaar voor wie er geen heeft.")
    initiative(title="Een mens en een fiets", summary="Samen uit rijden met wie dat alleen niet meer durft.")
    initiative(title="Noaberschap in de wijk", summary="Buren die elkaar helpen, zoals vroeger.")
    initiative(title="Energiecoöperatie Raalte", summary="Samen zonnepanelen op het dak van de sporthal.")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("fiets", "Oude fietsen opknappen"),
        ("fietsen", "Oude fietsen opknappen"),
        ("fiets", "Fietspad langs de Vecht"),
        ("fietspad", "Fietspad langs de Vecht"),
        ("fietspaden", "Fietspad langs de Vecht"),
        ("FIETSPAD vecht", "Fietspad langs de Vecht"),
        ("buur", "Noaberschap in de wijk"),
        ("school", "Fietspad langs de Vecht"),
        ("zonnepaneel", "Energiecoöperatie Raalte"),
        ("coöperatie", "Energiecoöperatie Raalte"),
        ("naoberschap", "Noaberschap in de wijk"),
        ("fietspat", "Fietspad langs de Vecht"),
        ("fietpsad", "Fietspad langs de Vecht"),
        ("mensen", "Een mens en een fiets"),
        ("fietsen", "Een mens en een fiets"),
        ("energiecooperatie", "Energiecoöperatie Raalte"),
    ],
)
def test_people_find_what_they_mean(some: None, text: str, title: str) -> None:
    assert title in found(text)
    assert title in listed(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("plan", "plannen"),
        ("huis", "huizen"),
        ("brief", "brieven"),
        ("fiets", "fietsen"),
        ("bankje", "bankjes"),
        ("windmolen", "windmolens"),
        ("boom", "bomen"),
    ],
)
def test_one_finds_many_and_the_other_way_round(one: str, other: str) -> None:
    initiative(title=f"Iets met {one} erin")
    initiative(title=f"Iets met {other} erin")
    assert len(found(one)) == 2
    assert len(found(other)) == 2


def test_every_word_counts(some: None) -> None:
    assert found("fietsen opknappen") == ["Oude fietsen opknappen"]


def test_nothing_like_it_finds_nothing(some: None) -> None:
    assert found("sterrenwacht") == []
    assert listed("sterrenwacht") == set()


def test_a_word_in_the_title_weighs_more_than_in_the_story() -> None:
    initiative(
        title="Iets over het dorp", story="Achter de molen, bij de molen en rond de molen gebeurt van alles met buren."
    )
    initiative(
        title="De molen draait weer", story="Met vrijwilligers houden wij het oude gebouw in goede staat en open."
    )
    assert found("molen") == ["De molen draait weer", "Iets over het dorp"]


def test_the_story_the_ask_the_needs_and_the_place_are_searched_too() -> None:
    initiative(
        title="Zomaar een plan", ask="Een vergunning voor de kermis", place_label="Bij de watertoren",
        story="We bouwen een **zeepkist** en rijden ermee van de berg, met het hele dorp erbij.",
        needs={"goods": "Houten pallets"},
    )  # fmt: skip
    for word in ("vergunning", "watertoren", "zeepkist", "pallets", "zwolle"):
        assert found(word) == ["Zomaar een plan"], word


HOSTILE = [
    "'", "''", "'); drop table publications_publication; --", "a' | 'b", "!!!", "& | ! ( ) :*", ":*", "\\", "a\\",
    "<->", "a <-> b", "((((", "*", "%", "_", "'a", "é'", "de het een", "\x00", "a\x00b", "?!.,;:", "<script>",
    "a" * 5_000,
    "x " * 500, "\u202e", "😀", "''':*", "a:b:c", "1", "-", "\t\n", "ﬁets", "ª", "²",
]  # fmt: skip


@pytest.mark.parametrize("url", ["/zoeken/", "/initiatieven/"])
def test_whatever_is_typed_the_pages_answer(some: None, client: Client, url: str) -> None:
    for text in HOSTILE:
        assert client.get(url, {"q": text}).status_code == 200, text
        assert Publication.objects.count() == 5, text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_no_text_at_all_breaks_search(text: str) -> None:
    text = text.replace("\x00", "")
    assert search.best(Publication.objects.published(), text) == []
    assert listed(text) == set()


def test_what_was_typed_is_shown_back_harmlessly(client: Client) -> None:
    html = text_of(client.get("/zoeken/", {"q": '"><script>alert(1)</script>'}))
    assert "<script>alert" not in html
    assert "alert(1)" in html


def test_the_most_energetic_come_first_among_equals() -> None:
    quiet, busy = initiative(title="Speeltuin A"), initiative(title="Speeltuin B")
    Publication.objects.filter(pk=busy.pk).update(energy=quiet.energy + 3)
    assert found("speeltuin") == ["Speeltuin B", "Speeltuin A"]


def test_words_follow_an_edit() -> None:
    one = initiative(title="Zwembad open")
    Publication.objects.filter(Q(pk=one.pk)).update(title="Bibliotheek open")
    assert found("zwembad") == []
    assert found("bibliotheek") == ["Bibliotheek open"]


def test_more_than_can_be_shown_is_said(client: Client) -> None:
    assert not client.get("/zoeken/", {"q": "tuin"}).context["is_full"]
    for number in range(search.SHOWN):
        initiative(title=f"Volkstuin {number}")
    assert client.get("/zoeken/", {"q": "volkstuin"}).context["is_full"]
