"""From the last signature to the answer of the province, in a browser, as everybody sees it come."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewContext
from tests.browser.looking import narrow_and_wide

OFFICIAL, COLLEAGUE = "ambtenaar@demo.invalid", "griffie@demo.invalid"
TITLE = "Kruispunt Assendorperdijk: laat ons een maand proefdraaien"
PLAN = "/initiatieven/kruispunt-assendorperdijk-laat-ons-een-maand-proefdraaien/"
BACK = "/beheer/initiatives"
REASONS = "Ja. We zetten in april vier weken lang tijdelijke voorrangsborden neer, en tellen mee."


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A list of signatures, scanned."""
    path = tmp_path / "lijst.pdf"
    path.write_bytes(b"%PDF-1.4 een lijst")
    return path


def save(page: Page) -> None:
    """Save what was filled in, and be on what comes after it."""
    with page.expect_event("load"):
        page.locator("input[name=_save]").click()


def act(page: Page, model: str, action: str, row: str) -> None:
    """Choose a row and an action in a list, and confirm it, pressing twice in a hurry."""
    page.goto(f"{BACK}/{model}/")
    page.locator("#result_list tr").filter(has_text=row).first.locator("input.action-select").check()
    page.locator("select[name=action]").select_option(action)
    with page.expect_event("load"):
        page.locator("button[name=index]").click()
    with page.expect_event("load"):
        page.locator(".submit-row input[type=submit]").dblclick()


def missing(page: Page) -> int:
    """How many signatures are still needed."""
    page.goto(PLAN)
    bar = page.locator("#antwoord progress")
    return int(bar.get_attribute("max") or 0) - int(bar.get_attribute("value") or 0)


def number_of(page: Page) -> str:
    """The number of the initiative in the back office, as an official looks it up."""
    page.goto(f"{BACK}/course/?q=Kruispunt")
    found = re.search(r"/course/(\d+)/", page.locator("#result_list tbody a").first.get_attribute("href") or "")
    assert found
    return found[1]


def enter_signatures(page: Page, initiative: str, number: int, scan: Path, no_scan: Path) -> None:
    """Enter a sheet: first with a text for a scan and a number below one, then as it should be."""
    page.goto(f"{BACK}/signaturesheet/add/?initiative={initiative}")
    page.locator("[name=municipality]").select_option(label="Zwolle")
    page.locator("[name=number]").fill(str(number))
    page.locator("[name=scan_file]").set_input_files(no_scan)
    save(page)
    expect(page.locator(".errorlist").first).to_contain_text(_("Use a scan as PDF, JPG or PNG."))
    expect(page.locator("[name=number]")).to_have_value(str(number))
    page.locator("[name=scan_file]").set_input_files(scan)
    save(page)


def write_answer(page: Page) -> None:
    """Write the answer from the worklist: first without reasons, then with."""
    page.goto("/beheer/promises/promise/?q=Kruispunt")
    page.get_by_role("link", name=_("write the answer")).click()
    page.locator("[name=outcome]").select_option("adopted")
    page.locator("[name=reasons]").evaluate("field => field.removeAttribute('required')")
    save(page)
    expect(page.locator(".errorlist").first).to_be_visible()
    expect(page.locator("[name=outcome]")).to_have_value("adopted")
    page.locator("[name=reasons]").fill(REASONS)
    save(page)


def test_enough_signatures_bring_a_promise_and_the_promise_an_answer(
    new_context: NewContext, scan: Path, no_photo: Path
) -> None:
    official, colleague = (new_context(person=one).new_page() for one in (OFFICIAL, COLLEAGUE))
    reader, plain = new_context().new_page(), new_context(java_script_enabled=False).new_page()
    enter_signatures(official, number_of(official), missing(reader), scan, no_photo)
    assert missing(official) > 0, "a sheet that nobody checked counts already"
    act(colleague, "signaturesheet", "find_right", TITLE)
    official.goto(PLAN)
    expect(official.locator("#antwoord")).to_contain_text(_("An answer is promised"))
    for page in (reader, plain):
        expect_in_list(page, "lopend")
    found = narrow_and_wide(reader, "promises that run")

    write_answer(official)
    act(official, "answer", "check_and_publish", TITLE)
    expect(official.locator(".messagelist")).to_contain_text(
        _("Somebody else than who wrote it must check this answer.")
    )
    act(colleague, "answer", "check_and_publish", TITLE)
    for page in (reader, plain):
        expect_in_list(page, "nagekomen")
        page.get_by_role("link", name=TITLE).click()
        expect(page.locator("#antwoord")).to_contain_text(REASONS)
        expect(page.locator("#antwoord")).to_contain_text(_("Kept in time"))
    found += narrow_and_wide(reader, "an answer")
    assert found == []


def expect_in_list(page: Page, status: str) -> None:
    """Find the promise in the public list, under its status."""
    page.goto(f"/beloften/?status={status}&na=")
    expect(page.locator("main").get_by_role("link", name=TITLE)).to_be_visible()
