"""What editors do in several tests: lay out a consultation and let it open. And time, that goes by for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import psycopg2
from django.utils import timezone
from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from config.embedded import wait_until
from tests.browser.hands import Mouse, field
from tests.browser.site import Site

EDITOR = "redactie@demo.invalid"
KEEP_COURSE = "consultations.tasks.keep_course"
COUNT = "consultations.tasks.count_results"
LAY_OUT = "consultations.tasks.lay_out_remarks"
SUMMARY = "Het plein is klaar. We willen weten wat goed ging en wat de volgende keer anders moet."
STORY = "Het plein ligt er een jaar. Vertel ons wat je ervan merkt. We lezen alles wat je schrijft."


def press(page: Page, name: str, *, twice: bool = False) -> None:
    """Press a button of the page, once or twice in a hurry, and be on what comes after it."""
    button = page.locator("main").get_by_role("button", name=name).first
    with page.expect_event("load"):
        button.dblclick() if twice else button.click()


def follow(page: Page, name: str, about: str = "") -> None:
    """Follow a link in the content of the page; `about` is what only a screen reader says after it."""
    said = re.compile(rf"^\s*{re.escape(name)}\s*:\s*{re.escape(about)}" if about else rf"^\s*{re.escape(name)}")
    with page.expect_event("load"):
        page.locator("main").get_by_role("link", name=said).first.click()


def says(page: Page, text: str) -> None:
    """Read a text in the content of the page."""
    expect(page.locator("main")).to_contain_text(text)


def comes(page: Page, address: str, text: str, ask: Callable[[], None] = lambda: None) -> None:
    """Load a page again until it says what the worker makes it say; `ask` asks the worker once more."""

    def is_there() -> bool:
        ask()
        page.goto(address)
        return text in page.locator("main").inner_text()

    assert wait_until(is_there, 40), f"{address} never said: {text}"


def begin(editor: Page, source: str, title: str) -> str:
    """Begin one from a blueprint (`blauwdruk=...`) or an earlier one (`van=...`); gives its address."""
    editor.goto(f"/consultaties/nieuw/?{source}")
    hands = Mouse(editor)
    hands.write(_("What is it called?"), title)
    hands.write(_("What do you want to know, in a few sentences?"), SUMMARY)
    editor.locator("[name=theme]").first.check()
    press(editor, _("Begin"), twice=True)
    return editor.url.removesuffix("werkplaats/")


def tell_basics(editor: Page, home: str) -> None:
    """Say what it is about, who answers, and when."""
    editor.goto(f"{home}werkplaats/basis/")
    Mouse(editor).write(_("Explain what it is about"), STORY)
    field(editor, _("Which official answers?")).select_option(index=1)
    field(editor, _("Which office answers?")).select_option(index=1)
    until = timezone.localdate() + timedelta(days=90)
    Mouse(editor).write(_("On which day do people get their answer at the latest?"), until.isoformat())
    press(editor, _("Save"))


def open_at_once(editor: Page, home: str) -> None:
    """Let the first phase begin yesterday, so that it opens when it is announced."""
    editor.goto(f"{home}werkplaats/fasen/")
    follow(editor, _("Change"))
    yesterday = timezone.localtime() - timedelta(days=1)
    Mouse(editor).write(_("From when can people take part?"), yesterday.strftime("%Y-%m-%dT%H:%M"))
    press(editor, _("Save"))


def announce(editor: Page, home: str) -> None:
    """Announce it, and wait until the clock opened it."""
    editor.goto(f"{home}werkplaats/")
    press(editor, _("Announce"), twice=True)
    says(editor, _("It is announced. It opens by itself at the moment you chose."))
    comes(editor, home, _("You need no account. Your name is never kept with your answers."))


def open_copy(editor: Page, slug: str, title: str) -> str:
    """Copy an earlier consultation into a new one that is open; gives its address."""
    home = begin(editor, f"van={slug}", title)
    tell_basics(editor, home)
    open_at_once(editor, home)
    announce(editor, home)
    return home


def let_days_pass(site: Site, home: str, days: int) -> None:
    """Let so many days go by for a consultation with one phase: it opened and closes so much earlier.

    The only thing that no page, mail or command can do for a test: nobody waits four weeks.
    """
    slug = home.rstrip("/").rpartition("/")[2]
    with psycopg2.connect(site.environment["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute(
            """UPDATE consultations_phase SET opens_at = opens_at - %(past)s, closes_at = closes_at - %(past)s
            FROM publications_publication WHERE consultation_id = publications_publication.id AND slug = %(slug)s""",
            {"past": timedelta(days=days), "slug": slug},
        )
        assert cursor.rowcount == 1
    connection.close()
    site.ask_worker(KEEP_COURSE)
