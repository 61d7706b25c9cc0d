"""A visitor reports a comment without an account and without JavaScript, and follows what comes of it."""

from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, NewContext
from tests.browser.flows import new_address
from tests.browser.looking import axe_findings
from tests.browser.site import Site

BUSY = "/initiatieven/cooperatie-voor-de-laatste-huisarts/"


def test_a_visitor_reports_a_comment_and_follows_it_by_a_link(new_context: NewContext, site: Site) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(BUSY)
    page.locator("#gesprek .report-link").first.click()
    page.get_by_label(_("What is wrong with it?")).select_option("rule:once")
    page.get_by_label(_("What did you see, and why should it not be there?")).fill("Dit staat overal tegelijk.")
    page.get_by_label(_("Your name")).fill("Bea Bezoeker")
    address = new_address()
    page.get_by_label(_("Your e-mail address")).fill(address)
    page.get_by_role("button", name=_("Send the report")).click()
    expect(page.get_by_text(_("Tick this: we take only reports that are made in good faith.")).first).to_be_visible()
    page.get_by_label(_("What I say here is, as far as I know, correct and complete.")).check()
    page.get_by_role("button", name=_("Send the report")).click()
    reference = page.locator("main .numbers").first
    expect(reference).to_contain_text("ML-")
    assert not page.context.cookies()
    assert "ML-" in str(site.wait_for_mail(address)["Subject"])


def test_the_pages_of_openness_are_without_findings_wide_and_narrow(new_context: NewContext, site: Site) -> None:
    page = new_context().new_page()
    found = {}
    for address in (f"/melden/?adres={BUSY}", "/moderatie/", "/spelregels/", "/spelregels/1/"):
        for size in (DESKTOP, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]  # playwright wants its own dict
            page.goto(address)
            found[address, size["width"]] = axe_findings(page)
    assert not [one for some in found.values() for one in some], found
