"""Makes pictures of the main pages of the running site, on a desktop and on a small phone, in var/screenshots/."""

from __future__ import annotations

import os
import subprocess
import sys

from playwright.sync_api import Browser, sync_playwright

from bin import browser
from bin.console import ROOT, VAR, Stop, entry, shown, step
from bin.start import answers

SIZES = {"desktop": (1280, 900), "phone": (320, 640)}
PERSON = "bewoner@demo.invalid"


def pages(engine: Browser, site: str) -> dict[str, str]:
    """The pages by name; the detail page is the first one that the list links to."""
    page = engine.new_page()
    page.goto(f"{site}/initiatieven/")
    first = page.locator("main h2 a, main h3 a").first.get_attribute("href")
    page.close()
    return {"home": "/", "list": "/initiatieven/", "detail": first or "/initiatieven/", "form": "/initiatieven/nieuw/"}


def session() -> str:
    """A session cookie value of a demo resident; empty when the demo is off."""
    command = [sys.executable, str(ROOT / "manage.py"), "demo_session", PERSON]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()


def main() -> int:
    """Write one picture for each page and size."""
    site = f"http://{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
    if not answers(f"{site}/_healthz/readyz/"):
        raise Stop(f"the site does not run at {site}; start it first, in another terminal: make run")
    folder = VAR / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        engine = playwright.chromium.launch(executable_path=browser.ensure(), args=browser.FLAGS)
        addresses = pages(engine, site)
        for size, (width, height) in SIZES.items():
            context = engine.new_context(viewport={"width": width, "height": height}, locale="nl-NL")
            context.add_cookies([{"name": "sessie", "value": session(), "url": site}])
            page = context.new_page()
            for name, path in addresses.items():
                target = folder / f"{name}-{size}.png"
                with step(shown(target)):
                    page.goto(site + path, wait_until="networkidle")
                    page.screenshot(path=target, full_page=True)
            context.close()
        engine.close()
    return 0


if __name__ == "__main__":
    entry(main)
