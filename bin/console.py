"""What the set-up scripts share: one line for each step, and one line, not a traceback, when something is wrong."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var")
VENV_PYTHON = ROOT / ".venv" / "bin" / "python"


class Stop(Exception):
    """The run cannot go on; the message is the one line that is shown."""


def say(line: str) -> None:
    """Print a line at once, also when the output goes to a file."""
    print(line, flush=True)


@contextmanager
def step(label: str) -> Iterator[None]:
    """Name a step when it starts and give its seconds when it ends."""
    started = time.monotonic()
    print(f"  {label} ... ", end="", flush=True)
    try:
        yield
    except BaseException:
        say("failed")
        raise
    say(f"{time.monotonic() - started:.1f} s")


def run(label: str, command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> None:
    """Run one step of the set-up, its output kept in var/log; raises Stop with the line that tells why it failed."""
    log = VAR / "log" / f"{label.replace(' ', '-')}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with step(label), log.open("w") as output:
        child = subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            env=None if env is None else dict(env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            code = child.wait()
        except BaseException:
            # Interrupted: what the step started ends with it.
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            raise
        if code:
            raise Stop(f"{label} failed: {reason(log)} (everything it said: {shown(log)})")


SIGNS = (
    ("No space left on device", "the disk is full"),
    ("ENOSPC", "the disk is full"),
    ("Failed to establish a new connection", "the package registry cannot be reached"),
    ("Temporary failure in name resolution", "the package registry cannot be reached"),
    ("EAI_AGAIN", "the package registry cannot be reached"),
    ("No matching distribution", "no ready-made package for this Python or machine"),
    ("ensurepip is not available", "Python has no venv module; on Debian and Ubuntu: apt install python3-venv"),
    ("No module named venv", "Python has no venv module; on Debian and Ubuntu: apt install python3-venv"),
    ("Connection refused", "a server that is needed does not answer"),
    ("DO NOT MATCH THE HASHES", "a downloaded package is not the one that was locked"),
)


def reason(log: Path) -> str:
    """The cause of a failure, in a few words where it is a known one, else the last error line of the log."""
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    for sign, meaning in SIGNS:
        for line in reversed(lines):
            if sign in line:
                return f"{meaning} ({line[:160]})"
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or ["it said nothing"])[-1][:240]


def shown(path: Path) -> str:
    """A path as a person at the root of the checkout would type it."""
    return os.path.relpath(path, ROOT) if path.is_relative_to(ROOT) else str(path)


def entry(main: Callable[[], int]) -> None:
    """Run a script: its exit code, or one line and code 1 for what it cannot do."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        code = main()
    except Stop as stop:
        print(f"error: {stop}", file=sys.stderr, flush=True)
        code = 1
    except KeyboardInterrupt:
        say("")
        code = 130
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        line = "the disk is full" if full else f"{error.strerror or error}: {error.filename or ''}".rstrip(": ")
        print(f"error: {line}", file=sys.stderr, flush=True)
        code = 1
    sys.exit(code)
