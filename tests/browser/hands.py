"""How people work a page: with a mouse, or with nothing but a keyboard. Labels are those that they read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Protocol

from playwright.sync_api import FileChooser, Locator, Page

from config.embedded import wait_until
from tests.browser.looking import focus_finding

# A person gives up; so does the test.
MOST_TABS = 250


def named(label: str) -> re.Pattern[str]:
    """Match what begins with a label; "(not required)" may follow."""
    return re.compile(rf"^\s*{re.escape(label)}")


class Hands(Protocol):
    """What somebody does to a page."""

    page: Page

    def press(self, name: str, *, role: str = "", within: str = "body") -> None:
        """Press the first button or link that begins with this name."""

    def write(self, label: str, text: str) -> None:
        """Write a text over what is in a field."""

    def choose(self, label: str) -> None:
        """Choose one of a group."""

    def tick(self, label: str) -> None:
        """Tick a box."""

    def pick(self, label: str, option: str) -> None:
        """Pick from a list."""

    def hand_in(self, label: str, file: Path) -> None:
        """Choose a file."""


def button_or_link(page: Page, name: str, role: str, within: str) -> Locator:
    """Find what somebody would press."""
    area = page.locator(within)
    if role == "link":
        return area.get_by_role("link", name=named(name)).first
    button = area.get_by_role("button", name=named(name))
    if role == "button":
        return button.first
    return button.or_(area.get_by_role("link", name=named(name))).first


def field(page: Page, label: str) -> Locator:
    """Find the field of a label."""
    return page.locator("main").get_by_label(named(label)).first


class Mouse:
    """Somebody who points and clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, name: str, *, role: str = "", within: str = "body") -> None:
        button_or_link(self.page, name, role, within).click()

    def write(self, label: str, text: str) -> None:
        field(self.page, label).fill(text)

    def choose(self, label: str) -> None:
        self.page.locator("main").get_by_role("radio", name=named(label)).check()

    def tick(self, label: str) -> None:
        self.page.locator("main").get_by_role("checkbox", name=named(label)).check()

    def pick(self, label: str, option: str) -> None:
        field(self.page, label).select_option(label=option)

    def hand_in(self, label: str, file: Path) -> None:
        field(self.page, label).set_input_files(file)


class Keyboard:
    """Somebody without a mouse: Tab, Enter, Space and arrows. At every step the focus must be there to see."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.choosers: list[FileChooser] = []
        # From the start: a listener that comes with the key press may come too late.
        page.on("filechooser", self.keep_chooser)

    def keep_chooser(self, chooser: FileChooser) -> None:
        self.choosers.append(chooser)

    def skip_to_content(self) -> None:
        """On a new page: the first Tab gives the skip link, and Enter on it goes to the content."""
        self.page.keyboard.press("Tab")
        skip = self.page.locator("a[href='#main']").first
        assert is_focused(skip), "the first Tab on a page does not give the skip link"
        see_focus(self.page)
        self.page.keyboard.press("Enter")
        assert self.page.evaluate("document.activeElement.id") == "main", "the skip link does not go to the content"

    def tab_to(self, target: Locator) -> None:
        """Press Tab until the target has the focus, looking where the focus is on the way."""
        target.wait_for(state="visible")
        if is_focused(target):
            return
        if self.page.evaluate("document.activeElement === document.body") and is_in_content(target):
            self.skip_to_content()
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("document.activeElement === document.body"):
                continue  # past the last element, on the way to the first
            see_focus(self.page)
            if is_focused(target):
                return
        raise AssertionError(f"not reached in {MOST_TABS} times Tab: {target}")

    def press(self, name: str, *, role: str = "", within: str = "body") -> None:
        self.tab_to(button_or_link(self.page, name, role, within))
        self.page.keyboard.press("Enter")

    def write(self, label: str, text: str) -> None:
        self.tab_to(field(self.page, label))
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(text)

    def choose(self, label: str) -> None:
        target = self.page.locator("main").get_by_role("radio", name=named(label))
        name = target.get_attribute("name")
        group = self.page.locator(f"input[type=radio][name={name}]")
        first = self.page.locator(f"input[type=radio][name={name}]:checked")
        self.tab_to(first if first.count() else group.first)
        if not first.count():
            self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if target.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"not reached with the arrows: {label}")

    def tick(self, label: str) -> None:
        box = self.page.locator("main").get_by_role("checkbox", name=named(label))
        self.tab_to(box)
        if not box.is_checked():
            self.page.keyboard.press("Space")
        assert box.is_checked()

    def pick(self, label: str, option: str) -> None:
        self.tab_to(field(self.page, label))
        self.page.keyboard.type(option)

    def hand_in(self, label: str, file: Path) -> None:
        target = field(self.page, label)
        self.tab_to(target)
        self.choosers.clear()
        self.page.keyboard.press("Space")
        assert wait_until(lambda: is_focused(target) and bool(self.choosers), 20), "Space opens no window to choose in"
        self.choosers[-1].set_files(file)


def see_focus(page: Page) -> None:
    """See where the focus is; the page may still be rolling towards it."""
    if focus_finding(page):
        wait_until(lambda: not focus_finding(page), 5)
        assert not (finding := focus_finding(page)), finding


def is_focused(target: Locator) -> bool:
    """Whether this has the focus."""
    return bool(target.evaluate("element => element === document.activeElement"))


def is_in_content(target: Locator) -> bool:
    """Whether this is below the header, so that a person would skip that."""
    return bool(target.evaluate("element => Boolean(element.closest('main'))"))
