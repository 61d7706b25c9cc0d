"""A wave of support at the desk: judged by numbers and never by names, set aside, objected to, and counted again."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewContext
from tests.browser.looking import narrow_and_wide, page_findings, small_targets

DESK = "/beheer/moderation/wave/"
MODERATOR, COLLEAGUE = "moderator@demo.invalid", "beheer@demo.invalid"
IN_IT = "golf01@demo.invalid"
TITLE, SIZE = "Vierkante meter veen", 14


def findings(page: Page, state: str) -> list[str]:
    """What axe and the eye find at 320 and 1280 pixels."""
    return [*narrow_and_wide(page, state), *(f"{state}: {one}" for one in (*page_findings(page), *small_targets(page)))]


def panel(page: Page, title: str) -> Locator:
    """The part of the desk with this heading."""
    return page.locator("section.panel").filter(has=page.get_by_role("heading", name=title, exact=True))


def press(page: Page, title: str, button: str) -> None:
    """Press a button of a part of the desk, and be on what comes after it."""
    with page.expect_event("load"):
        panel(page, title).get_by_role("button", name=button).click()


def supporters(page: Page, address: str) -> int:
    """How many supporters the page of the initiative shows."""
    page.goto(address)
    return int(page.locator(".support__number").inner_text().replace(".", ""))


def look_at(page: Page) -> list[str]:
    """Open the wave from the desk: its evidence is there, and nobody's name."""
    page.goto(DESK)
    found = findings(page, "the desk")
    with page.expect_event("load"):
        page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.locator("table tbody tr")).to_have_count(SIZE)
    expect(page.locator(".finds li").first).to_be_visible()
    assert "golf" not in page.content()
    return [*found, *findings(page, "a wave")]


def set_aside(page: Page, wave: str) -> list[str]:
    """Set it aside: first without saying why, which is said, and then with the words that are there already."""
    page.goto(wave)
    why = panel(page, _("Set aside")).get_by_label(_("What it is about"))
    assert str(SIZE) in why.input_value()
    why.fill("  ")
    press(page, _("Set aside"), _("Set aside"))
    expect(page.get_by_text(_("Say what it is about: the author has a right to know."))).to_be_visible()
    found = findings(page, "a wave with a mistake")
    page.goto(wave)
    press(page, _("Set aside"), _("Set aside"))
    expect(page.get_by_text(_("These supports do not count for now. Everybody in it gets a message."))).to_be_visible()
    return [*found, *findings(page, "a wave set aside")]


def read_why(visitor: Page) -> list[str]:
    """Go from the page to why some support does not count; there is only this one, so it is shown at once."""
    with visitor.expect_event("load"):
        visitor.get_by_role("link", name=_("This is why")).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(_("Support that does not count for now"))
    assert visitor.locator("main form").count() == 0
    return findings(visitor, "what everybody reads")


def object_to(page: Page, address: str) -> None:
    """Say that one gave the support oneself, forgetting to say how at first; without scripts."""
    page.goto(address)
    page.get_by_role("button", name=_("This was me")).click()
    expect(page.locator("main")).to_contain_text(_("Write in a sentence how you came to support this."))
    page.get_by_label(_("How did you come to support this?")).fill("Op school, met z'n allen.")
    page.get_by_role("button", name=_("This was me")).click()
    expect(page.locator("main form")).to_have_count(0)


def test_a_moderator_sets_a_wave_aside_somebody_objects_and_it_counts_again(new_context: NewContext) -> None:
    page, visitor = new_context(person=MODERATOR).new_page(), new_context().new_page()
    supporter = new_context(person=IN_IT, java_script_enabled=False).new_page()
    found = look_at(page)
    wave, here = page.url, page.get_by_role("link", name=_("Open the page")).get_attribute("href") or ""
    before = supporters(page, here)
    found += set_aside(page, wave)
    assert supporters(visitor, here) == before - SIZE
    found += read_why(visitor)
    object_to(supporter, visitor.url)
    page.goto(wave)
    expect(page.locator("table tbody tr").filter(has_text=_("yes")).last).to_be_visible()
    press(page, _("Set aside"), _("Count these again"))
    public = visitor.url
    assert supporters(visitor, here) == before - SIZE + 1
    supporter.goto(public)
    expect(supporter.locator("main")).to_contain_text(_("You said that it was you. Your support counts again."))
    assert found == []


def test_on_a_small_phone_the_evidence_is_read_and_the_table_scrolls_by_keyboard(new_context: NewContext) -> None:
    page = new_context(person=COLLEAGUE, viewport={"width": 320, "height": 640}).new_page()
    page.goto(f"{DESK}?state=open")
    if not page.get_by_role("link", name=TITLE).count():
        page.goto(f"{DESK}?state=aside")
    page.get_by_role("link", name=TITLE).click()
    table = page.get_by_role("region", name=_("Supporters"))
    table.focus()
    page.keyboard.press("End")
    expect(page.get_by_role("img", name=re.compile(re.escape(_("When they came"))))).to_be_visible()
    assert findings(page, "a wave on a phone") == []
