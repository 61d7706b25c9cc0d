"""Locks the newest packages that pyproject.toml allows, with the hash of each file and no address of an index."""

from __future__ import annotations

import sys
from pathlib import Path

from bin.console import ROOT, entry, run

SETS: dict[str, tuple[str, ...]] = {"base": (), "dev": ("--extra=dev", "--extra=embedded")}


def main() -> int:
    """Write requirements/base.txt and requirements/dev.txt."""
    for name, extras in SETS.items():
        words = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--upgrade"]
        output = ROOT / "requirements" / f"{name}.txt"
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "uv",
            "pip",
            "compile",
            "pyproject.toml",
            *words,
            *extras,
            "--output-file",
            output,
        ]
        run(f"locking {name}", command)
    return 0


if __name__ == "__main__":
    entry(main)
