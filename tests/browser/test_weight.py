"""What a first visit costs over the wire, measured by the browser itself, and what it leaves behind: nothing."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from config.embedded import wait_until
from tests.browser.conftest import NewContext
from tests.browser.site import Site

KB = 1000
MOST = {"css": 35.0 * KB, "js": 30.0 * KB, "font": 34.9 * KB}
MOST_IN_ALL = 150.0 * KB
KINDS = {"Stylesheet": "css", "Script": "js", "Font": "font", "Document": "html"}
PLACES = ("home", "list", "detail", "search", "theme", "municipality", "start")


class Scales:
    """Weighs every answer that a page asks for, as it crossed the wire."""

    def __init__(self, page: Page) -> None:
        self.answers: dict[str, dict[str, Any]] = {}
        self.weight: dict[str, float] = {}
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        wire.on("Network.responseReceived", lambda event: self.answers.__setitem__(event["requestId"], event))
        wire.on("Network.loadingFinished", self.weigh)
        wire.on("Network.loadingFailed", self.let_go)

    def weigh(self, event: dict[str, Any]) -> None:
        self.weight[event["requestId"]] = event["encodedDataLength"]

    def let_go(self, event: dict[str, Any]) -> None:
        """Leave out what the browser itself broke off; what was refused is the crawl's to find."""
        self.answers.pop(event["requestId"], None)

    def is_done(self) -> bool:
        return set(self.answers) <= set(self.weight)

    def by_kind(self) -> Counter[str]:
        """The bytes of each kind."""
        total: Counter[str] = Counter()
        for key, event in self.answers.items():
            total[KINDS.get(event["type"], "other")] += round(self.weight.get(key, 0))
        return total

    def urls(self) -> list[str]:
        return [event["response"]["url"] for event in self.answers.values()]


def address_of(place: str, page: Page) -> str:
    """The address of a place; those of content are found as a visitor finds them."""
    first = {"detail": "/initiatieven/", "theme": "/themas/", "municipality": "/gemeenten/"}.get(place)
    if first:
        page.goto(first)
        inside = "main h2 a, main h3 a" if place != "municipality" else "main svg a"
        link = page.locator(inside).first
        return link.get_attribute("href") or ""
    return {"home": "/", "list": "/initiatieven/", "search": "/zoeken/?q=tuin", "start": "/initiatieven/nieuw/"}[place]


@pytest.mark.parametrize("place", PLACES)
def test_first_visit(place: str, new_context: NewContext, site: Site) -> None:
    """Light, from us alone, and without a cookie until there is something to keep."""
    address = address_of(place, new_context().new_page())
    # On a busy machine the debugger now and then keeps an event to itself; a first visit can be made again.
    for _attempt in range(3):
        context = new_context()
        page = context.new_page()
        scales = Scales(page)
        page.goto(address, wait_until="load")
        page.evaluate("document.fonts.ready.then(() => true)")
        if wait_until(scales.is_done, 15):
            break
    assert scales.is_done(), "not everything arrived"
    weight = scales.by_kind()
    for kind, most in MOST.items():
        assert 0 < weight[kind] <= most, f"{kind} on {address}: {weight[kind] / KB:.1f} kB, at most {most / KB} kB"
    assert weight.total() <= MOST_IN_ALL, f"{address}: {weight.total() / KB:.1f} kB: {dict(weight)}"
    foreign = {url for url in scales.urls() if urlsplit(url).netloc != urlsplit(site.url).netloc}
    assert not {url for url in foreign if not url.startswith("data:")}, foreign
    fonts = [event for event in scales.answers.values() if event["type"] == "Font"]
    assert len(fonts) == 1
    cookies = {cookie.get("name") for cookie in context.cookies()}
    assert cookies == ({"csrftoken"} if place == "start" else set()), f"{address} sets {cookies}"


def test_reading_on_keeps_nothing(new_context: NewContext) -> None:
    """A visitor who reads page after page still carries nothing, on the device or over the wire."""
    context = new_context()
    page = context.new_page()
    for place in PLACES[:-1]:
        page.goto(address_of(place, page))
    assert context.cookies() == []
    assert page.evaluate("localStorage.length") == 0
