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


def test_a_reference_leads_somewhere() -> None:
    html = GOOD.format("<label for=naam>Naam</label><input id=naam aria-describedby='weg'>")
    assert [one for one in Sent(html).findings("Wij&Overijssel") if "not there" in one] == [
        "aria-describedby of <input> names an id that is not there: 'weg'"
    ]


def test_skeleton() -> None:
    """Words, numbers and addresses may differ; whether there are any, and everything else, may not."""
    one, other = GOOD.format("<a href='/a/'>Een</a>"), GOOD.format("<a href='/b/'>Twee</a>")
    assert Sent(one).skeleton() == Sent(other).skeleton()
    for different in (
        "<a href='/a/'></a>",
        "<a>Een</a>",
        "<a href='/a/' class=x>Een</a>",
        "<b>Een</b>",
        "<a href='/a/'>Een</a> in een zin",
        "<a href='/a/'>Een</a><a href='/b/'>Twee</a>",
    ):
        assert Sent(GOOD.format(different)).skeleton() != Sent(one).skeleton(), different


def test_skeleton_of_a_list() -> None:
    """Two of a kind stand for all of that kind; a kind that is new among them shows."""
    row = "<li id=rij-{0}><a href='/{0}/'>{0}</a></li>"
    lists = [GOOD.format(f"<ul>{''.join(map(row.format, range(count)))}</ul>") for count in (2, 9)]
    assert Sent(lists[0]).skeleton() == Sent(lists[1]).skeleton()
    with_image = lists[1].replace("<a href='/8/'>8</a>", "<a href='/8/'><img src=x></a>")
    assert Sent(with_image).skeleton() != Sent(lists[1]).skeleton()


def test_skeleton_of_fields() -> None:
    """A field with a label is another shape than one without, whatever they are called."""
    shapes = [
        Sent(GOOD.format(f"<form><p><label for={label}>Naam</label></p><p><input id={field}></p></form>")).skeleton()
        for label, field in (("a", "a"), ("b", "b"), ("a", "b"))
    ]
    assert shapes[0] == shapes[1] != shapes[2]


def test_skeleton_of_a_page_with_a_menu() -> None:
    """Another menu is another part of the same page; whether there is a menu, and what is beside it, counts."""
    menu, longer = "<nav><a href='/a/'>Een</a></nav>", "<nav><a href='/a/'>Een</a><button>Twee</button></nav>"
    short, long = (Sent(GOOD.format(f"{part}<p>Tekst</p>")) for part in (menu, longer))
    assert short.skeleton() == long.skeleton()
    assert short.parts() != long.parts()
    for different in ("<p>Tekst</p>", f"{menu}<p></p>", f"<p>Tekst</p>{menu}"):
        assert Sent(GOOD.format(different)).skeleton() != short.skeleton(), different


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


def test_axe_on_rows(blank: Page) -> None:
    """Of rows that are alike it looks at some; a fault in all of them and a fault in the last one are both found."""
    good = "<tr><td><a href='/{0}/'>Rij {0}</a></td></tr>"
    rows = "".join(map(good.format, range(8)))
    for wrong in (rows.replace("Rij ", "<img src=x>"), f"{rows}<tr><td><img src=x>"):
        blank.set_content(GOOD.format(f"<table><tbody>{wrong}</table>"))
        assert "image-alt" in " ".join(axe_findings(blank))


def test_axe_on_a_menu_that_it_knows(blank: Page) -> None:
    """What is in a known menu is left out, and nothing else; without knowledge everything is looked at."""
    menu, rest = "<nav><img src=x></nav>", "<nav aria-label=Twee><p style='color: #ccc'>te licht</p></nav>"
    blank.set_content(GOOD.format(menu + rest))
    assert [one.partition(" ")[0] for one in axe_findings(blank, [True, False])] == ["color-contrast"]
    assert [one.partition(" ")[0] for one in axe_findings(blank, [False, True])] == ["image-alt"]
    assert len(axe_findings(blank)) == 2
