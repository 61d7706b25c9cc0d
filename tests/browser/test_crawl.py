"""Walks the whole site as everybody who uses it, through its own links; knows starts and rules, no pages.

From / on, breadth first, two addresses of each pattern that Django's resolver knows; an address with a query (a
filter, an order, a next page) counts as one more pattern. A page that is new tomorrow is looked at tomorrow.

Every page is opened in the browser and everything is looked at, but for axe, which takes most of the time: that is not
asked again about a page with the shape of one in which it found nothing, whoever saw that, and with parts (headers,
menus, footers) that it saw together before (looking.Sent.skeleton).
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from playwright.sync_api import Error, Page, Request, Response

from tests.browser.conftest import NewContext
from tests.browser.looking import Sent, axe_findings, page_findings, sideways_scroll, unfold
from tests.browser.site import Site

OF_EACH = 2


@dataclass(frozen=True)
class Walker:
    """Somebody who walks over the site: who, in which language, and how much of each pattern they want to see."""

    email: str = ""
    of_each: int = OF_EACH
    language: str = "nl"


PEOPLE = {
    "visitor": Walker(),
    "resident": Walker("bewoner@demo.invalid"),
    "author": Walker("initiatiefnemer@demo.invalid"),
    "moderator": Walker("moderator@demo.invalid"),
    "editor": Walker("redactie@demo.invalid"),
    "administrator": Walker("beheer@demo.invalid"),
    # They see what a resident sees, and a few pages of their own: one of each is enough to find those.
    "official": Walker("ambtenaar@demo.invalid", of_each=1),
    "finance": Walker("finance@demo.invalid", of_each=1),
    # The same templates with other words, of another length.
    "reader of English": Walker("bewoner@demo.invalid", of_each=1, language="en"),
}
# Django makes these from one template and from the same code for every table: an empty form, a list of what changed,
# and the list of a table again with fewer rows or in another order. One of each for every table; two of the forms,
# because what is in them depends on the state of what they show.
ALIKE_IN_ADMIN = ("_add", "_history", "_changelist?")
LINKS = """() => [...document.querySelectorAll('a[href], form[method=get], form:not([method])')].map((one) => {
    if (one instanceof HTMLFormElement) return one.action;
    return one instanceof SVGElement ? new URL(one.href.baseVal, document.baseURI).href : one.href;
})"""


class Clean:
    """The shapes in which axe found nothing, as empty files: one collection for all processes of a run."""

    def __init__(self) -> None:
        self.folder = Path(os.environ["TESTS_DIR"]) / "clean"
        self.folder.mkdir(exist_ok=True)

    def has(self, shape: str) -> bool:
        """Whether somebody saw this before."""
        return (self.folder / shape).exists()

    def add(self, *shapes: str) -> None:
        """Remember these."""
        for shape in shapes:
            (self.folder / shape).touch()


@dataclass
class Crawl:
    """One person's walk over the site."""

    page: Page
    site: Site
    of_each: int = OF_EACH
    found: dict[str, list[str]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    visited: Counter[str] = field(default_factory=Counter)
    noise: list[str] = field(default_factory=list)
    clean: Clean = field(default_factory=Clean)

    def listen(self) -> None:
        """Hear what the browser has to say about every page."""
        self.page.on("console", lambda message: self.noise.append(f"console {message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.noise.append(f"script error: {error}"))
        self.page.on("requestfailed", self.hear_failure)
        self.page.on("request", self.hear_request)
        self.page.on("response", self.hear_response)

    def hear_failure(self, request: Request) -> None:
        """A request that came to nothing; one that we broke off ourselves by going on does not count."""
        if request.failure != "net::ERR_ABORTED":
            self.noise.append(f"failed request: {request.url} {request.failure}")

    def hear_request(self, request: Request) -> None:
        """A request to somebody else."""
        if not request.url.startswith((f"{self.site.url}/", "data:", "blob:")):
            self.noise.append(f"request to another origin: {request.url}")

    def hear_response(self, response: Response) -> None:
        """An answer that says no."""
        if response.status >= 400:
            self.noise.append(f"status {response.status}: {response.url}")

    def run(self) -> dict[str, list[str]]:
        """Walk until no link leads to a pattern that was not seen twice; gives what was wrong, by address."""
        queue = deque(["/"])
        while queue:
            address = queue.popleft()
            self.noise.clear()
            links = self.visit(address)
            if self.noise:
                self.found.setdefault(address, []).extend(self.noise)
            queue.extend(link for link in links if self.wants(link, address))
        return self.found

    def wants(self, address: str, source: str) -> bool:
        """Whether an address is ours, new, and of a pattern that was not seen twice yet."""
        if address in self.seen:
            return False
        path, query = urlsplit(address).path, urlsplit(address).query
        try:
            match = resolve(path)
        except Resolver404:
            if path.startswith(str(settings.STATIC_URL)):
                return False
            self.seen.add(address)
            self.found.setdefault(source, []).append(f"link to an address that nothing answers: {address}")
            return False
        pattern = pattern_of(match, query)
        if is_way_out(match) or self.visited[pattern] >= self.most(pattern):
            return False
        self.seen.add(address)
        self.visited[pattern] += 1
        return True

    def most(self, pattern: str) -> int:
        """How many addresses of one pattern are worth a visit."""
        return 1 if pattern.startswith("admin:") and pattern.endswith(ALIKE_IN_ADMIN) else self.of_each

    def visit(self, address: str) -> list[str]:
        """Open a page and look at all of it; gives the addresses that it links to."""
        try:
            response = self.page.goto(self.site.url + address)
        except Error as error:
            # A file to keep is no page: ask for it without showing it.
            answer = self.page.request.get(self.site.url + address)
            self.noise.clear()
            if answer.status >= 400 or "attachment" not in answer.headers.get("content-disposition", ""):
                self.noise.append(f"does not open: {error}")
            return []
        assert response is not None
        if not response.headers.get("content-type", "").startswith("text/html"):
            # What the browser makes of a feed or a text is its own.
            self.noise[:] = [one for one in self.noise if not one.startswith("console")]
            return []
        if response.status < 400:
            self.look(response.text())
        here = f"{self.site.url}/"
        links = {urldefrag(urljoin(self.page.url, link)).url for link in self.page.evaluate(LINKS)}
        return sorted(link.removeprefix(self.site.url) for link in links if link.startswith(here))

    def look(self, html: str) -> None:
        """Find what is wrong with the page; axe is not asked again about one that differs in words only."""
        sent = Sent(html)
        unfold(self.page)
        self.noise += [*page_findings(self.page), *sent.findings(settings.SITE_NAME), *sideways_scroll(self.page)]
        page, parts = sent.skeleton(), sent.parts()
        # Each page between its parts, each part, and each choice of parts on one page.
        shapes = [page, *parts, hashlib.sha256(repr(parts).encode()).hexdigest()]
        if all(map(self.clean.has, shapes)):
            return
        wrong = axe_findings(self.page, [self.clean.has(part) for part in parts])
        self.noise += wrong
        if not wrong:
            self.clean.add(*shapes)


def pattern_of(match: ResolverMatch, query: str) -> str:
    """The pattern of an address; the admin site has one per page and table.

    What stands behind the question mark there says where to go back to, and only in a list what is shown.
    """
    counts = query and (match.app_name != "admin" or (match.url_name or "").endswith("_changelist"))
    return f"{match.view_name or match.route}{'?' if counts else ''}"


def is_way_out(match: ResolverMatch) -> bool:
    """Whether a page is there to sign out or to throw something away."""
    name = match.url_name or ""
    return name.endswith(("logout", "_delete"))


@pytest.mark.parametrize("who", PEOPLE)
def test_crawl(who: str, new_context: NewContext, site: Site) -> None:
    """Everything that links lead this person to is there, valid, accessible, quiet, and ours."""
    walker = PEOPLE[who]
    context = new_context(person=walker.email, reduced_motion="reduce")
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": walker.language, "url": site.url}])
    crawl = Crawl(context.new_page(), site, walker.of_each)
    crawl.listen()
    found = crawl.run()
    assert len(crawl.visited) > 15, f"too little was found from / on: {crawl.visited}"
    assert crawl.page.locator("html").get_attribute("lang") == walker.language
    assert not found, f"as {who}, {sum(crawl.visited.values())} pages:\n{report(found)}"


def report(found: dict[str, list[str]]) -> str:
    """Name each finding once, with the addresses it was found on."""
    by_finding: dict[str, list[str]] = {}
    for address, findings in found.items():
        for finding in dict.fromkeys(findings):
            by_finding.setdefault(finding, []).append(address)
    lines = []
    for finding, addresses in by_finding.items():
        more = f" and {len(addresses) - 3} more" if len(addresses) > 3 else ""
        lines.append(f"- {finding}\n    on {', '.join(addresses[:3])}{more}")
    return "\n".join(lines)
