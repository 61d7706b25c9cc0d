"""A draft text in a browser: words chosen with the keys alone, on a phone, and other words suggested for them."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests.browser import consulting
from tests.browser.conftest import PHONE, NewContext
from tests.browser.hands import Keyboard, is_focused
from tests.browser.looking import narrow_and_wide

SOURCE = "brieven-van-de-provincie-wat-kan-duidelijker"


def test_words_are_chosen_with_the_keys_and_others_suggested(new_context: NewContext) -> None:
    editor = new_context(person=consulting.EDITOR).new_page()
    text = f"{consulting.open_copy(editor, SOURCE, 'Lees de nieuwe brief mee')}2/"
    page = new_context(viewport=PHONE).new_page()
    page.goto(text)
    found = narrow_and_wide(page, "a text")
    hands = Keyboard(page)
    hands.tab_to(page.locator(".draft__part--paragraph .draft__number").nth(1))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#reageren$"))
    # The link went past the header; Tab goes on from there.
    page.keyboard.press("Tab")
    hands.press(_("Choose words one by one"), role="button", within="main")
    for key in ("ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    quote = page.locator("[name=quote]").input_value()
    assert len(quote.split()) == 3
    expect(page.locator(".words__chosen")).to_contain_text(quote)
    found += narrow_and_wide(page, "chosen words")
    hands.choose(_("I suggest other words"))
    hands.press(_("Send"), role="button", within="main")
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_visible()
    assert is_focused(summary)
    expect(page.locator("[name=quote]")).to_have_value(quote)
    found += narrow_and_wide(page, "a suggestion without words")
    hands.tab_to(page.locator("[name=words]"))
    page.keyboard.insert_text("andere gewone woorden")
    hands.press(_("Send"), role="button", within="main")
    remark = page.locator(".remark").first
    expect(remark).to_contain_text("andere gewone woorden")
    expect(remark).to_contain_text(quote)
    found += narrow_and_wide(page, "a paragraph with a suggestion")
    page.goto(text)
    expect(page.locator(".spot").filter(has_text=quote.split()[0]).first).to_be_visible()
    assert found == []
