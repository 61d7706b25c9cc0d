"""Removes everything the other commands made in this checkout, and nothing that a person wrote."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path

from bin.console import ROOT, VAR, Stop, entry, say, shown

MADE = (
    ".venv",
    "node_modules",
    "static/dist",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".import_linter_cache",
    ".hypothesis",
)


def main() -> int:
    """Remove what was made; refuse while the site runs."""
    lock = VAR / "run.lock"
    if lock.exists():
        with lock.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Stop("the site runs from this folder; end it first") from None
    # A database of root may live outside the checkout (config/embedded.py); this link tells where.
    elsewhere = VAR / "postgres" / "elsewhere"
    if elsewhere.is_symlink():
        remove(elsewhere.resolve())
    for path in (VAR, *(ROOT / name for name in MADE), *(ROOT / "locale").glob("*/LC_MESSAGES/*.mo")):
        remove(path)
    for cache in [*ROOT.rglob("__pycache__"), *ROOT.glob("*.egg-info")]:
        remove(cache)
    return 0


def remove(path: Path) -> None:
    """Remove a file or a folder and say so."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif path.exists() or path.is_symlink():
        path.unlink()
    else:
        return
    if path.name != "__pycache__":
        say(f"removed {shown(path)}")


if __name__ == "__main__":
    entry(main)
