"""Runs every check that needs no running site, two at a time; one line each, and the details of those that fail."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bin.console import ROOT, VAR, entry, say

BIN = ROOT / ".venv" / "bin"
PY = sys.executable
# Each way of asking keeps its templates in its own folder.
TEMPLATES = (ROOT / "templates", ROOT / "consultations" / "methods")


def templates() -> list[str]:
    """Every template written here."""
    return [str(path.relative_to(ROOT)) for folder in TEMPLATES for path in sorted(folder.rglob("*.html"))]


def production_like() -> dict[str, str]:
    """The environment of a production installation, with servers that nobody has to run for a check."""
    nowhere = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1/0"}
    key = "".join(chr(33 + index) for index in range(64))
    # The settings read .env and var/run.env too; what stands here goes first.
    return {
        **os.environ,
        **nowhere,
        "SECRET_KEY": key,
        "DEBUG": "0",
        "DEMO": "0",
        "HTTPS": "1",
        "ALLOWED_HOSTS": "example.nl",
    }


def checks() -> dict[str, list[str | Path]]:
    """Each check by name: the longest first, so that the cores are busy to the end."""
    manage: list[str | Path] = [PY, "-W", "ignore::RuntimeWarning", ROOT / "manage.py"]
    return {
        "types": [PY, "-m", "mypy"],
        "format": [BIN / "ruff", "format", "--check", "."],
        "lint": [BIN / "ruff", "check", "."],
        "import contracts": [BIN / "lint-imports"],
        "migrations": [*manage, "makemigrations", "--check", "--dry-run"],
        "settings of a production site": [*manage, "check", "--deploy", "--fail-level", "WARNING"],
        "translations": [PY, "-m", "bin.messages", "check"],
        "templates compile": [PY, "-m", "bin.templates"],
        "templates format": [BIN / "djade", "--target-version", "5.2", "--check", *templates()],
        "environment variables": [PY, "-m", "bin.environment", "check"],
        "links in the documentation": [PY, "-m", "bin.links"],
    }


def perform(name: str, command: list[str | Path]) -> tuple[str, bool, str]:
    """Run one check: its line, whether it passed, and what it said."""
    started = time.monotonic()
    words = [str(part) for part in command]
    done = subprocess.run(words, cwd=ROOT, env=production_like(), capture_output=True, text=True, check=False)
    seconds = time.monotonic() - started
    verdict = "failed" if done.returncode else "OK"
    return f"{name:<32}{verdict:<8}{seconds:5.1f} s", done.returncode == 0, (done.stdout + done.stderr).strip()


def fix() -> int:
    """Format Python and templates, and repair what lint can repair by itself."""
    commands = [[BIN / "ruff", "check", "--fix", "--quiet", "."], [BIN / "ruff", "format", "."]]
    commands += [[BIN / "djade", "--target-version", "5.2", *map(Path, templates())]] if templates() else []
    for command in commands:
        subprocess.run([str(part) for part in command], cwd=ROOT, check=False)
    return 0


def main() -> int:
    """Run the checks; exit code 1 when one failed."""
    if "--fix" in sys.argv[1:]:
        return fix()
    VAR.mkdir(parents=True, exist_ok=True)
    details: list[str] = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for line, passed, output in pool.map(lambda check: perform(*check), checks().items()):
            say(line)
            if not passed:
                details.append(f"\n--- {line.split('  ')[0]} ---\n{output}")
    for text in details:
        say(text)
    return 1 if details else 0


if __name__ == "__main__":
    entry(main)
