"""A spot on the map: put there with nothing but the keyboard, and by postcode without JavaScript."""

from __future__ import annotations

from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from config.embedded import wait_until
from tests.browser import consulting
from tests.browser.conftest import NewContext
from tests.browser.consulting import press, says
from tests.browser.hands import Keyboard, Mouse
from tests.browser.looking import narrow_and_wide

SOURCE = "veilig-fietsen-naar-school-waar-gaat-het-mis"
BEND, CROSSING = "In deze bocht zie je niemand aankomen.", "De auto's rijden hier veel te hard."


def test_a_spot_is_pointed_out_by_keyboard_and_by_postcode(new_context: NewContext) -> None:
    editor = new_context(person=consulting.EDITOR).new_page()
    address = f"{consulting.open_copy(editor, SOURCE, 'Wijs aan waar het misgaat')}1/"
    page = new_context(reduced_motion="reduce").new_page()
    page.goto(address)
    found = narrow_and_wide(page, "a map")
    hands, drawn = Keyboard(page), page.locator("[data-drawn]")
    hands.press(_("Put a point in the middle"), role="button", within="main")
    before = drawn.input_value()
    assert before
    page.locator("[data-spots-map]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    hands.press(_("Put a point in the middle"), role="button", within="main")
    assert wait_until(lambda: drawn.input_value() not in {"", before}, 5), "the arrows do not move the map"
    kinds = page.locator("main input[type=radio][name=category]")
    if kinds.count():
        hands.tab_to(kinds.first)
        page.keyboard.press("Space")
    hands.write(_("What do you want to say about it?"), BEND)
    hands.press(_("Put it on the map"), role="button", within="main")
    says(page, _("Thank you. Your spot is on the map."))
    says(page, BEND)
    found += narrow_and_wide(page, "a map with a spot")
    assert found == []
    by_postcode(new_context(java_script_enabled=False).new_page(), address)


def by_postcode(plain: Page, address: str) -> None:
    """Without a script, with a mistake or two."""
    plain.goto(address)
    says(plain, BEND)
    press(plain, _("Put it on the map"))
    says(plain, _("Tell in a few words what you want to say about this spot."))
    kinds = plain.locator("main input[type=radio][name=category]")
    if kinds.count():
        kinds.first.check()
    Mouse(plain).write(_("What do you want to say about it?"), CROSSING)
    Mouse(plain).write(_("Postcode"), "1011")
    press(plain, _("Put it on the map"))
    says(plain, _("We do not know this postcode in Overijssel. Choose the municipality."))
    Mouse(plain).write(_("Postcode"), "8011")
    press(plain, _("Put it on the map"), twice=True)
    expect(plain.locator(".spot-list").last).to_contain_text(CROSSING)
    says(plain, "Zwolle")
