"""Residents' markdown: what they mean is shown, what could harm others is not."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation import richtext

HOSTILE = [
    "<script>alert(1)</script>",
    "[klik](javascript:alert(1))",
    "[klik](JaVaScRiPt:alert(1))",
    "[klik](java\tscript:alert(1))",
    "[klik](&#106;avascript:alert(1))",
    "[klik](data:text/html;base64,PHNjcmlwdD4=)",
    "[klik](vbscript:msgbox)",
    "<javascript:alert(1)>",
    '<a href="#" onclick="alert(1)">klik</a>',
    "<img src=x onerror=alert(1)>",
    "![x](https://voorbeeld.nl/volgpixel.gif)",
    '[a](https://voorbeeld.nl "x\\" onmouseover=alert(1) y=\\"")',
    "<svg/onload=alert(1)>",
    "<iframe src=//voorbeeld.nl></iframe>",
    "<style>*{display:none}</style>",
    "```\n<script>alert(1)</script>\n```",
    "[a]: javascript:alert(1)\n\n[a]",
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
]
ALLOWED_TAGS = richtext.TAGS
TAG = re.compile(r"<\s*(/?)\s*([a-zA-Z0-9]+)([^>]*)>")


def harmful(html: str) -> list[str]:
    """Every tag or attribute in the HTML that should not be there."""
    found = []
    for _closing, tag, attributes in TAG.findall(html):
        if tag.lower() not in ALLOWED_TAGS:
            found.append(tag)
        names = re.findall(r"([^\s=\"'/]+)\s*=\s*\"[^\"]*\"", attributes)
        found += [name for name in names if name not in {"href", "rel", "title"}]
        found += [link for link in re.findall(r'href="([^"]*)"', attributes) if not may_open(link)]
    return found


def may_open(link: str) -> bool:
    scheme = re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):", link)
    return scheme is None or scheme[1].lower() in {"http", "https", "mailto"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_out_harmless(text: str) -> None:
    assert harmful(richtext.to_html(text)) == []


pieces = st.one_of(st.sampled_from([*HOSTILE, "<", ">", '"', "'", "](", "[", "`", "\n", "on", "=", "&lt;"]), st.text())


@settings(max_examples=150, deadline=None)
@given(st.lists(pieces, max_size=8).map("".join))
def test_whatever_is_typed_the_page_gets_no_script_handler_or_foreign_scheme(text: str) -> None:
    html = richtext.to_html(text)
    assert harmful(html) == []
    assert "<script" not in html.lower()


def test_marks_become_structure_and_headings_fit_below_those_of_the_page() -> None:
    html = richtext.to_html("# Kop\n\n#### Klein\n\n**vet** en _schuin_\n\n- een\n- twee\n\nregel\nregel")
    for part in ("<h3>Kop</h3>", "<h4>Klein</h4>", "<strong>vet</strong>", "<em>schuin</em>", "<li>een</li>", "<br>"):
        assert part in html
    assert "<h1" not in html


def test_links_open_without_lending_our_name() -> None:
    html = richtext.to_html("[site](https://voorbeeld.nl)")
    assert 'href="https://voorbeeld.nl"' in html
    assert "nofollow" in html
    assert "ugc" in html


def test_html_is_shown_as_what_was_typed() -> None:
    assert "&lt;b&gt;" in richtext.to_html("<b>niet vet</b>")


def test_the_words_for_search_have_no_marks_and_no_entities() -> None:
    text = richtext.to_text("**Wij** & [jij](https://voorbeeld.nl) < _allen_")
    assert text == "Wij & jij < allen"


@pytest.mark.parametrize("text", ["[" * 10_000, "> " * 5_000, "*a" * 5_000, "`" * 10_000, "- " * 5_000, "![" * 5_000])
def test_text_made_to_keep_the_server_busy_does_not(text: str) -> None:
    assert harmful(richtext.to_html(text)) == []
