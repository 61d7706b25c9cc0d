"""A consultation from blueprint to answer, as editor, clock, residents and officials live it."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from playwright.sync_api import BrowserContext, Page, expect

from config.embedded import wait_until
from tests.browser import consulting
from tests.browser.conftest import PHONE, NewContext
from tests.browser.consulting import comes, follow, press, says
from tests.browser.hands import Keyboard, Mouse, field, is_focused
from tests.browser.looking import narrow_and_wide
from tests.browser.site import Site

BUS = "/consultaties/kies-mee-waar-rijdt-de-buurtbus/2/"
HALL = "/consultaties/wat-heeft-jouw-dorpshuis-nodig/1/"
RESIDENT, OFFICIAL, COLLEAGUE = "stil010@demo.invalid", "ambtenaar@demo.invalid", "griffie@demo.invalid"
TITLE = "Kijk terug op het nieuwe plein"
GOOD, MISSED, EVENINGS = (
    "Wat ging er goed op het plein?",
    "Wat had je willen horen?",
    "Op hoeveel avonden was je erbij?",
)
KNEW = "Wist je wat er met je mening gebeurde?"
POINT = "Zet meer banken neer, het liefst onder een boom."
SHADE = "Het plein heeft bomen nodig, want er is nergens schaduw."
UNHEARD = "Wanneer de bomen komen."
REASON = "Er ligt een leiding onder het midden van het plein."
LONG = "Wacht op de trein. " * 200
CODE = re.compile(r"^[A-Z2-9]{4}(-[A-Z2-9]{4}){2}$")


def add_question(editor: Page, section: str, kind: str, text: str, most: str, *, required: bool = False) -> None:
    """Add a question at the end of a section."""
    follow(editor, _("Add a question"), section)
    follow(editor, kind)
    Mouse(editor).write(_("Question"), text)
    editor.locator("[name=most]").fill(most)
    editor.locator("[name=required]").set_checked(required)
    press(editor, _("Keep"))


def write_questions(editor: Page, home: str) -> list[str]:
    """Change a question, add a section with two, and a rule that leads some people past it."""
    editor.goto(f"{home}werkplaats/onderdelen/")
    found = narrow_and_wide(editor, "the parts")
    follow(editor, _("Make the questions"))
    follow(editor, _("Change"), "Wat ging er goed?")
    Mouse(editor).write(_("Question"), GOOD)
    press(editor, _("Keep"))
    follow(editor, _("Add a section"))
    Mouse(editor).write(_("Title of the section"), "Wat je miste")
    press(editor, _("Keep"))
    found += narrow_and_wide(editor, "the builder with an empty section")
    editor.goto(f"{home}werkplaats/")
    press(editor, _("Announce"))
    expect(editor).to_have_url(re.compile("/controle/$"))
    found += narrow_and_wide(editor, "the check")
    follow(editor, _("The section “{title}” has no questions yet.").format(title="Wat je miste"))
    add_question(editor, "Wat je miste", _("A long answer in words"), MISSED, "60", required=True)
    add_question(editor, "Wat je miste", _("A number"), EVENINGS, "10")
    follow(editor, _("Rules: who goes where?"), "Meedoen")
    follow(editor, KNEW)
    Mouse(editor).tick("Ja")
    Mouse(editor).pick(_("then go to"), _("The end: check and send"))
    found += narrow_and_wide(editor, "a rule")
    press(editor, _("Add this rule"))
    told = {"question": KNEW, "answers": "Ja", "to": _("The end: check and send")}
    says(editor, _("“%(question)s” is %(answers)s → %(to)s") % told)
    return found


def build(editor: Page) -> tuple[str, list[str]]:
    """Make a consultation from a blueprint, mend what the check names, and announce it; gives its address."""
    home = consulting.begin(editor, "blauwdruk=terugblik", TITLE)
    says(editor, _("Explain what it is about."))
    found = narrow_and_wide(editor, "the workshop")
    found += write_questions(editor, home)
    consulting.tell_basics(editor, home)
    consulting.open_at_once(editor, home)
    found += narrow_and_wide(editor, "the phases")
    consulting.announce(editor, home)
    return home, found


def take_part_on_a_phone(context: BrowserContext, home: str) -> tuple[str, list[str]]:
    """Answer without an account, be interrupted, go on, send, and change something; gives the code."""
    page = context.new_page()
    page.goto(home)
    found = narrow_and_wide(page, "an open consultation")
    follow(page, "Hoe ging het?")
    Mouse(page).choose("7")
    Mouse(page).write(GOOD, "De speeltuin.")
    found += narrow_and_wide(page, "a section")
    press(page, _("Next"), twice=True)
    Mouse(page).choose("Nee")
    press(page, _("Next"))
    says(page, MISSED)
    Mouse(page).write(MISSED, UNHEARD)
    assert wait_until(lambda: UNHEARD in page.evaluate("JSON.stringify(localStorage)"), 10)
    page.close()
    page = context.new_page()
    page.goto(f"{home}1/")
    expect(field(page, MISSED)).to_have_value(UNHEARD)
    press(page, _("Next"))
    says(page, UNHEARD)
    found += narrow_and_wide(page, "the check of the answers")
    press(page, _("Send my answers"), twice=True)
    code = page.locator(".keep-code__code").inner_text().strip()
    assert CODE.match(code)
    found += narrow_and_wide(page, "the receipt")
    follow(page, _("Change my answers"))
    follow(page, _("Change"), "Wat je ervan merkte")
    Mouse(page).write("Wat moet de volgende keer anders?", POINT)
    press(page, _("Keep this and go on"))
    press(page, _("Done"))
    says(page, POINT)
    return code, found


def take_part_with_account(page: Page, home: str) -> None:
    """Answer as somebody who knew what happened: the rule goes past the last section."""
    page.goto(f"{home}1/")
    Mouse(page).choose("9")
    Mouse(page).write("Wat moet de volgende keer anders?", SHADE)
    press(page, _("Next"))
    Mouse(page).choose("Ja")
    press(page, _("Next"))
    expect(page.get_by_role("heading", level=1)).to_have_text(_("Check your answers"))
    assert MISSED not in page.locator("main").inner_text()
    press(page, _("Send my answers"))
    says(page, SHADE)
    assert not page.locator(".keep-code__code").count()


def answer(official: Page, colleague: Page, site: Site, home: str) -> list[str]:
    """Give what was said a subject, write a decision about it, and have it checked by somebody else."""
    address = f"{home}1/antwoorden/"
    comes(official, address, SHADE, lambda: site.ask_worker(consulting.COUNT, consulting.LAY_OUT))
    for text in (SHADE, POINT):
        official.locator(".voice").filter(has_text=text).get_by_role("checkbox").check()
    Mouse(official).write(_("Subject for the answers you tick"), "Schaduw")
    press(official, _("Give this subject"))
    found = narrow_and_wide(official, "what people said")
    official.goto(f"{home}antwoord/schrijven/")
    Mouse(official).write(_("The answer in short"), "We planten in het najaar acht bomen op het plein.")
    official.locator("[name=outcome]").first.check()
    press(official, _("Keep"))
    follow(official, _("Add a decision"))
    Mouse(official).write(_("Subject"), "Meer schaduw")
    Mouse(official).write(_("What people said, and what you do with it"), "Het is te heet. Er komen bomen aan de rand.")
    official.locator("[name=decision][value=partly]").check()
    press(official, _("Keep and choose answers"))
    says(official, _("Write why: people want to know it when their point is not simply used."))
    found += narrow_and_wide(official, "a decision without a reason")
    Mouse(official).write(_("Why?"), REASON)
    Mouse(official).tick("Schaduw")
    press(official, _("Keep and choose answers"))
    official.locator(".voice").filter(has_text=SHADE).get_by_label(_("everybody reads it")).check()
    found += narrow_and_wide(official, "the quotes")
    press(official, _("Keep"))
    says(official, _("You wrote the last version. Ask a colleague to read it here and to publish it."))
    found += narrow_and_wide(official, "a written answer")
    colleague.goto(f"{home}antwoord/schrijven/")
    press(colleague, _("Publish the answer"), twice=True)
    expect(colleague).to_have_url(re.compile("/antwoord/$"))
    return found + narrow_and_wide(colleague, "the answer")


def read_what_became(page: Page, site: Site, home: str) -> list[str]:
    """Hear of the answer in the inbox, and read on the receipt what became of one's point."""
    comes(page, "/meldingen/", TITLE)
    found = narrow_and_wide(page, "messages")
    page.goto(f"{home}1/bewijs/")
    became = page.locator("section").filter(has=page.get_by_text(_("What was done with what you said")))
    for text in (SHADE, "Meer schaduw", REASON):
        expect(became.last).to_contain_text(text)
    return found + narrow_and_wide(page, "what became of it")


def find_back(page: Page, code: str, home: str) -> None:
    """Type the code on another device, with a mistake first, and read what became of one's point there too."""
    page.goto("/consultaties/bewijs/")
    Mouse(page).write(_("Your code"), "ABCD-EFGH-JKMM")
    press(page, _("Show my receipt"))
    says(page, _("We do not know this code. Look whether you typed all twelve signs."))
    Mouse(page).write(_("Your code"), code.lower())
    press(page, _("Show my receipt"))
    says(page, UNHEARD)
    says(page, REASON)


def test_from_a_blueprint_to_what_became_of_a_point(new_context: NewContext, site: Site) -> None:
    home, found = build(new_context(person=consulting.EDITOR).new_page())
    code, more = take_part_on_a_phone(new_context(viewport=PHONE, has_touch=True), home)
    resident = new_context(person=RESIDENT).new_page()
    take_part_with_account(resident, home)
    consulting.let_days_pass(site, home, 40)
    comes(resident, f"{home}1/", _("This survey is closed. You cannot answer it any more."))
    official, colleague = (new_context(person=one).new_page() for one in (OFFICIAL, COLLEAGUE))
    found += [*more, *answer(official, colleague, site, home), *read_what_became(resident, site, home)]
    find_back(new_context().new_page(), code, home)
    assert found == []


def test_without_javascript_a_mistake_costs_nothing(without_javascript: Page) -> None:
    page, hands = without_javascript, Mouse(without_javascript)
    saturday, sunday = (f"{_('Points for:')} {day}" for day in ("Zaterdag", "Zondag"))
    page.goto(BUS)
    hands.tick("Boodschappen")
    press(page, _("Next"))
    says(page, _("Something is missing or not right yet"))
    expect(page.get_by_role("checkbox", name="Boodschappen")).to_be_checked()
    hands.choose("Steenwijk, Giethoorn")
    press(page, _("Next"), twice=True)
    page.locator("[maxlength]").evaluate_all("all => all.forEach((one) => one.removeAttribute('maxlength'))")
    for name, points in ((sunday, "6"), (saturday, "9")):
        hands.write(name, points)
    hands.write("Hoe vaak per maand", "honderd keer")
    hands.write("Wat moeten we nog weten?", LONG)
    press(page, _("Next"))
    expect(page.locator("[data-error-summary] li")).to_have_count(3)
    for name, typed in ((saturday, "9"), ("Hoe vaak per maand", "honderd keer"), ("Wat moeten we nog weten?", LONG)):
        expect(field(page, name)).to_have_value(typed)
    hands.write(saturday, "4")
    hands.write("Hoe vaak per maand", "8")
    hands.write("Wat moeten we nog weten?", "Laat de bus op de trein wachten.")
    press(page, _("Next"))
    says(page, _("Check your answers"))
    press(page, _("Send my answers"), twice=True)
    assert CODE.match(page.locator(".keep-code__code").inner_text().strip())
    says(page, "Laat de bus op de trein wachten.")


def test_a_section_is_answered_with_nothing_but_the_keyboard(new_context: NewContext) -> None:
    page = new_context(viewport=PHONE).new_page()
    page.goto(HALL)
    hands = Keyboard(page)
    hands.press(_("Next"), role="button", within="main")
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_visible()
    assert is_focused(summary)
    found = narrow_and_wide(page, "a section with a mistake")
    hands.choose("Elke week")
    hands.press(_("Next"), role="button", within="main")
    says(page, "Wat er goed gaat en wat niet")
    hands.tick("Sport en bewegen")
    hands.choose("8")
    hands.write("Wat mist jouw dorpshuis", "Een leuning bij de trap.")
    hands.press(_("Next"), role="button", within="main")
    says(page, "Het geld van de provincie")
    page.goto(HALL)
    says(page, "Het geld van de provincie")
    assert found == []
