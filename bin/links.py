"""Finds dead links between the documentation's own pages, headings included."""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

from bin.console import ROOT, say

LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """The documentation: what stands at the root and everything under docs/."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def anchors(page: Path) -> set[str]:
    """The anchors that headings of a page get."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text()), re.MULTILINE)
    plain = (
        unicodedata.normalize("NFKC", re.sub(r"[`*_]|\]\([^)]*\)|\[", "", heading)).lower() for heading in headings
    )
    return {re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading).strip()) for heading in plain}


def dead_links(page: Path) -> list[str]:
    """A line for each link of a page that leads nowhere in this checkout; other sites are not asked."""
    dead = []
    for target in LINK.findall(FENCE.sub("", page.read_text())):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        goal = (page.parent / path).resolve() if path else page
        missing = not goal.exists() or (anchor and goal.suffix == ".md" and anchor not in anchors(goal))
        if missing or not goal.is_relative_to(ROOT):
            dead.append(f"{page.relative_to(ROOT)}: {target}")
    return dead


def main() -> int:
    """Exit code 1, and a line for each, when there are dead links."""
    dead = [line for page in pages() for line in dead_links(page)]
    for line in dead:
        say(line)
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
