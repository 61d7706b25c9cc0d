"""A whole running site with the demo content, and a real browser to visit it with.

The site is the one `make run` serves: granian, a Celery worker and the clock, on a database of its own. The tests are
its visitors: they know it by its pages, its mail and its commands only, never by its tables; but for time that goes by,
in `consulting.py`. All processes of one run share one site, as visitors do.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from bin import browser as browsers
from tests.browser.looking import axe_findings
from tests.browser.site import Site, running_site

# Playwright's event loop lives in the test's thread; Django would take that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}
# A slow machine under load still passes; nothing waits this long when all is well.
PATIENCE_MS = 20_000
LONGEST = (
    "crawl[administrator]",
    "crash_midway",
    "crawl[moderator]",
    "from_a_blueprint",
    "test_journey",
    "test_crawl",
    "test_two_become_one",
)
expect.set_options(timeout=PATIENCE_MS)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """With xdist: the controlling process starts the one site, before its first worker, and ends it after the last."""
    held: dict[str, Site] = node.config.__dict__.setdefault("site_of_this_run", {})
    if not held:
        stack = ExitStack()
        node.config.add_cleanup(stack.close)
        held["site"] = stack.enter_context(running_site(Path(os.environ["TESTS_DIR"]) / "site"))
    node.workerinput["site"] = asdict(held["site"])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests first, so that no core waits for another at the end; the rest in whatever order they come."""
    items.sort(key=lambda item: next((place for place, name in enumerate(LONGEST) if name in item.name), len(LONGEST)))


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The running site: the one of this run, or one of our own when this process is the only one."""
    given = getattr(request.config, "workerinput", {}).get("site")
    if given:
        yield Site(**given)
        return
    with running_site(tmp_path_factory.mktemp("site")) as own:
        yield own


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; contexts are what keeps tests apart."""
    path = browsers.find()
    assert path, "no browser found: run `make test`, which installs one, or name one in BROWSER_PATH"
    with sync_playwright() as playwright:
        engine = playwright.chromium.launch(executable_path=path, args=browsers.FLAGS, headless=True)
        yield engine
        engine.close()


NewContext = Callable[..., BrowserContext]


@pytest.fixture
def new_context(chromium: Browser, site: Site) -> Iterator[NewContext]:
    """Makes visitors: a fresh context for the site, with any option of playwright's new_context."""
    contexts: list[BrowserContext] = []

    def make(*, person: str = "", **options: Any) -> BrowserContext:
        context = chromium.new_context(base_url=site.url, locale="nl-NL", **{"viewport": DESKTOP, **options})
        context.set_default_timeout(PATIENCE_MS)
        if person:
            context.add_cookies([site.cookie(person)])  # type: ignore[list-item]  # playwright has two types for one
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def desktop(new_context: NewContext) -> Page:
    """A visitor at a desk: 1280 by 900."""
    return new_context().new_page()


@pytest.fixture
def phone(new_context: NewContext) -> Page:
    """A visitor with the smallest phone there is: 320 by 640."""
    return new_context(viewport=PHONE, has_touch=True).new_page()


@pytest.fixture
def without_javascript(new_context: NewContext) -> Page:
    """A visitor whose browser runs no scripts."""
    return new_context(java_script_enabled=False).new_page()


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Tells what axe finds wrong on a page, one line for each element; an empty list is what we want."""
    return axe_findings


@pytest.fixture(scope="session")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture somebody took."""
    path = tmp_path_factory.mktemp("photos") / "moestuin.jpg"
    Image.linear_gradient("L").resize((1200, 800)).convert("RGB").save(path, "JPEG")
    return path


@pytest.fixture(scope="session")
def no_photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text that calls itself a picture."""
    path = tmp_path_factory.mktemp("photos") / "brief.jpg"
    path.write_text("Dit is een brief en geen foto.\n" * 20)
    return path
