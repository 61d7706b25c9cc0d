"""Asking for the newsletter in a browser that runs no scripts, from the footer of the site to the press in the mail."""

from __future__ import annotations

import re
from email.message import EmailMessage

from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests.browser.conftest import NewContext
from tests.browser.looking import narrow_and_wide
from tests.browser.site import Site

ADDRESS = "lezer.zonder.account@demo.invalid"


def test_somebody_without_an_account_asks_for_the_newsletter_and_leaves_again(
    new_context: NewContext, site: Site
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    # axe itself is a script, and looks at the same addresses beside it.
    looking = new_context().new_page()
    page.goto("/themas/")
    page.get_by_role("contentinfo").get_by_role("link", name=_("Newsletter")).click()
    looking.goto(page.url)
    looking.get_by_text(_("Only about some themes or municipalities")).click()
    assert narrow_and_wide(looking, "archive") == []
    page.get_by_role("button", name=_("Ask for the newsletter")).click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    page.get_by_label(_("Your e-mail address")).fill(ADDRESS)
    page.get_by_text(_("Only about some themes or municipalities")).click()
    page.get_by_label("Deventer").check()
    page.get_by_role("button", name=_("Ask for the newsletter")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(_("Look in your mail"))

    page.goto(path_in(site.wait_for_mail(ADDRESS)))
    page.get_by_role("button", name=_("Yes, I want the newsletter")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(_("You get the newsletter"))
    page.get_by_role("link", name=_("Choose what it is about")).click()
    expect(page.get_by_label("Deventer")).to_be_checked()
    looking.goto(page.url)
    assert narrow_and_wide(looking, "choices") == []
    page.get_by_role("link", name=_("No longer receive it")).click()
    page.get_by_role("button", name=_("Stop the newsletter")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(_("You no longer get the newsletter"))


def test_an_edition_is_good_to_read_on_the_site(new_context: NewContext) -> None:
    page = new_context().new_page()
    page.goto("/nieuwsbrief/")
    page.locator(".edition-line a").first.click()
    expect(page.locator(".prose")).to_be_visible()
    assert narrow_and_wide(page, "edition") == []


def path_in(mail: EmailMessage) -> str:
    """The address of the link in a mail, within the site."""
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(r"https?://[^/\s]+(/nieuwsbrief/\S+)", str(body.get_content()))
    assert found
    return found[1]
