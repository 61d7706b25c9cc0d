"""Two initiatives become one in a browser, and two again: every supporter counted once, with JavaScript and without."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from config.embedded import wait_until
from tests.browser.conftest import NewContext
from tests.browser.hands import Mouse, field
from tests.browser.looking import narrow_and_wide
from tests.browser.site import Site

GONE_AUTHOR, GONE = "initiatiefnemer@demo.invalid", "/initiatieven/het-zwembad-van-wijhe-in-de-zomer-open-tot-acht-uur/"
KEPT_AUTHOR, KEPT = "bewoner@demo.invalid", "/initiatieven/leesclub-voor-raadsstukken/"
SUPPORTER = "moderator@demo.invalid"
LEAVE = re.compile(r"/initiatieven/samenvoegen/\d+/niet-mee/")


def press(page: Page, name: str, *, twice: bool = False) -> None:
    """Press a button of the page, once or twice in a hurry, and be on what comes after it."""
    button = page.locator("main").get_by_role("button", name=name)
    with page.expect_event("load"):
        button.dblclick() if twice else button.click()


def says(page: Page, text: str) -> None:
    """Read a text in the content of the page."""
    expect(page.locator("main")).to_contain_text(text)


def supporters(page: Page, address: str) -> int:
    """How many supporters a page shows."""
    page.goto(address)
    return int(page.locator(".support__number").inner_text().replace(".", ""))


def sum_of(page: Page) -> list[int]:
    """The numbers of the table: of the one that goes, of the one that stays, of both (below zero), together."""
    cells = page.locator(".sum td").all_inner_texts()
    return [int(cell.replace(".", "").replace("−", "-")) for cell in cells]


def propose_with_mistakes(page: Page, site: Site) -> list[str]:
    """Propose without another, with itself, and without a reason: each is said, and what was typed stays."""
    page.goto(GONE)
    page.get_by_role("link", name=_("Join forces with another initiative")).click()
    hands = Mouse(page)
    reason = _("Why would they be better together?")
    hands.write(reason, "Allebei op maandag.")
    for wrong, said in (
        ("https://elders.nl/x/", _("We cannot find this initiative. Copy its address from the page.")),
        (f"{site.url}{GONE}", _("This is the same initiative. Paste the address of the other one.")),
    ):
        hands.write(_("Which initiative is it about?"), wrong)
        press(page, _("Propose it"))
        says(page, said)
        expect(field(page, _("Which initiative is it about?"))).to_have_value(wrong)
        expect(field(page, reason)).to_have_value("Allebei op maandag.")
    found = narrow_and_wide(page, "a proposal with mistakes")
    hands.write(reason, "")
    press(page, _("Propose it"))
    says(page, _("Write in one or two sentences why."))
    return found


def propose(page: Page, site: Site) -> str:
    """Propose that the one goes on in the other; gives the address of the proposal."""
    page.goto(f"{GONE}samenvoegen/")
    Mouse(page).write(_("Which initiative is it about?"), f"{site.url}{KEPT}")
    Mouse(page).write(_("Why would they be better together?"), "Allebei op maandag, in hetzelfde dorp.")
    press(page, _("Propose it"), twice=True)
    says(page, _("The other side has not answered yet."))
    return page.url


def leave_link(site: Site, address: str) -> str:
    """The link to be left out in a mail to this address, once it is there."""

    def links() -> list[str]:
        bodies = [mail.get_body(("plain",)) for mail in site.mail_to(address)]
        return LEAVE.findall(" ".join(body.get_content() for body in bodies if body))

    assert wait_until(lambda: bool(links()), 40), f"no link for {address}"
    return links()[-1]


def leave_out(page: Page, site: Site, before: int) -> list[str]:
    """A supporter is left out by one press on the page that their mail leads to."""
    page.goto(leave_link(site, SUPPORTER))
    found = narrow_and_wide(page, "leaving out")
    press(page, _("Leave me out"), twice=True)
    says(page, _("You are left out: your support was not passed on."))
    assert supporters(page, KEPT) == before - 1
    return found


def test_two_become_one_and_two_again(new_context: NewContext, site: Site) -> None:
    supporter = new_context(person=SUPPORTER).new_page()
    supporter.goto(GONE)
    supporter.locator("#support button").click()
    expect(supporter.locator("#support")).to_contain_text(_("You support this"))
    found: list[str] = []
    for scripted in (True, False):
        gone, kept = (
            new_context(person=one, java_script_enabled=scripted).new_page() for one in (GONE_AUTHOR, KEPT_AUTHOR)
        )
        before = supporters(gone, GONE), supporters(kept, KEPT)
        if scripted:
            found += propose_with_mistakes(gone, site)
        proposal = propose(gone, site)
        kept.goto(proposal)
        going, staying, both, together = sum_of(kept)
        assert (going, staying) == before
        assert going + staying + both == together
        if scripted:
            found += narrow_and_wide(kept, "a proposal")
        press(kept, _("Yes, become one"), twice=True)
        says(kept, _("Two initiatives became one"))
        assert sum_of(kept) == [going, staying, both, together]
        assert supporters(kept, KEPT) == together
        gone.goto(GONE)
        expect(gone).to_have_url(re.compile(re.escape(KEPT)))
        if scripted:
            found += leave_out(supporter, site, together)
            gone.goto(proposal)
            found += narrow_and_wide(gone, "a merge")
        kept.goto(proposal)
        press(kept, _("Undo the merge"), twice=True)
        assert (supporters(gone, GONE), supporters(kept, KEPT)) == before
    assert found == []
