"""Every mail as a mail program shows it: on the smallest phone, without pictures, and read aloud."""

import pytest
from django.utils import translation
from playwright.sync_api import Browser, Page, ViewportSize

from notifications import previews
from notifications.catalogue import KINDS, EventKind
from tests.browser.looking import axe_findings, sideways_scroll

PHONE: ViewportSize = {"width": 320, "height": 640}
WIDE: ViewportSize = {"width": 1280, "height": 900}
# Letters on a line, at most, to be easy to read: the column is about 600 pixels wide.
WIDEST = 700


@pytest.fixture(scope="module")
def paper(chromium: Browser) -> Page:
    """A page to show mails on."""
    return chromium.new_context(viewport=PHONE).new_page()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_mail_fits_a_phone_and_axe_finds_nothing(paper: Page, kind: EventKind) -> None:
    paper.set_viewport_size(PHONE)
    for sample in kind.samples:
        with translation.override("nl"):
            paper.set_content(previews.preview_of(kind, sample).html)
        assert sideways_scroll(paper) == []
        assert axe_findings(paper) == []
    assert paper.evaluate("[...document.querySelectorAll('h1,h2,h3')].map((one) => one.tagName)") == ["H1"]


def test_on_a_wide_screen_lines_stay_short(paper: Page) -> None:
    paper.set_viewport_size(WIDE)
    paper.set_content(previews.preview_of(KINDS[0], KINDS[0].sample).html)
    assert paper.evaluate("document.querySelector('[role=main]').getBoundingClientRect().width") <= WIDEST
    assert sideways_scroll(paper) == []


def test_at_night_the_letters_are_light_on_dark(paper: Page) -> None:
    paper.set_content(previews.preview_of(KINDS[0], KINDS[0].sample).html)
    colour = "getComputedStyle(document.querySelector('h1')).color"
    paper.emulate_media(color_scheme="light")
    assert paper.evaluate(colour) == "rgb(0, 0, 0)"
    paper.emulate_media(color_scheme="dark")
    assert paper.evaluate(colour) == "rgb(255, 255, 255)"
    paper.emulate_media(color_scheme="light")
