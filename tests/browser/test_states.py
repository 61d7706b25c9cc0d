"""Every page in every state it can be in, as people with small screens and large letters see it.

At 320 px (also what 1280 px gives at 400 %), at 640 px (1280 px at 200 %), and at 1280 px with letters twice as
large: axe finds nothing, and nobody has to scroll sideways. The crawl does the same at 1280 px with letters of the
usual size.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import flows
from tests.browser.conftest import DESKTOP, PATIENCE_MS, PHONE, NewContext
from tests.browser.flows import Idea
from tests.browser.hands import Mouse
from tests.browser.looking import axe_findings, page_findings, sideways_scroll, small_targets, unfold
from tests.browser.site import Site

AUTHOR = "initiatiefnemer@demo.invalid"
RESIDENT = "bewoner@demo.invalid"
NAMELESS = "stil000@demo.invalid"
ZOOMED = {"width": 640, "height": 450}


@dataclass
class World:
    """What the states are made of: visitors, people, and drafts that a visitor left behind."""

    new_context: NewContext
    site: Site
    drafts: Drafts
    options: dict[str, Any] = field(default_factory=dict)

    def page(self, person: str = "", **options: Any) -> Page:
        """A new page of a visitor or a demo person."""
        return self.new_context(person=person, **{**self.options, **options}).new_page()

    def at(self, address: str, person: str = "", **options: Any) -> Page:
        """A page that somebody opened."""
        page = self.page(person, **options)
        page.goto(address)
        return page

    def first(self, address: str, person: str = "") -> Page:
        """The first initiative that a page links to."""
        page = self.at(address, person)
        page.goto(page.locator("main").locator("h2 a, h3 a").first.get_attribute("href") or "")
        return page

    def draft(self, step: str, *, whole: bool = True, person: str = "") -> Page:
        """A step of a draft that this browser wrote before."""
        state = self.drafts.whole if whole else self.drafts.begun
        base = self.drafts.whole_base if whole else self.drafts.begun_base
        page = self.page(storage_state=state)
        if person:
            page.context.add_cookies([self.site.cookie(person)])  # type: ignore[list-item]  # two types for one
        page.goto(f"{base}{step}/")
        return page


@dataclass(frozen=True)
class Drafts:
    """A draft with only an idea, and one with everything; each with the cookies of the browser that wrote it."""

    begun: Any
    begun_base: str
    whole: Any
    whole_base: str


@pytest.fixture(scope="session")
def drafts(chromium: Browser, site: Site, photo: Path) -> Drafts:
    """Two drafts, written once for all states."""

    def write(context: BrowserContext, *, whole: bool) -> str:
        context.set_default_timeout(PATIENCE_MS)
        page, idea = context.new_page(), Idea()
        base = flows.begin(page, idea)
        if whole:
            flows.write_place(Mouse(page), idea)
            flows.write_help(Mouse(page), idea, photo)
        return base

    first, second = (chromium.new_context(base_url=site.url, locale="nl-NL") for _number in range(2))
    begun_base, whole_base = write(first, whole=False), write(second, whole=True)
    kept = Drafts(first.storage_state(), begun_base, second.storage_state(), whole_base)
    first.close()
    second.close()
    return kept


def sent(page: Page, button: str) -> Page:
    """The page after pressing a button in its content."""
    with page.expect_event("load"):
        Mouse(page).press(button, role="button", within="main")
    return page


def wrong_idea(world: World) -> Page:
    page = world.at("/initiatieven/nieuw/")
    Mouse(page).write(_("What is your initiative called?"), "Kort" * 40)
    return sent(page, _("Next"))


def wrong_place(world: World) -> Page:
    page = world.page()
    flows.begin(page, Idea())
    unfold(page)
    Mouse(page).write(_("Or fill in the postcode"), "9999 ZZ")
    Mouse(page).write(_("Latitude of the pin"), "ver weg")
    return sent(page, _("Next"))


def wrong_help(world: World) -> Page:
    page = world.page()
    page.goto(f"{flows.begin(page, Idea())}beeld/")
    page.locator("[maxlength]").evaluate_all("fields => fields.forEach((one) => one.removeAttribute('maxlength'))")
    Mouse(page).write(_("What do you ask of the province?"), "vraag " * 300)
    return sent(page, _("Next"))


def wrong_address(world: World) -> Page:
    page = world.at("/account/binnen/")
    Mouse(page).write(_("Your e-mail address"), "geen adres")
    return sent(page, _("Send me a code"))


def code_page(world: World) -> Page:
    page = world.at("/account/binnen/")
    flows.ask_for_code(Mouse(page), flows.new_address())
    return page


def wrong_code(world: World) -> Page:
    page = code_page(world)
    Mouse(page).write(_("Code"), "ZZZZZZ")
    return sent(page, _("Go on"))


def nameless(world: World) -> Page:
    page = world.draft("controle", person=NAMELESS)
    expect(page.get_by_label(_("Which name may we show?"))).to_be_visible()
    return page


def nameless_without_name(world: World) -> Page:
    return sent(nameless(world), _("Post your initiative"))


def wrong_name(world: World) -> Page:
    page = world.at("/account/mijn/", RESIDENT)
    Mouse(page).write(_("Postcode"), "overal")
    return sent(page, _("Keep"))


def supporter(world: World) -> Page:
    page = world.at("/initiatieven/mijn/", RESIDENT)
    page.goto(page.locator("section[aria-labelledby=supported] h3 a").first.get_attribute("href") or "")
    expect(page.locator("#support")).to_contain_text(_("You support this"))
    return page


def own(world: World, suffix: str = "") -> Page:
    """A page of the author about a published initiative of theirs."""
    page = world.at("/initiatieven/mijn/", AUTHOR)
    page.goto(f"{page.locator('section[aria-labelledby=mine] h3 a').first.get_attribute('href')}{suffix}")
    return page


def last_page(world: World) -> Page:
    page = world.at("/initiatieven/?sorteer=nieuwste")
    while page.locator("a[rel=next]").count():
        page.goto(page.locator("a[rel=next]").get_attribute("href") or "")
    return page


def refused(world: World) -> Page:
    """409: support from a page on which somebody could not see yet that they gave it."""
    page = supporter(world)
    address = page.url
    page.evaluate(
        """address => {
            const form = document.querySelector('#support form');
            form.removeAttribute('hx-post');
            const again = form.cloneNode(true);
            again.action = `${address}steun/`;
            form.replaceWith(again);
        }""",
        address,
    )
    with page.expect_event("load"):
        page.locator("#support form button").click()
    expect(page.locator("main")).to_contain_text(_("You already support this."))
    return page


def expired(world: World) -> Page:
    page = world.at("/initiatieven/nieuw/")
    Mouse(page).write(_("Tell your story"), "Wat ik wil vertellen, en nogmaals. " * 20)
    page.context.clear_cookies(name="csrftoken")
    return sent(page, _("Next"))


def menu(world: World) -> Page:
    page = world.at("/", viewport=PHONE)
    page.get_by_role("button", name=_("Menu")).click()
    expect(page.locator("#menu")).to_be_visible()
    return page


STATES: dict[str, Callable[[World], Page]] = {
    "home": lambda world: world.at("/"),
    "home near a resident": lambda world: world.at("/", RESIDENT),
    "menu": menu,
    "list": lambda world: world.at("/initiatieven/"),
    "list filtered": lambda world: world.at(
        "/initiatieven/?thema=noaberschap-3-0&gemeente=zwolle&q=buurt&status=published"
    ),
    "list empty": lambda world: world.at("/initiatieven/?q=zzqqxxyyww"),
    "list withdrawn": lambda world: world.at("/initiatieven/?status=withdrawn"),
    "list last page": last_page,
    "detail": lambda world: world.first("/initiatieven/"),
    "detail supporter": supporter,
    "detail could support": lambda world: world.first("/initiatieven/?sorteer=nieuwste", "redactie@demo.invalid"),
    "detail author": own,
    "detail withdrawn": lambda world: world.first("/initiatieven/?status=withdrawn"),
    "detail finished": lambda world: world.first("/initiatieven/?status=archived"),
    "history": lambda world: own(world, "versies/"),
    "withdraw": lambda world: own(world, "intrekken/"),
    "receipt": lambda world: own(world, "geplaatst/"),
    "support": lambda world: world.at(f"{world.first('/initiatieven/').url}steun/"),
    "idea": lambda world: world.at("/initiatieven/nieuw/"),
    "idea with a draft": lambda world: world.draft("../../nieuw", whole=False),
    "idea wrong": wrong_idea,
    "place": lambda world: world.draft("plaats", whole=False),
    "place filled": lambda world: world.draft("plaats"),
    "place wrong": wrong_place,
    "help": lambda world: world.draft("beeld", whole=False),
    "help filled": lambda world: world.draft("beeld"),
    "help wrong": wrong_help,
    "review": lambda world: world.draft("controle"),
    "review incomplete": lambda world: world.draft("controle", whole=False),
    "review without a name": nameless,
    "review name missing": nameless_without_name,
    "sign in": lambda world: world.at("/account/binnen/"),
    "sign in wrong": wrong_address,
    "sign in by password": lambda world: world.at("/account/login/"),
    "code": code_page,
    "code wrong": wrong_code,
    "search": lambda world: world.at("/zoeken/"),
    "search hits": lambda world: world.at("/zoeken/?q=buurt"),
    "search none": lambda world: world.at("/zoeken/?q=zzqqxxyyww"),
    "themes": lambda world: world.at("/themas/"),
    "theme": lambda world: world.at("/themas/bestuurder-en-volksvertegenwoordiger-20xx/"),
    "municipalities": lambda world: world.at("/gemeenten/"),
    "municipalities unknown postcode": lambda world: world.at("/gemeenten/?postcode=1000"),
    "municipality": lambda world: world.at("/gemeenten/hof-van-twente/"),
    "mine visitor": lambda world: world.at("/initiatieven/mijn/"),
    "mine empty": lambda world: world.at("/initiatieven/mijn/", "finance@demo.invalid"),
    "mine full": lambda world: world.at("/initiatieven/mijn/", AUTHOR),
    "me": lambda world: world.at("/account/mijn/", RESIDENT),
    "me wrong": wrong_name,
    "about": lambda world: world.at("/over/"),
    "rules": lambda world: world.at("/spelregels/"),
    "privacy": lambda world: world.at("/privacy/"),
    "accessibility": lambda world: world.at("/toegankelijkheid/"),
    "403": lambda world: world.at("/beheer/accounts/user/", RESIDENT),
    "404": lambda world: world.at("/initiatieven/bestaat-niet/"),
    "409": refused,
    "expired form": expired,
    "letter box": lambda world: world.at("/_demo/mail/"),
    "in English": lambda world: world.at(
        "/initiatieven/", storage_state={"cookies": [{**world.site.cookie(RESIDENT), "name": "taal", "value": "en"}]}
    ),
}
PLAIN = ("home", "list", "detail", "idea", "place", "help", "sign in", "search hits", "theme", "municipality", "me")


@pytest.fixture
def world(new_context: NewContext, site: Site, drafts: Drafts) -> World:
    return World(new_context, site, drafts)


def large_letters(page: Page) -> None:
    """Make the letters twice as large, as somebody does in the settings of their browser."""
    before = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    debugger = page.context.new_cdp_session(page)
    debugger.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    after = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    assert after >= 1.9 * before, f"letters do not grow with the settings of the browser: {before} and {after} px"


@pytest.mark.parametrize("state", STATES)
def test_state(state: str, world: World) -> None:
    """Small, zoomed, and with large letters: all there, nothing to scroll sideways for, nothing for axe to find."""
    page = STATES[state](world)
    found: list[str] = []
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # playwright wants its own dict
    unfold(page)
    found += [f"at 320 px: {one}" for one in [*page_findings(page), *sideways_scroll(page), *axe_findings(page)]]
    if state != "menu":
        page.set_viewport_size(ZOOMED)  # type: ignore[arg-type]
        found += [f"at 200 %: {one}" for one in sideways_scroll(page)]
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
        large_letters(page)
        found += [f"large letters: {one}" for one in [*sideways_scroll(page), *axe_findings(page)]]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("state", PLAIN)
def test_large_enough_to_press(state: str, world: World) -> None:
    """On a phone as at a desk, what can be pressed is 24 px, or stands alone."""
    page = STATES[state](world)
    unfold(page)
    found = [f"at 1280 px: {one}" for one in small_targets(page)]
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    found += [f"at 320 px: {one}" for one in small_targets(page)]
    assert not found, "\n".join(found)


def test_without_colours(world: World) -> None:
    """With forced colours everything keeps its shape: what can be pressed or typed in has an edge, and focus shows."""
    world.options = {"forced_colors": "active"}
    for state in ("home", "list", "idea", "place"):
        page = STATES[state](world)
        bare = page.locator("main input:not([type=hidden]), main textarea, main select, main button").evaluate_all(
            """fields => fields.filter((one) => one.checkVisibility()).filter((one) => {
                const style = getComputedStyle(one);
                const edge = parseFloat(style.borderTopWidth) + parseFloat(style.borderBottomWidth);
                return !edge && style.textDecorationLine === 'none' && !style.appearance.match(/auto|radio|checkbox/);
            }).map((one) => one.outerHTML.slice(0, 120))"""
        )
        assert not bare, f"{state}: {bare}"
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", state
        assert not sideways_scroll(page)


def test_without_motion(world: World) -> None:
    """Who asks for less motion gets none."""
    world.options = {"reduced_motion": "reduce"}
    for state in ("home", "list", "detail"):
        page = STATES[state](world)
        moving = page.evaluate(
            """() => [...document.querySelectorAll('*')].filter((one) => {
                const style = getComputedStyle(one);
                const long = (times) => times.split(',').some((time) => parseFloat(time) > 0.02);
                return long(style.transitionDuration)
                    || (style.animationName !== 'none' && long(style.animationDuration))
                    || style.scrollBehavior === 'smooth';
            }).map((one) => one.cloneNode(false).outerHTML.slice(0, 100)).slice(0, 5)"""
        )
        assert not moving, f"{state}: {moving}"
