"""A moderator works through the queue: fast, by keyboard alone, and without scripts just as well."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewContext
from tests.browser.hands import see_focus
from tests.browser.looking import axe_findings, page_findings, sideways_scroll, small_targets

QUEUE = "/beheer/moderation/case/"
MODERATOR = "moderator@demo.invalid"
CASES = 20


def take_next(page: Page) -> None:
    page.goto(QUEUE)
    # The keys work once the scripts of the page ran, which is before it is loaded.
    with page.expect_event("load"):
        page.get_by_role("button", name=_("Take the next case")).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def wait_for_another(page: Page, url: str) -> None:
    """The next case is there, and its heading has the focus, for eyes and for a screen reader."""
    page.wait_for_url(lambda here: here != url)
    expect(page.locator("#heading")).to_be_focused()


def test_twenty_cases_are_decided_by_keyboard_alone_without_loading_a_page(new_context: NewContext) -> None:
    page = new_context(person=MODERATOR).new_page()
    loaded: list[str] = []
    take_next(page)
    page.on("load", lambda here: loaded.append(here.url))
    seen = set()
    for number in range(CASES):
        url = page.url
        seen.add(url)
        # Every fourth is hidden: the measure, the house rule, a sentence of that rule. The others stay.
        for key in ("4", "b", "j") if number % 4 == 3 else ("1",):
            page.keyboard.press(key)
        page.keyboard.press("Enter")
        wait_for_another(page, url)
    see_focus(page)
    assert len(seen) == CASES
    assert loaded == []
    expect(page.locator("#said")).to_have_text(re.compile(r"\S"))
    # The last one was hidden; it comes back, and is there to be decided again.
    page.keyboard.press("z")
    page.wait_for_url(lambda here: here == url)
    expect(page.locator("#said")).to_have_text(_("Taken back. Here is the case again."))


def test_keys_do_nothing_while_somebody_writes_or_after_they_were_switched_off(new_context: NewContext) -> None:
    page = new_context(person="beheer@demo.invalid").new_page()
    page.goto(QUEUE)
    with page.expect_event("load"):
        page.locator(".case h2 a").last.click()
    page.get_by_label(_("In your own words, to the author")).fill("")
    page.keyboard.type("4b1")
    expect(page.locator("input[name=measure]:checked")).to_have_count(0)
    page.get_by_label(_("Keys on")).uncheck()
    page.get_by_role("heading", level=1).focus()
    page.keyboard.press("4")
    expect(page.locator("input[name=measure]:checked")).to_have_count(0)
    page.reload()
    expect(page.get_by_label(_("Keys on"))).not_to_be_checked()
    page.get_by_label(_("Keys on")).check()
    page.keyboard.press("4")
    expect(page.locator("input[name=measure]:checked")).to_have_value("hide")


def test_what_the_author_gets_is_shown_in_place_before_it_is_sent(new_context: NewContext) -> None:
    page = new_context(person="beheer@demo.invalid").new_page()
    page.goto(QUEUE)
    with page.expect_event("load"):
        page.locator(".case h2 a").last.click()
    url = page.url
    for key in ("4", "b", "j", "p"):
        page.keyboard.press(key)
    expect(page.locator("#preview")).to_contain_text("Je scheldt iemand uit.")
    assert page.url == url


def test_queue_and_workbench_are_accessible_on_a_desk_and_on_a_small_phone(new_context: NewContext) -> None:
    for options in ({}, {"viewport": PHONE, "has_touch": True}):
        page = new_context(person="beheer@demo.invalid", **options).new_page()
        page.goto(QUEUE)
        workbench = page.locator(".case h2 a").last.get_attribute("href")
        assert workbench
        for address in (QUEUE, workbench):
            page.goto(address)
            found = [*axe_findings(page), *page_findings(page), *sideways_scroll(page), *small_targets(page)]
            assert found == [], f"{address} at {page.viewport_size}"


def test_without_javascript_a_case_is_decided_and_taken_back_all_the_same(new_context: NewContext) -> None:
    page = new_context(person="moderator.zwolle@demo.invalid", java_script_enabled=False).new_page()
    take_next(page)
    url = page.url
    page.get_by_role("radio", name=re.compile("^" + re.escape(_("leave it as it is").capitalize()))).check()
    page.get_by_role("button", name=_("Decide and go on")).click()
    assert page.url != url
    expect(page.locator(".undo__last")).to_be_visible()
    page.locator(".undo__last button").click()
    expect(page).to_have_url(url)
