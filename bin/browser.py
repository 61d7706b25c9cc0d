"""Finds a Chromium for the browser tests and the screenshots, or installs one in whichever way this machine allows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bin.console import Stop, run

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Nothing but the pages under test may use the network, and a container has neither a sandbox nor a GPU.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def find() -> str | None:
    """The path of a browser that starts: named in BROWSER_PATH, the system's own, or playwright's."""
    candidates = [os.environ.get("BROWSER_PATH"), *map(shutil.which, NAMES), playwrights_own()]
    return next((path for path in candidates if path and starts(path)), None)


def starts(path: str) -> bool:
    """Whether this program is a browser that starts (a placeholder that only tells to install one does not)."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def playwrights_own() -> str | None:
    """The browser that `playwright install chromium` put on this machine, if it did."""
    ask = "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    code = f"from playwright.sync_api import sync_playwright\n{ask}"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stdout.strip()
    return found if found and Path(found).exists() else None


def ensure() -> str:
    """A browser, installed first when there is none; raises Stop when no way works."""
    found = find()
    tries: list[list[list[str]]] = []
    if os.geteuid() == 0 and shutil.which("apt-get"):
        tries.append([["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]])
    tries.append([[sys.executable, "-m", "playwright", "install", "chromium"]])
    for commands in tries:
        if found:
            break
        try:
            for command in commands:
                run("installing a browser", command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
        except Stop:
            continue
        found = find()
    if not found:
        raise Stop("no browser for the browser tests: install chromium or Chrome, or name one in BROWSER_PATH")
    return found
