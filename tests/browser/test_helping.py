"""Helping in a browser: asking for it, offering it, the answer, a place in the team; with JavaScript and without."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from tests.browser import flows
from tests.browser.conftest import NewContext
from tests.browser.hands import Mouse, field
from tests.browser.looking import narrow_and_wide, unfold
from tests.browser.site import Site

AUTHOR = "bewoner@demo.invalid"
HELPER = "redactie@demo.invalid"
OTHER_HELPER = "moderator@demo.invalid"
PLAN = "/initiatieven/wie-neemt-woensdag/"
LONG = " ".join(["Ik heb een pan."] * 80)
HOW_MANY = _("How many %(unit)s?") % {"unit": "pannen"}
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+")


def press(page: Page, name: str, *, twice: bool = False) -> None:
    """Press a button of the page, once or twice in a hurry, and be on what comes after it."""
    button = page.locator("main").get_by_role("button", name=name)
    with page.expect_event("load"):
        button.dblclick() if twice else button.click()


def says(page: Page, text: str) -> None:
    """Read a text in the content of the page."""
    expect(page.locator("main")).to_contain_text(text)


def ask_for_goods(page: Page) -> None:
    """The author asks for five pans too."""
    page.goto(PLAN)
    press(page, _("Change the text or the picture"))
    page.goto(re.sub(r"[a-z]+/$", "beeld/", page.url))
    hands = Mouse(page)
    hands.tick(_("goods").capitalize())
    hands.write(_("Goods: which?"), "Soeppannen van tien liter.")
    page.locator("[name=amount_goods]").fill("5")
    page.locator("[name=unit_goods]").fill("pannen")
    press(page, _("Next"))
    press(page, _("Publish the change"))
    page.goto(PLAN)
    expect(page.locator(".need").filter(has_text="Soeppannen")).to_contain_text("0 van 5 pannen")


def open_offer_form(page: Page, kind: str) -> None:
    """Go from the page of the initiative to where help is offered."""
    page.goto(PLAN)
    page.locator(f"main a[href$='/helpen/{kind}/']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(_("Offer your help"))


def offer_with_mistakes(page: Page) -> list[str]:
    """Offer too much, in too many words, and nothing at all: each is said at its field, and what was typed stays."""
    hands = Mouse(page)
    page.locator("[maxlength]").evaluate_all("all => all.forEach((one) => one.removeAttribute('maxlength'))")
    hands.write(_("What do you offer?"), LONG)
    hands.write(HOW_MANY, "9")
    press(page, _("Send your offer"))
    says(page, _("No more than %(limit_value)s are needed. Fill in at most that many.") % {"limit_value": 5})
    expect(field(page, _("What do you offer?"))).to_have_value(LONG)
    expect(field(page, HOW_MANY)).to_have_value("9")
    found = narrow_and_wide(page, "an offer with mistakes")
    hands.write(_("What do you offer?"), "")
    press(page, _("Send your offer"))
    says(page, _("Tell in a few words what you offer."))
    return found


def invite(page: Page, site: Site, address: str) -> None:
    """Ask somebody into the team by mail, with a mistake first."""
    page.goto(f"{PLAN}team/")
    Mouse(page).write(_("E-mail address"), "geen adres")
    press(page, _("Send the invitation"))
    says(page, _("Fill in an e-mail address, for example naam@voorbeeld.nl."))
    Mouse(page).write(_("E-mail address"), address)
    press(page, _("Send the invitation"), twice=True)
    expect(page.locator("main li").filter(has_text=address)).to_have_count(1)
    site.wait_for_mail(address)


def newest_invitation(site: Site, address: str) -> str:
    """The link of the last mail to an address: pressing twice may have sent two, and only the last link works."""
    bodies = [mail.get_body(("plain",)) for mail in site.mail_to(address)]
    text = " ".join(body.get_content() for body in bodies if body)
    links: list[str] = re.findall(r"/initiatieven/uitnodiging/[^\s/]+/", text)
    return links[-1]


def offer_help(helper: Page) -> str:
    """Offer two pans by pressing twice; gives the address of the one offer that made."""
    Mouse(helper).write(_("What do you offer?"), "Twee grote pannen, van het koor.")
    Mouse(helper).write(HOW_MANY, "2")
    press(helper, _("Send your offer"), twice=True)
    expect(helper.get_by_role("heading", level=1)).to_have_text(_("Your offer"))
    offer = helper.url
    helper.goto("/initiatieven/mijn/hulp/")
    expect(helper.locator("main").get_by_role("link", name="Wie neemt woensdag?")).to_have_count(1)
    return offer


def answer_with_mistakes(author: Page) -> None:
    """Decline without a word and accept too many, which are said; then accept both, and write a message."""
    press(author, _("Decline this offer"))
    says(author, _("Add a friendly word. Somebody wanted to help you."))
    Mouse(author).write(_("How many do you accept?"), "3")
    press(author, _("Accept this offer"))
    says(author, _("Fill in %(limit_value)s at most: more is not offered or not needed.") % {"limit_value": 2})
    Mouse(author).write(_("How many do you accept?"), "2")
    press(author, _("Accept this offer"), twice=True)
    expect(author.get_by_role("button", name=_("Mark as done"))).to_be_visible()
    press(author, _("Send the message"))
    says(author, _("Write something first."))
    Mouse(author).write(_("Your message"), "Kun je ze woensdag brengen?")
    press(author, _("Send the message"), twice=True)
    expect(author.locator(".letter").filter(has_text="Kun je ze woensdag brengen?")).to_have_count(1)


def talk_without_addresses(author: Page, helper: Page, offer: str) -> None:
    """Answer the message; neither side sees an address of the other."""
    helper.goto(offer)
    says(helper, "Kun je ze woensdag brengen?")
    Mouse(helper).write(_("Your message"), "Ja, om elf uur.")
    press(helper, _("Send the message"))
    author.goto(offer)
    for page in (author, helper):
        assert not ADDRESS.search(page.content()), "an address on the page"


def test_from_a_need_to_help_that_was_given_and_a_place_in_the_team(new_context: NewContext, site: Site) -> None:
    author, helper = (new_context(person=one).new_page() for one in (AUTHOR, HELPER))
    ask_for_goods(author)
    open_offer_form(helper, "goods")
    found = offer_with_mistakes(helper)
    offer = offer_help(helper)

    author.goto(f"{PLAN}hulp/")
    author.locator(f"main a[href='{offer.removeprefix(site.url)}']").click()
    unfold(author)
    found += narrow_and_wide(author, "an offer that waits")
    answer_with_mistakes(author)
    talk_without_addresses(author, helper, offer)
    press(author, _("Mark as done"), twice=True)
    found += narrow_and_wide(author, "help that was given")
    author.goto(PLAN)
    expect(author.locator(".need").filter(has_text="Soeppannen")).to_contain_text("2 van 5 pannen")

    someone = flows.new_address()
    invite(author, site, someone)
    link = newest_invitation(site, someone)
    found += narrow_and_wide(author, "the team with an invitation")
    helper.goto(link)
    found += narrow_and_wide(helper, "an invitation")
    press(helper, _("Yes, I join"))
    expect(helper.locator("section[aria-labelledby=team]")).to_contain_text(_("organiser"))
    helper.goto(link)
    says(helper, _("This invitation does not work any more"))
    assert found == []


def test_without_javascript_help_is_offered_accepted_given_and_declined(new_context: NewContext, site: Site) -> None:
    author, helper = (new_context(person=one, java_script_enabled=False).new_page() for one in (AUTHOR, OTHER_HELPER))
    for accepted in (True, False):
        open_offer_form(helper, "helpers")
        Mouse(helper).write(_("What do you offer?"), "Ik kan de vierde woensdag." if accepted else "En de vijfde.")
        press(helper, _("Send your offer"))
        author.goto(helper.url)
        if accepted:
            press(author, _("Accept this offer"))
            press(author, _("Mark as done"))
        else:
            author.get_by_text(_("Decline with a friendly word")).click()
            Mouse(author).write(_("A friendly word"), "Dank je wel. De vijfde woensdag redden we zelf.")
            press(author, _("Decline this offer"))
    helper.reload()
    says(helper, "De vijfde woensdag redden we zelf.")
    helper.goto("/initiatieven/mijn/hulp/")
    for state in (_("done"), _("declined")):
        expect(helper.locator("main .badge").filter(has_text=state).first).to_be_visible()
