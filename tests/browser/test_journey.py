"""The main job, from somebody who was never here to a withdrawn initiative; three ways to work the same pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from playwright.sync_api import Locator, Page, expect

from config.embedded import wait_until
from tests.browser import flows
from tests.browser.conftest import NewContext
from tests.browser.flows import Idea
from tests.browser.hands import Hands, Keyboard, Mouse, is_focused, see_focus
from tests.browser.site import Site

# People of the demo whom no other test looks at.
FINDER = "stil001@demo.invalid"
OTHER_SUPPORTER = "stil002@demo.invalid"
WAYS = ("mouse", "keyboard", "without javascript")


@pytest.mark.parametrize("way", WAYS)
def test_journey(way: str, new_context: NewContext, site: Site, photo: Path) -> None:
    """Write, sign in, publish; be found and supported; edit; withdraw."""
    options = {"java_script_enabled": way != "without javascript"}
    hands_of = Keyboard if way == "keyboard" else Mouse
    author = hands_of(new_context(**options).new_page())
    finder = hands_of(new_context(person=FINDER, **options).new_page())
    idea = Idea()

    start(author)
    send_too_little(author, idea, scripted=way != "without javascript")
    flows.write_all(author, idea, photo)
    expect_preview(author.page, idea)
    address = publish(author, site, idea)

    find(finder, idea, address)
    support(finder, address)
    gain_energy(finder.page, new_context, site, idea, address)

    edit(author, idea, address)
    withdraw(author, address)
    expect_gone(finder.page, new_context(**options).new_page(), idea, address)


def start(hands: Hands) -> None:
    """Come to the home page and press what it invites to."""
    hands.page.goto("/")
    hands.press(_("Start an initiative"), role="link", within="main")
    expect(hands.page).to_have_url(re.compile(r"/initiatieven/nieuw/$"))


def send_too_little(hands: Hands, idea: Idea, *, scripted: bool) -> None:
    """Send the first step with a title only: it comes back with the title in it, and says what is missing."""
    hands.write(_("What is your initiative called?"), idea.title)
    hands.press(_("Next"), role="button", within="main")
    summary = hands.page.locator("[data-error-summary]")
    expect(summary).to_be_visible()
    expect(hands.page.get_by_label(_("What is your initiative called?"))).to_have_value(idea.title)
    links = summary.get_by_role("link")
    assert links.count() == 2
    if scripted:
        assert wait_until(lambda: is_focused(summary), 5), "the summary of errors does not get the focus"
        see_focus(hands.page)
    hands.press(links.first.inner_text(), role="link", within="[data-error-summary]")
    assert is_focused(hands.page.get_by_label(_("What is it in a few sentences?"))), "the error does not lead to it"


def expect_preview(page: Page, idea: Idea) -> None:
    """See on the last step what others will see."""
    main = page.locator("main")
    for text in (idea.title, idea.summary, "De school komt helpen".lower(), idea.municipality, idea.place, idea.ask):
        expect(main).to_contain_text(text)
    picture = main.get_by_role("img", name=idea.alt)
    expect(picture).to_be_visible()
    assert picture.evaluate("img => img.decode().then(() => img.naturalWidth)") > 0


def publish(hands: Hands, site: Site, idea: Idea) -> str:
    """Sign in by code, give a name, publish; gives the address of the page, with the receipt seen and read."""
    resident = flows.new_address()
    hands.press(_("Sign in and post"), role="link", within="main")
    flows.sign_in(hands, site, resident, letter_box=True)
    expect_preview(hands.page, idea)
    hands.write(_("Which name may we show?"), "Truus van de Brug")
    hands.press(_("Post your initiative"), role="button", within="main")
    expect(hands.page).to_have_url(re.compile("/geplaatst/$"))
    reference = re.search(r"OV-\d{4}-\d{6}", hands.page.locator("main").inner_text())
    assert reference, "the receipt names no reference"
    mail = site.wait_for_mail(resident, count=2)
    body = mail.get_body(("plain",))
    assert body is not None
    address = re.sub("geplaatst/$", "", hands.page.url.removeprefix(site.url))
    assert reference[0] in body.get_content()
    assert address in body.get_content()
    hands.press(_("Go to your initiative"), role="link", within="main")
    expect(hands.page).to_have_url(f"{site.url}{address}")
    for text in (idea.title, "Truus van de Brug", idea.help_needed, reference[0]):
        expect(hands.page.locator("main")).to_contain_text(text)
    return address


def card(page: Page, idea: Idea) -> Locator:
    """The card of the initiative in a list."""
    return page.locator("main article").filter(has=page.get_by_role("link", name=idea.title))


def find(hands: Hands, idea: Idea, address: str) -> None:
    """Find it by its theme, by its place and by searching, as somebody who does not know it."""
    page = hands.page
    page.goto("/themas/")
    hands.press(
        page.locator("main a").filter(has_text=re.compile(idea.theme, re.IGNORECASE)).first.inner_text().strip()
    )
    expect(page).to_have_url(re.compile("/themas/noaberschap-3-0/$"))
    theme = page.get_by_role("heading", level=1).inner_text()
    hands.press(_("All initiatives about this theme"), role="link", within="main")
    hands.pick(_("Order"), _("Newest"))
    hands.press(_("Show"), role="button", within="main")
    expect(page).to_have_url(re.compile("thema=noaberschap-3-0"))
    expect(card(page, idea)).to_be_visible()
    assert theme
    page.goto("/initiatieven/")
    hands.pick(_("Municipality"), idea.municipality)
    hands.pick(_("Order"), _("Newest"))
    hands.press(_("Show"), role="button", within="main")
    expect(page).to_have_url(re.compile("gemeente=zwolle"))
    expect(card(page, idea)).to_be_visible()
    page.goto("/gemeenten/zwolle/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(idea.municipality)
    page.goto("/zoeken/")
    hands.write(_("What are you looking for?"), f"kruidetuin {idea.word}")
    hands.press(_("Search"), role="button", within="main")
    expect(card(page, idea)).to_be_visible()
    hands.press(idea.title, role="link", within="main")
    expect(page).to_have_url(re.compile(f"{re.escape(address)}$"))


def supporters(count: int) -> re.Pattern[str]:
    """What the page says about so many supporters."""
    return re.compile(rf"{count}\s+" + ngettext("supporter", "supporters", count))


def support(hands: Hands, address: str) -> None:
    """Support it once; a second time, in a tab that did not know, is refused with a page that says why."""
    page = hands.page
    stale = type(hands)(page.context.new_page())  # type: ignore[call-arg]  # both kinds of hands take a page
    stale.page.goto(address)
    box = page.locator("#support")
    expect(box).to_contain_text(supporters(0))
    page.bring_to_front()
    hands.press(_("Support this initiative"), role="button", within="#support")
    expect(box).to_contain_text(supporters(1))
    expect(box).to_contain_text(_("You support this"))
    if isinstance(hands, Keyboard):
        see_focus(page)
    stale.page.bring_to_front()
    with stale.page.expect_response(lambda response: response.request.is_navigation_request()) as refused:
        stale.press(_("Support this initiative"), role="button", within="#support")
    assert refused.value.status == 409
    expect(stale.page.locator("main")).to_contain_text(_("You already support this."))
    stale.press(_("Back to the page"), role="link", within="main")
    expect(stale.page.locator("#support")).to_contain_text(supporters(1))
    stale.page.close()


def energy(page: Page, idea: Idea) -> str:
    """What the meter on its card says, on the page of its newest initiatives."""
    page.goto("/initiatieven/?gemeente=zwolle&sorteer=nieuwste")
    return card(page, idea).locator("[role=img][aria-label]").last.get_attribute("aria-label") or ""


def radius(page: Page, address: str) -> float:
    """How large its circle on the home page is; 0 when it has none yet."""
    page.goto("/")
    circle = page.locator(f'svg a[href="{address}"] circle')
    return float(circle.get_attribute("r") or 0) if circle.count() else 0.0


def gain_energy(page: Page, new_context: NewContext, site: Site, idea: Idea, address: str) -> None:
    """With one more supporter the meter on the card goes up, and the circle on the home page is there."""
    before = energy(page, idea)
    other = Mouse(new_context(person=OTHER_SUPPORTER).new_page())
    other.page.goto(address)
    other.press(_("Support this initiative"), role="button", within="#support")
    expect(other.page.locator("#support")).to_contain_text(supporters(2))
    site.ask_worker("initiatives.tasks.recount_energy", "publications.tasks.redraw_energy_field")
    assert wait_until(lambda: energy(page, idea) not in {"", before}, 60), f"the energy stays {before}"
    assert wait_until(lambda: radius(page, address) > 0, 90), "no circle on the home page"


def edit(hands: Hands, idea: Idea, address: str) -> None:
    """Change the summary; the page has the new one, the versions still have the old one."""
    page = hands.page
    page.goto(address)
    hands.press(_("Change the text or the picture"), role="button", within="main")
    expect(page).to_have_url(re.compile("/idee/$"))
    expect(page.get_by_label(_("What is your initiative called?"))).to_have_value(idea.title)
    changed = "We beginnen klein: eerst drie bakken met kruiden, in het voorjaar de rest van het veldje."
    hands.write(_("What is it in a few sentences?"), changed)
    for step in ("plaats", "beeld", "controle"):
        hands.press(_("Next"), role="button", within="main")
        flows.arrive(page, step)
    expect(page.locator("main")).to_contain_text(changed)
    hands.press(_("Publish the change"), role="button", within="main")
    expect(page).to_have_url(re.compile(f"{re.escape(address)}$"))
    expect(page.locator("main")).to_contain_text(changed)
    expect(page.locator("main")).not_to_contain_text(idea.summary)
    expect(page.get_by_role("img", name=idea.alt)).to_be_visible()
    hands.press(_("Earlier versions"), role="link", within="main")
    old = page.locator("main li").filter(has_text=idea.summary)
    expect(old).to_have_count(1)
    hands.press(_("Initiatives"), role="link", within="header")
    expect(page).to_have_url(re.compile("/initiatieven/$"))


def withdraw(hands: Hands, address: str) -> None:
    """Withdraw it with a reason, which the page then gives."""
    page = hands.page
    page.goto(address)
    hands.press(_("Withdraw"), role="link", within="main")
    expect(page).to_have_url(re.compile("/intrekken/$"))
    hands.write(_("Why do you stop?"), "De gemeente gaat er zelf een tuin aanleggen.")
    hands.press(_("Withdraw it"), role="button", within="main")
    expect(page).to_have_url(re.compile(f"{re.escape(address)}$"))
    expect(page.locator("main")).to_contain_text(
        _("The author withdrew this initiative. It is no longer in the lists.")
    )


def text_of(page: Page, address: str) -> str:
    """What a page says when it is opened anew."""
    page.goto(address)
    return page.locator("main").inner_text()


def expect_gone(page: Page, visitor: Page, idea: Idea, address: str) -> None:
    """It is in no list any more; whoever has the link reads what happened, and cannot support it."""
    for where in (
        "/initiatieven/?sorteer=nieuwste",
        "/initiatieven/?gemeente=zwolle&sorteer=nieuwste",
        f"/zoeken/?q={idea.word}",
        "/themas/noaberschap-3-0/",
        "/",
    ):
        page.goto(where)
        expect(page.locator("main article").filter(has_text=idea.title)).to_have_count(0)
    told = _("The author withdrew this initiative. It is no longer in the lists.")
    # Pages are kept for visitors, for a moment.
    assert wait_until(lambda: told in text_of(visitor, address), 10)
    expect(visitor.locator("main")).to_contain_text("De gemeente gaat er zelf een tuin aanleggen.")
    assert not visitor.get_by_role("button", name=_("Support this initiative")).count()
