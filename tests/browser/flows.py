"""What residents do in several tests: write an initiative, sign in with a code from the mail."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from tests.browser.hands import Hands, Mouse
from tests.browser.site import Site

CODE = re.compile(r"^\s*([0-9A-Z]{3,}(?:-[0-9A-Z]{3,})?)\s*$", re.MULTILINE)


def new_word() -> str:
    """A word that no other initiative has, to be found again by."""
    return "z" + "".join(secrets.choice("bdfgklmnprstv") + secrets.choice("aeiou") for _ in range(4))


def new_address() -> str:
    """The address of somebody who was never here."""
    return f"inwoner-{secrets.token_hex(4)}@voorbeeld.invalid"


@dataclass(frozen=True)
class Idea:
    """What somebody wants to do."""

    word: str = field(default_factory=new_word)
    summary: str = "Met de hele straat een kruidentuin aanleggen op het lege veldje bij de brug."
    story: str = (
        "Het veldje bij de brug ligt al jaren leeg. We willen er een kruidentuin van maken.\n\n"
        "- iedereen mag plukken\n- de school komt helpen"
    )
    theme: str = "noaberschap"
    postcode: str = "8011"
    municipality: str = "Zwolle"
    place: str = "Veldje bij de brug"
    alt: str = "Een leeg veldje met gras naast een brug."
    ask: str = "Mogen we een stukje berm erbij gebruiken?"
    help_needed: str = "Op zaterdag spitten."

    @property
    def title(self) -> str:
        """What it is called: nobody else has this title."""
        return f"Kruidentuin {self.word}"


def write_idea(hands: Hands, idea: Idea) -> None:
    """Fill in the first step and go on."""
    hands.write(_("What is your initiative called?"), idea.title)
    hands.write(_("What is it in a few sentences?"), idea.summary)
    hands.write(_("Tell your story"), idea.story)
    hands.press(_("Next"), role="button", within="main")
    arrive(hands.page, "plaats")


def theme_name(page: Page, part: str) -> str:
    """The label of the theme whose name has this part."""
    label = page.locator("main label").filter(has_text=re.compile(part, re.IGNORECASE)).first
    return label.inner_text().strip().partition("\n")[0]


def write_place(hands: Hands, idea: Idea) -> None:
    """Fill in the second step, with a postcode, and go on."""
    hands.choose(theme_name(hands.page, idea.theme))
    hands.write(_("Or fill in the postcode"), idea.postcode)
    hands.write(_("What is the spot called?"), idea.place)
    hands.press(_("Next"), role="button", within="main")
    arrive(hands.page, "beeld")


def write_help(hands: Hands, idea: Idea, photo: Path | None = None) -> None:
    """Fill in the third step, with a picture or without, and go on."""
    if photo:
        hands.hand_in(_("Picture"), photo)
        hands.write(_("What can be seen on the picture?"), idea.alt)
    hands.tick(_("supporters").capitalize())
    hands.tick(_("helping hands").capitalize())
    hands.write(_("Helping hands: for what and when?"), idea.help_needed)
    hands.write(_("What do you ask of the province?"), idea.ask)
    hands.press(_("Next"), role="button", within="main")
    arrive(hands.page, "controle")


def write_all(hands: Hands, idea: Idea, photo: Path | None = None) -> None:
    """Go from the first step to the review."""
    write_idea(hands, idea)
    write_place(hands, idea)
    write_help(hands, idea, photo)


def begin(page: Page, idea: Idea) -> str:
    """Start a draft with only the idea in it; gives the address that its steps share."""
    page.goto("/initiatieven/nieuw/")
    write_idea(Mouse(page), idea)
    return page.url.removesuffix("plaats/")


def arrive(page: Page, step: str) -> None:
    """Be on a step, and on none that came back with errors."""
    expect(page).to_have_url(re.compile(rf"/initiatieven/nieuw/[0-9a-f-]{{36}}/{step}/$"))


def ask_for_code(hands: Hands, address: str) -> None:
    """Fill in the e-mail address on the sign-in page and send it."""
    hands.write(_("Your e-mail address"), address)
    hands.press(_("Send me a code"), role="button", within="main")
    expect(hands.page.get_by_role("heading", level=1)).to_have_text(_("Fill in your code"))


def code_from_letter_box(page: Page, site: Site, address: str) -> str:
    """Read the newest code in the demo's letter box, in a tab of its own as a person would."""
    site.wait_for_mail(address)
    tab = page.context.new_page()
    tab.goto("/_demo/mail/")
    letter = tab.locator("main li, main article, main section, main details").filter(has_text=address).first
    text = letter.text_content() or ""
    tab.close()
    found = CODE.search(text)
    assert found, f"no code in the letter box for {address}: {text}"
    return found[1]


def sign_in(hands: Hands, site: Site, address: str, *, letter_box: bool = False) -> None:
    """Sign in, or up, from the sign-in page, with the code from the mail."""
    before = len(site.mail_to(address))
    ask_for_code(hands, address)
    mail = site.wait_for_mail(address, count=before + 1)
    body = mail.get_body(("plain",))
    assert body is not None
    found = CODE.search(body.get_content())
    assert found, body.get_content()
    code = code_from_letter_box(hands.page, site, address) if letter_box else found[1]
    hands.write(_("Code"), code)
    hands.press(_("Go on"), role="button", within="main")
    expect(hands.page.get_by_role("heading", level=1)).not_to_have_text(_("Fill in your code"))
