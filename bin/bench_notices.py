"""What `make bench` measures of notices: fan-out, digests and sending, each in a process of its own as in a worker.

python -m bin.bench_notices fan_out | digests | send     does that work on the bench database; one JSON line
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import django

from bin.console import ROOT, Stop, say
from tests.notifications.smtp import post_office

SIZES = (1_000, 10_000, 100_000)
QUICK_SIZES = (1_000, 10_000)
DIGESTS = 1_000
LINES = 10
MAILS = 1_000
# 50,000 followers hear in under a minute; what a batch costs does not grow with the crowd.
LEAST_NOTICES = 834
MOST_GROWTH = 1.5


@dataclass(frozen=True)
class Work:
    """What one process did: things dealt with, seconds, processor seconds of its own, and memory in MiB."""

    done: int
    seconds: float
    cpu: float
    before: float
    peak: float

    @property
    def per_second(self) -> float:
        """Things a second."""
        return self.done / max(self.seconds, 0.001)


def work(name: str, **env: str) -> Work:
    """Have a process of its own do the work."""
    command = [sys.executable, "-m", "bin.bench_notices", name]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stop(f"{name}: {done.stderr[-500:]}")
    return Work(**json.loads(done.stdout.splitlines()[-1]))


def measure_notices(sizes: tuple[int, ...]) -> dict[str, object]:
    """Measure and print all three; gives the figures for var/bench.json."""
    say(f"\n{'followers of one initiative':30}{'notices/s':>11}{'aim':>8}{'':>8}{'s':>8}{'CPU s':>8}{'MiB':>8}")
    found = [(size, fan_out(size)) for size in sizes]
    for size, one in found:
        met = "OK" if one.per_second >= LEAST_NOTICES else "under"
        figures = f"{one.seconds:>8.1f}{one.cpu:>8.1f}{one.peak:>8.0f}"
        say(f"{size:<30,}{one.per_second:>11,.0f}{LEAST_NOTICES:>8,}{met:>8}{figures}")
    # For each person: in the smallest crowd starting counts for too much.
    growth = found[-2][1].per_second / found[-1][1].per_second
    say(f"growth from {sizes[-2]:,} to {sizes[-1]:,} followers: {growth:.2f}  aim {MOST_GROWTH}")
    written, queries = digests()
    say(f"digests of {LINES} notices: {written.per_second:,.0f} people/s, {queries} queries each, "
        f"{written.peak:.0f} MiB")  # fmt: skip
    sent = send()
    say(f"sending to a server on this machine: {sent.per_second:,.0f} mails/s in one worker, "
        f"{sent.cpu * 1000 / sent.done:.1f} CPU ms each, {sent.peak:.0f} MiB")  # fmt: skip
    return {
        "fan_out": {str(size): vars(one) for size, one in found},
        "growth": round(growth, 2),
        "digests": vars(written) | {"queries": queries},
        "sending": vars(sent),
    }


def fan_out(size: int) -> Work:
    """Tell `size` followers of a new initiative something, and let a process write it out."""
    from bin import bench_crowd as inside

    inside.crowd(size)
    return work("fan_out")


def digests() -> tuple[Work, int]:
    """Let a process write the digests of people with ten notices each; also gives the queries of one."""
    from bin import bench_crowd as inside

    queries = inside.digests_due(DIGESTS, LINES)
    return work("digests"), queries


def send() -> Work:
    """Let a process send mail about an event to a server on this machine."""
    from bin import bench_crowd as inside

    inside.mail_due(MAILS)
    with post_office() as office:
        done = work("send", EMAIL_URL=f"smtp://127.0.0.1:{office.port}")
        if len(office.arrived) != MAILS:
            raise Stop(f"{len(office.arrived)} of {MAILS} mails came in")
    return done


def memory() -> float:
    """The most memory this process ever had, in MiB (Linux only); getrusage would count what started it too."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0


def main() -> int:
    """Do one kind of work to its end."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from bin import bench_crowd as inside

    ways: dict[str, Callable[[], int]] = {"fan_out": inside.fan_out, "digests": inside.digests, "send": inside.send}
    before, started, cpu = memory(), time.monotonic(), time.process_time()
    done = ways[sys.argv[1]]()
    seconds, used = time.monotonic() - started, time.process_time() - cpu
    say(json.dumps({"done": done, "seconds": seconds, "cpu": used, "before": before, "peak": memory()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
