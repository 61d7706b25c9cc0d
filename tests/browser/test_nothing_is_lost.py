"""Nothing that somebody typed is ever lost, whatever happens on the way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from config.embedded import wait_until
from tests.browser import flows
from tests.browser.conftest import NewContext
from tests.browser.flows import Idea
from tests.browser.hands import Keyboard, Mouse, field, is_focused, see_focus
from tests.browser.site import Site


def forget_cookie(page: Page, name: str) -> None:
    """Let a cookie run out."""
    page.context.clear_cookies(name=name)


def expect_kept(page: Page, label: str, text: str) -> None:
    """Find in a field what was typed before."""
    expect(field(page, label)).to_have_value(text)


def test_a_tab_that_closes_before_anything_was_sent(new_context: NewContext) -> None:
    context, idea = new_context(), Idea()
    page = context.new_page()
    page.goto("/initiatieven/nieuw/")
    hands = Mouse(page)
    hands.write(_("What is your initiative called?"), idea.title)
    hands.write(_("Tell your story"), idea.story)
    assert wait_until(lambda: idea.word in page.evaluate("JSON.stringify(localStorage)"), 10)
    page.close()
    again = context.new_page()
    again.goto("/initiatieven/nieuw/")
    expect_kept(again, _("What is your initiative called?"), idea.title)
    expect_kept(again, _("Tell your story"), idea.story)
    expect(again.get_by_role("status").filter(has_text=_("We put back what you had typed"))).to_be_visible()
    Mouse(again).write(_("What is it in a few sentences?"), idea.summary)
    Mouse(again).press(_("Next"), role="button", within="main")
    flows.arrive(again, "plaats")
    again.goto("/initiatieven/nieuw/")
    expect_kept(again, _("Tell your story"), "")
    expect(again.locator("main")).to_contain_text(idea.title)


def test_a_tab_that_closes_after_the_first_step(new_context: NewContext) -> None:
    context, idea = new_context(), Idea()
    page = context.new_page()
    flows.begin(page, idea)
    with page.expect_response(lambda answer: answer.url.endswith("/bewaar/")) as kept:
        Mouse(page).write(_("What is the spot called?"), idea.place)
    assert kept.value.status == 204
    page.close()
    again = context.new_page()
    again.goto("/initiatieven/nieuw/")
    Mouse(again).press(idea.title, role="link", within="main")
    expect(again.get_by_role("heading", level=1)).to_be_visible()
    base = re.sub(r"[a-z]+/$", "", again.url)
    again.goto(f"{base}plaats/")
    expect_kept(again, _("What is the spot called?"), idea.place)
    again.goto(f"{base}idee/")
    expect_kept(again, _("Tell your story"), idea.story)


@pytest.mark.parametrize("scripted", [True, False])
def test_the_back_button(scripted: bool, new_context: NewContext) -> None:
    page, idea = new_context(java_script_enabled=scripted).new_page(), Idea()
    flows.begin(page, idea)
    flows.write_place(Mouse(page), idea)
    page.go_back()
    expect(page).to_have_url(re.compile("/plaats/$"))
    expect_kept(page, _("What is the spot called?"), idea.place)
    expect_kept(page, _("Or fill in the postcode"), idea.postcode)
    page.go_back()
    expect_kept(page, _("What is your initiative called?"), idea.title)
    expect_kept(page, _("Tell your story"), idea.story)
    Mouse(page).press(_("Next"), role="button", within="main")
    expect(page).to_have_url(re.compile("/plaats/$"))


def test_a_picture_that_is_none(new_context: NewContext, photo: Path, no_photo: Path) -> None:
    page, idea = new_context().new_page(), Idea()
    flows.begin(page, idea)
    hands = Mouse(page)
    flows.write_place(hands, idea)
    hands.hand_in(_("Picture"), no_photo)
    hands.write(_("What can be seen on the picture?"), idea.alt)
    hands.tick(_("helping hands").capitalize())
    hands.write(_("Helping hands: for what and when?"), idea.help_needed)
    hands.write(_("What do you ask of the province?"), idea.ask)
    hands.press(_("Next"), role="button", within="main")
    summary = page.locator("[data-error-summary]")
    expect(summary).to_contain_text(_("We cannot read this file as a picture. Use a JPG, PNG or WebP file."))
    expect_kept(page, _("What can be seen on the picture?"), idea.alt)
    expect_kept(page, _("Helping hands: for what and when?"), idea.help_needed)
    expect_kept(page, _("What do you ask of the province?"), idea.ask)
    expect(page.get_by_role("checkbox", name=_("helping hands").capitalize())).to_be_checked()
    # A good one, and something else wrong: the picture stays too.
    hands.hand_in(_("Picture"), photo)
    page.locator("[maxlength]").evaluate_all("fields => fields.forEach((one) => one.removeAttribute('maxlength'))")
    hands.write(_("Helping hands: for what and when?"), "spitten " * 40)
    hands.press(_("Next"), role="button", within="main")
    expect(page.get_by_role("img", name=idea.alt)).to_be_visible()
    hands.write(_("Helping hands: for what and when?"), idea.help_needed)
    hands.press(_("Next"), role="button", within="main")
    flows.arrive(page, "controle")
    expect(page.get_by_role("img", name=idea.alt)).to_be_visible()
    expect(page.locator("main")).to_contain_text(idea.ask)


def test_a_session_that_runs_out_while_writing(new_context: NewContext, site: Site) -> None:
    page, idea, address = new_context().new_page(), Idea(), flows.new_address()
    page.goto("/account/binnen/")
    hands = Mouse(page)
    flows.sign_in(hands, site, address)
    flows.begin(page, idea)
    forget_cookie(page, "sessie")
    hands.choose(flows.theme_name(page, idea.theme))
    hands.write(_("Or fill in the postcode"), idea.postcode)
    hands.write(_("What is the spot called?"), idea.place)
    hands.press(_("Next"), role="button", within="main")
    expect(page).to_have_url(re.compile("/account/binnen/"))
    flows.sign_in(hands, site, address)
    expect(page).to_have_url(re.compile("/plaats/$"))
    expect_kept(page, _("What is the spot called?"), idea.place)
    expect_kept(page, _("Or fill in the postcode"), idea.postcode)


@pytest.mark.parametrize("scripted", [True, False])
def test_a_form_that_was_open_for_too_long(scripted: bool, new_context: NewContext) -> None:
    page, idea = new_context(java_script_enabled=scripted).new_page(), Idea()
    page.goto("/initiatieven/nieuw/")
    hands = Mouse(page)
    hands.write(_("What is your initiative called?"), idea.title)
    hands.write(_("What is it in a few sentences?"), idea.summary)
    hands.write(_("Tell your story"), idea.story)
    forget_cookie(page, "csrftoken")
    hands.press(_("Next"), role="button", within="main")
    expect(page.get_by_role("heading", level=1)).to_have_text(_("Press once more"))
    hands.press(_("Send it again"), role="button", within="main")
    flows.arrive(page, "plaats")
    page.goto(page.url.replace("/plaats/", "/idee/"))
    expect_kept(page, _("What is your initiative called?"), idea.title)
    expect_kept(page, _("Tell your story"), idea.story.replace("\r\n", "\n"))


def test_wrong_answers_stay_to_be_mended(new_context: NewContext) -> None:
    page, idea = new_context().new_page(), Idea()
    flows.begin(page, idea)
    hands = Keyboard(page)
    hands.choose(flows.theme_name(page, idea.theme))
    hands.write(_("Or fill in the postcode"), "9999 ZZ")
    hands.write(_("What is the spot called?"), idea.place)
    hands.press(_("Next"), role="button", within="main")
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_visible()
    see_focus(page)
    assert is_focused(summary), "the summary of errors does not get the focus"
    expect_kept(page, _("Or fill in the postcode"), "9999 ZZ")
    expect_kept(page, _("What is the spot called?"), idea.place)
    wrong = field(page, _("Or fill in the postcode"))
    assert wrong.get_attribute("aria-invalid") == "true"
    described = (wrong.get_attribute("aria-describedby") or "").split()
    error = summary.get_by_role("link").first.inner_text()
    assert any(error in page.locator(f"[id='{one}']").inner_text() for one in described), described
    hands.press(error, role="link", within="[data-error-summary]")
    assert is_focused(wrong), "the summary does not lead to the field"
    hands.write(_("Or fill in the postcode"), idea.postcode)
    hands.press(_("Next"), role="button", within="main")
    flows.arrive(page, "beeld")


def test_signing_in_from_the_middle(new_context: NewContext, site: Site) -> None:
    """Somebody goes to sign in by the header, halfway through a step that was not sent."""
    page, idea = new_context().new_page(), Idea()
    base = flows.begin(page, idea)
    with page.expect_response(lambda answer: answer.url.endswith("/bewaar/")):
        Mouse(page).write(_("What is the spot called?"), idea.place)
    Mouse(page).press(_("Sign in"), role="link", within="header")
    flows.sign_in(Mouse(page), site, flows.new_address())
    page.goto("/initiatieven/mijn/")
    expect(page.get_by_role("link", name=idea.title)).to_be_visible()
    page.goto(f"{base}plaats/")
    expect_kept(page, _("What is the spot called?"), idea.place)
