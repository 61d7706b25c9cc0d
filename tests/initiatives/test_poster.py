"""The poster and the picture for sharing: drawn from the words of the initiative, and drawn anew when those change."""

import io
import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from foundation.typesetting import letters, wrap
from initiatives.actions import revise
from initiatives.drawn import TONES, even, fit
from initiatives.models import Initiative
from publications.models import Publication
from tests.factories import content, initiative, initiative_in, theme
from tests.visitors import text_of
from themes.models import Theme


def fetch(one: Initiative, name: str) -> bytes:
    response = Client().get(reverse(f"initiatives:{name}", args=[one.slug]))
    assert response.status_code == 200
    return bytes(response.content)


def wide(text: str) -> float:
    return float(len(text))


@pytest.mark.django_db
class TestPoster:
    def test_it_is_one_page_of_a4_with_a_title_and_a_language(self) -> None:
        pdf = fetch(initiative(title="Samen koken in het dorpshuis"), "poster")
        assert pdf.startswith(b"%PDF-")
        assert b"/Lang (nl)" in pdf
        assert b"/DisplayDocTitle true" in pdf
        assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") == 1
        assert re.search(rb"/MediaBox \[ 0 0 595\.\d+ 841\.\d+ \]", pdf)
        assert b"Samen koken in het dorpshuis" in pdf
        assert len(pdf) < 200_000

    def test_its_short_address_leads_to_the_page(self) -> None:
        one = initiative()
        year, number = one.reference[3:7], int(one.reference[-6:])
        response = Client().get(f"/i/{year}-{number}/")
        assert response["Location"] == one.get_absolute_url()
        assert Client().get(f"/i/{year}-{number + 900}/").status_code == 404
        hidden = initiative_in(Publication.State.HIDDEN)
        assert Client().get(f"/i/{year}-{int(hidden.reference[-6:])}/").status_code == 404

    @pytest.mark.parametrize("position", range(4))
    @pytest.mark.parametrize(
        "title", ["Kort", "W" * 80, "Een heel lange titel van precies tachtig tekens " * 2, "🎉 Feest 🎉 ğ€ — “ja”"]
    )
    def test_every_theme_and_any_title_can_be_drawn(self, position: int, title: str) -> None:
        one = initiative(title=title[:80].strip(), summary="M" * 280, theme=theme(position))
        assert fetch(one, "poster").startswith(b"%PDF-")
        assert Image.open(io.BytesIO(fetch(one, "share_image"))).size == (1200, 630)


@pytest.mark.django_db
class TestShareImage:
    def test_it_is_a_light_png_that_the_page_names(self) -> None:
        one = initiative()
        png = fetch(one, "share_image")
        assert Image.open(io.BytesIO(png)).format == "PNG"
        assert len(png) < 300_000
        url = reverse("initiatives:share_image", args=[one.slug])
        assert f'property="og:image" content="http://testserver{url}"' in text_of(Client().get(one.get_absolute_url()))


@pytest.mark.django_db
class TestKept:
    def test_it_is_drawn_once_until_the_words_change(self, settings: LazySettings) -> None:
        one = initiative()
        folder = Path(settings.PRIVATE_MEDIA_ROOT) / "drawn"
        first = [fetch(one, "poster") for _ in range(2)]
        files = list(folder.rglob("*.pdf"))
        assert first[0] == first[1]
        assert len(files) == 1
        with transaction.atomic():
            revise(one, by=one.author, content=content(title="Een heel andere titel"))
        assert fetch(one, "poster") != first[0]
        assert len(list(folder.rglob("*.pdf"))) == 1
        assert list(folder.rglob("*.pdf")) != files

    @pytest.mark.parametrize("state", [one for one in Publication.State if one != Publication.State.PUBLISHED])
    def test_only_what_is_published_is_drawn(self, state: Publication.State) -> None:
        one = initiative_in(state)
        for name in ("poster", "share_image"):
            assert Client().get(reverse(f"initiatives:{name}", args=[one.slug])).status_code == 404


class TestLetters:
    def test_what_the_font_cannot_write_is_left_out(self) -> None:
        assert letters("Feest 🎉 op  zondag, € 5 – “ja”") == "Feest op zondag, € 5 – “ja”"

    def test_lines_break_between_words_and_in_words_that_are_too_long(self) -> None:
        assert wrap("een twee drie", wide, 8) == ["een twee", "drie"]
        assert wrap("aaaaaaaaaa", wide, 4) == ["aaaa", "aaaa", "aa"]
        assert wrap("", wide, 4) == []

    def test_no_last_word_stands_alone(self) -> None:
        assert even("een twee drie vier", wide, 14, 2) == ["een twee", "drie vier"]

    def test_too_much_text_is_cut_at_the_smallest_size(self) -> None:
        size, lines = fit(
            "woord " * 50, lambda at: lambda text: at * len(text), width=40, sizes=range(4, 1, -1), most=2
        )
        assert size == 2
        assert len(lines) == 2
        assert lines[-1].endswith("…")

    def test_every_colour_of_a_theme_has_its_tone(self) -> None:
        assert set(TONES) == set(Theme.Colour.values)
