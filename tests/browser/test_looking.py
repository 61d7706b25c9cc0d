"""The checks themselves: each finds what it is for, so that silence means something."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import (
    Sent,
    axe_findings,
    focus_finding,
    page_findings,
    sideways_scroll,
    small_targets,
)

GOOD = (
    "<!doctype html><html lang=nl><head><title>Bladzij - Wij&amp;Overijssel</title></head>"
    "<body><main><h1>Bladzij</h1>{}</main></body></html>"
)


@pytest.fixture
def blank(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def test_a_good_page_has_no_findings(blank: Page) -> None:
    html = GOOD.format("<p><a href='#hier' id=hier>Lees verder</a></p>")
    blank.set_content(html)
    blank.keyboard.press("Tab")
    looks = (page_findings, sideways_scroll, small_targets, axe_findings)
    assert [finding for look in looks for finding in look(blank)] == []
    assert focus_finding(blank) == ""
    assert Sent(html).findings("Wij&Overijssel") == []


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        ("<div></p></div>", "invalid HTML"),
        ("<p class=a class=b>twee keer</p>", "invalid HTML"),
        ("<p id=een></p><p id=een></p>", "id used 2 times"),
        ("<p style='color: red'>rood</p>", "style attribute"),
        ("<script>1</script>", "inline <script>"),
        ("<svg><style>a{}</style></svg>", "inline <style>"),
        ("<p onclick='alert(1)'>druk</p>", "inline script"),
        ("<a href='javascript:void(0)'>druk</a>", "inline script"),
        ("<h1>Nog een</h1>", "2 h1"),
    ],
)
def test_html(fault: str, word: str) -> None:
    assert any(word in finding for finding in Sent(GOOD.format(fault)).findings("Wij&Overijssel"))


@pytest.mark.parametrize("title", ["Wij&amp;Overijssel", "Bladzij", " - Wij&amp;Overijssel", ""])
def test_title(title: str) -> None:
    html = GOOD.format("").replace("Bladzij - Wij&amp;Overijssel", title)
    assert any("title" in finding for finding in Sent(html).findings("Wij&Overijssel"))


def test_skeleton() -> None:
    """Words and addresses may differ; whether there are any, and everything else, may not."""
    one, other = GOOD.format("<a href='/a/'>Een</a>"), GOOD.format("<a href='/b/'>Twee</a>")
    assert Sent(one).skeleton() == Sent(other).skeleton()
    for different in ("<a href='/a/'></a>", "<a>Een</a>", "<a href='/a/' class=x>Een</a>", "<b>Een</b>"):
        assert Sent(GOOD.format(different)).skeleton() != Sent(one).skeleton()


def test_broken_things(blank: Page) -> None:
    blank.set_content(GOOD.format("<img src='data:image/png;base64,x' alt=foto><a href='#weg'>Weg</a>"))
    assert [finding.partition(":")[0] for finding in page_findings(blank)] == [
        "broken picture",
        "link to nowhere on this page",
    ]


def test_sideways(blank: Page) -> None:
    blank.set_content(GOOD.format("<div style='width: 400px'>breed</div>"))
    assert "px wider than the window" in sideways_scroll(blank)[0]


def test_small_targets(blank: Page) -> None:
    small = "<button style='width: 12px; height: 12px; padding: 0; border: 0'></button>"
    blank.set_content(GOOD.format(f"<div>{small}{small}</div>"))
    assert len(small_targets(blank)) == 2


def test_focus(blank: Page) -> None:
    blank.set_content(GOOD.format("<style>:focus { outline: none }</style><a href='#'>Zonder rand</a>"))
    assert focus_finding(blank) == "nothing has the focus"
    blank.keyboard.press("Tab")
    assert "cannot be seen" in focus_finding(blank)


def test_axe(blank: Page) -> None:
    blank.set_content(GOOD.format("<img src=x><p style='color: #ccc'>te licht</p>"))
    found = " ".join(axe_findings(blank))
    assert "image-alt" in found
    assert "color-contrast" in found
