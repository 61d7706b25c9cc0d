"""The back office on a phone: a moderator on the way can read and act, with nothing to scroll sideways for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewContext
from tests.browser.looking import axe_findings, page_findings, sideways_scroll, unfold

ADMINISTRATOR = "beheer@demo.invalid"
# The kinds of page there are: what one may do, a list with filters, a form, what may only be read, a form with inlines.
LISTS = ("initiatives/initiative", "accounts/user", "foundation/auditentry")
FORMS = ("initiatives/initiative", "accounts/user", "initiatives/kind", "foundation/auditentry")


def findings(page: Page) -> list[str]:
    """Tell what is wrong with a page on a phone."""
    unfold(page)
    return [*page_findings(page), *sideways_scroll(page), *axe_findings(page)]


@pytest.fixture
def phone(new_context: NewContext) -> Page:
    return new_context(person=ADMINISTRATOR, viewport=PHONE, has_touch=True, reduced_motion="reduce").new_page()


def test_front_page(phone: Page) -> None:
    phone.goto("/beheer/")
    expect(phone.locator("#content-main")).to_be_visible()
    assert findings(phone) == []


@pytest.mark.parametrize("table", LISTS)
def test_list(table: str, phone: Page) -> None:
    phone.goto(f"/beheer/{table}/")
    expect(phone.locator("#result_list")).to_be_visible()
    assert findings(phone) == []


@pytest.mark.parametrize("table", FORMS)
def test_form(table: str, phone: Page) -> None:
    phone.goto(f"/beheer/{table}/")
    phone.locator("#result_list tbody th a").first.click()
    expect(phone.locator("form[id$=_form]")).to_be_visible()
    assert findings(phone) == []
