"""The conversation in a browser: saying something, valuing it, and opening replies, with and without JavaScript."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests.browser.conftest import NewContext
from tests.browser.site import Site

READER = "bewoner@demo.invalid"
BUSY = "/initiatieven/cooperatie-voor-de-laatste-huisarts/"


@pytest.mark.parametrize("scripted", [True, False])
def test_a_resident_says_something_and_values_what_another_says(
    new_context: NewContext, site: Site, scripted: bool
) -> None:
    page = new_context(person=READER, java_script_enabled=scripted).new_page()
    page.goto(BUSY)
    talk = page.locator("#gesprek")
    said = f"Ik kom zaterdag kijken, {'met' if scripted else 'zonder'} koffie."
    talk.get_by_text(_("Write a comment")).click()
    talk.get_by_label(_("Your comment")).fill(said)
    talk.get_by_role("button", name=_("Place your comment")).click()
    expect(page.get_by_text(said)).to_be_visible()

    page.goto(BUSY)
    other = page.locator("#gesprek article").filter(has=page.get_by_role("button", name=_("Valuable"))).first
    mark = other.get_attribute("id")
    assert mark is not None
    button = page.locator(f"#{mark}").get_by_role("button", name=_("Valuable"))
    before = button.get_attribute("aria-pressed")
    button.click()
    if not scripted:
        page.goto(BUSY)
    after = "false" if before == "true" else "true"
    expect(page.locator(f"#{mark}").get_by_role("button", name=_("Valuable"))).to_have_attribute("aria-pressed", after)


def test_replies_open_in_place_and_more_comments_follow(new_context: NewContext, site: Site) -> None:
    page = new_context().new_page()
    page.goto(BUSY)
    talk = page.locator("#gesprek")
    shown = talk.locator("article").count()
    talk.get_by_role("link", name=_("More comments")).click()
    expect(talk.locator("article").nth(shown + 5)).to_be_visible()
    talk.locator(".comment__replies a").first.click()
    expect(talk.locator(".talk__list--replies article").first).to_be_visible()
