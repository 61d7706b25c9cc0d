"""Runs the whole suite: first what needs no browser, on both cores, then the journeys in a browser and the proof."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from bin import browser
from bin.console import ROOT, VAR, entry, say

NOTHING_RAN = 5
COUNTED = ("passed", "failed", "error", "skipped", "xfailed")


def pytest(*arguments: str) -> tuple[int, str]:
    """Run pytest with its output shown as it comes; its exit code and its closing line."""
    closing = ""
    command = [sys.executable, "-m", "pytest", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            closing = line if re.search(r"(passed|failed|error|skipped|no tests ran).* in [\d.]+s", line) else closing
        code = process.wait()
    return code, closing


def count(closing: str) -> dict[str, int]:
    """The numbers in pytest's closing line."""
    found = re.findall(r"(\d+) (passed|failed|error|skipped|xfailed)", closing)
    return {word: sum(int(number) for number, name in found if name == word) for word in COUNTED}


def main() -> int:
    """Run both parts, also when the first fails, and close with the sum; a part without any test is a failure."""
    (VAR / "log").mkdir(parents=True, exist_ok=True)
    os.environ["BROWSER_PATH"] = browser.ensure()
    parts = [
        pytest("-n", "2", "--ignore=tests/browser", "--ignore=tests/proof", "--durations=5"),
        pytest("tests/browser", "tests/proof", "-n", "2", "--maxschedchunk=1", "--durations=5"),
    ]
    totals = [count(closing) for _code, closing in parts]
    total = {word: sum(part[word] for part in totals) for word in COUNTED}
    if any(code == NOTHING_RAN for code, _closing in parts):
        say("one of the two parts has no test at all; that counts as a failure")
    code = max(code for code, _closing in parts)
    failed = total["failed"] + total["error"]
    say(f"{total['passed']} passed, {failed} failed, {total['skipped']} skipped")
    return 1 if code else 0


if __name__ == "__main__":
    entry(main)
