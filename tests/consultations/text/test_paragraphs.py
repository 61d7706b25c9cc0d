"""Markdown becomes numbered paragraphs and safe HTML, and can be changed word by word."""

import re

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from consultations.methods.text.differences import carry_keys, pieces
from consultations.methods.text.paragraphs import Spot, blocks_of, html_of, replaced, tidy

TEXT = """# De bus

Elk dorp krijgt een *halte*. Zie de [kaart](https://www.overijssel.nl/kaart).

1. Eerst de kernen
2. dan de **stad**

> Wie belt, rijdt mee.
"""


def test_headings_paragraphs_and_items_are_told_apart() -> None:
    read = [(block.kind, block.marker, block.text) for block in blocks_of(TEXT)]
    assert read == [
        ("heading", "", "De bus"),
        ("paragraph", "", "Elk dorp krijgt een halte. Zie de kaart."),
        ("item", "1.", "Eerst de kernen"),
        ("item", "2.", "dan de stad"),
        ("paragraph", "", "Wie belt, rijdt mee."),
    ]


def test_the_highest_heading_comes_right_below_the_title_of_the_page() -> None:
    levels = [block.level for block in blocks_of("### Artikel 1\n\nTekst.\n\n#### Lid 1\n") if block.kind == "heading"]
    assert levels == [1, 2]


def test_pasted_lines_without_empty_ones_are_paragraphs() -> None:
    assert [block.text for block in blocks_of(tidy("Eerste regel.\r\nTweede regel."))] == [
        "Eerste regel.",
        "Tweede regel.",
    ]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[klik](javascript:alert(1))",
        "![x](https://elders.nl/volg.png)",
        "**<b onclick=x>vet**",
        '[klik](https://x.nl/"onmouseover="alert(1))',
    ],
)
def test_nothing_but_text_and_harmless_marks_reaches_the_page(hostile: str) -> None:
    html = "".join(html_of(block.source) for block in blocks_of(hostile))
    tags = set(re.findall(r"<(\w+)", html))
    assert tags <= {"a", "strong", "em"}
    assert not re.search(r"<[^>]*\s(?:on\w+|src)=", html)
    assert 'href="javascript' not in html


@given(st.text(alphabet="ab *_`[]()<>&\n", max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_what_is_shown_is_the_text_of_the_paragraph_whatever_is_marked(markdown: str, one: int, two: int) -> None:
    for block in blocks_of(markdown):
        start, end = sorted((min(one, len(block.text)), min(two, len(block.text))))
        spots = [Spot(start, end, SafeString("<sup>9</sup>"))] if end > start else []
        html = html_of(block.source, spots)
        shown = re.sub(r"<[^>]+>", "", html.replace("<sup>9</sup>", ""))
        shown = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        assert shown == block.text
        assert html.count("<sup>9</sup>") == len(spots)


def test_marks_may_overlap_and_each_has_its_note_behind_it() -> None:
    html = html_of("Elk dorp krijgt een halte.", [Spot(0, 8, SafeString("[a]")), Spot(4, 15, SafeString("[b]"))])
    assert html == (
        '<mark class="spot">Elk </mark><mark class="spot">dorp</mark>[a]<mark class="spot"> krijgt</mark>[b] een halte.'
    )


def test_other_words_come_in_the_markdown_and_the_rest_stays() -> None:
    at = blocks_of(TEXT)[1].text.index("Elk dorp")
    assert replaced(TEXT, 1, at, at + len("Elk dorp"), "Iedere kern") == TEXT.replace("Elk dorp", "Iedere kern")


def test_the_second_of_two_equal_words_is_the_one_that_changes() -> None:
    text = "de bus en de bus en de trein\n"
    assert replaced(text, 0, 10, 16, "de fiets") == "de bus en de fiets en de trein\n"


def test_words_that_run_into_a_link_are_left_to_an_editor() -> None:
    text = blocks_of(TEXT)[1].text
    start = text.index("de kaart")
    assert replaced(TEXT, 1, start, start + len("de kaart"), "de lijst") is None


def test_words_that_would_become_a_mark_are_left_to_an_editor() -> None:
    assert replaced("Eerste alinea.\n\nTweede.\n", 1, 0, 7, "een\n\ntwee *drie*") is None


@given(st.text(alphabet="abc .,", max_size=60), st.text(alphabet="abc .,", max_size=60))
def test_a_difference_holds_both_texts(old: str, new: str) -> None:
    row = pieces(old, new)
    assert "".join(piece.text for piece in row if piece.kind != "added") == old
    assert "".join(piece.text for piece in row if piece.kind != "gone") == new


def test_a_paragraph_keeps_its_key_when_it_is_changed_or_moved_and_a_new_one_has_none() -> None:
    old = [(1, "De bus rijdt elk uur."), (2, "Wie belt, rijdt mee."), (3, "Er komt een halte in elk dorp.")]
    new = ["Er komt een halte in elk dorp.", "Iets nieuws.", "De bus rijdt elk half uur.", "Wie belt, rijdt mee."]
    assert carry_keys(old, new) == [3, None, 1, 2]


TEXTS = st.lists(st.text(alphabet="abc ", min_size=1, max_size=9), max_size=8)


@given(TEXTS, TEXTS)
def test_no_two_paragraphs_get_the_same_key(old: list[str], new: list[str]) -> None:
    keys = carry_keys(list(enumerate(old, start=1)), new)
    known = [key for key in keys if key is not None]
    assert len(known) == len(set(known))
    assert len(keys) == len(new)
