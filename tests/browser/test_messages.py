"""Messages in a browser: a reply comes in, is read, and one hears less; choices by keyboard; all of it accessible."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, NewContext
from tests.browser.hands import Keyboard
from tests.browser.looking import page_findings, sideways_scroll, small_targets
from tests.browser.site import Site

READER, OTHER, NOBODY = "samira@demo.invalid", "tesfay@demo.invalid", "finance@demo.invalid"
BUSY = "/initiatieven/cooperatie-voor-de-laatste-huisarts/"
SAID, REPLIED = "Is er op zondag ook iemand te bereiken?", "Ja, op zondag is er een wachtdienst in het dorpshuis."


def say_and_reply(site: Site, new_context: NewContext) -> str:
    """Let one say something and another reply, both without JavaScript; gives the path of "less" in the mail of it."""
    reader = new_context(person=READER, java_script_enabled=False).new_page()
    reader.goto(BUSY)
    reader.locator("#gesprek").get_by_text(_("Write a comment")).click()
    reader.get_by_label(_("Your comment")).fill(SAID)
    reader.get_by_role("button", name=_("Place your comment")).click()
    comment = reader.locator("article").filter(has_text=SAID).first.get_attribute("id") or ""
    before = len(site.mail_to(READER))
    other = new_context(person=OTHER, java_script_enabled=False).new_page()
    other.goto(reader.url)
    other.locator(f"#{comment}").get_by_role("link", name=_("Reply")).click()
    other.locator("main textarea").fill(REPLIED)
    other.get_by_role("button", name=_("Place your reply")).click()
    mail = site.wait_for_mail(READER, count=before + 1)
    link = re.search(r"<(http[^>]*/meldingen/minder/[^>]*)>", str(mail["List-Unsubscribe"]).replace("\n ", ""))
    assert link, mail["List-Unsubscribe"]
    return urlsplit(link[1]).path


def test_a_reply_is_read_and_one_hears_less(
    new_context: NewContext, site: Site, axe: Callable[[Page], list[str]]
) -> None:
    """Without JavaScript; the looks at the pages are with it, at both widths, while there is something on them."""
    less = say_and_reply(site, new_context)
    for person, addresses in ((READER, ("/meldingen/", "/meldingen/keuzes/", less)), (NOBODY, ("/meldingen/",))):
        page = new_context(person=person).new_page()
        for viewport in (DESKTOP, PHONE):
            page.set_viewport_size(viewport)  # type: ignore[arg-type]  # two numbers by name
            look_at(page, axe, *addresses)

    page = new_context(person=READER, java_script_enabled=False).new_page()
    page.goto("/meldingen/")
    entry = page.locator(".news__item").filter(has_text=REPLIED)
    expect(entry.get_by_text(_("New"), exact=True)).to_be_visible()
    entry.get_by_role("link").first.click()
    expect(page.get_by_text(REPLIED).first).to_be_visible()
    assert "/meldingen/" not in page.url
    page.goto("/meldingen/")
    expect(entry.get_by_text(_("New"), exact=True)).to_have_count(0)
    page.get_by_role("button", name=_("Nothing more about this")).first.click()
    expect(page.get_by_role("button", name=_("Hear of this again")).first).to_be_visible()
    page.get_by_role("button", name=_("Hear of this again")).first.click()

    # From the mail, without signing in.
    stranger = new_context(java_script_enabled=False).new_page()
    stranger.goto(less)
    stranger.get_by_label(_("Once a day, together in one mail")).check()
    stranger.get_by_role("button", name=_("Keep this")).click()
    expect(stranger.get_by_role("heading", level=1)).to_have_text(_("Done"))
    page.goto("/meldingen/keuzes/")
    expect(page.locator("#id_mail_replies")).to_have_value("daily")
    stranger.get_by_role("button", name=_("Undo this")).click()
    expect(stranger.get_by_role("heading", level=1)).to_have_text(_("It is as it was"))
    page.reload()
    expect(page.locator("#id_mail_replies")).to_have_value("now")


def look_at(page: Page, axe: Callable[[Page], list[str]], *addresses: str) -> None:
    for address in addresses:
        page.goto(address)
        assert not [*axe(page), *small_targets(page), *sideways_scroll(page), *page_findings(page)], address


def test_choices_are_made_with_the_keyboard(new_context: NewContext) -> None:
    page = new_context(person=OTHER, viewport=PHONE).new_page()
    page.goto("/meldingen/keuzes/")
    hands = Keyboard(page)
    hands.tab_to(page.locator("#id_mail_followed"))
    page.keyboard.press("ArrowDown")
    hands.tab_to(page.locator("#id_site_followed"))
    page.keyboard.press("Space")
    hands.tab_to(page.locator("#id_quiet_from"))
    page.locator("#id_quiet_from").fill("22:30")
    hands.press(_("Keep my choices"), role="button", within="main")
    expect(page.get_by_role("alert")).to_contain_text(_("Fill in both times, or neither."))
    expect(page.locator("#id_quiet_from")).to_have_value("22:30")
    expect(page.locator("#id_mail_followed")).to_have_value("weekly")
    expect(page.locator("#id_site_followed")).not_to_be_checked()
    page.locator("#id_quiet_until").fill("06:45")
    hands.press(_("Keep my choices"), role="button", within="main")
    expect(page.get_by_text(_("We kept your choices."))).to_be_visible()
    page.reload()
    expect(page.locator("#id_quiet_until")).to_have_value("06:45")
    expect(page.locator("#id_mail_followed")).to_have_value("weekly")
