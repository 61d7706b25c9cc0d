"""Starts one process of the site; `make run`, the container image and the Helm chart all start their processes here.

python -m bin.start web | worker | clock      becomes that process
python -m bin.start migrate                   brings the database and the roles up to date and ends
python -m bin.start check web|worker|clock    exit code 0 when that process is well (for health checks)
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STALE_CLOCK_SECONDS = 600


def command(process: str) -> list[str]:
    """The command line of a process; raises KeyError for an unknown one.

    One blocking thread in each web worker: threads of one process fight for the interpreter, more workers do not.
    """
    get = os.environ.get
    celery = [sys.executable, "-m", "celery", "-A", "config.celery"]
    level = f"--loglevel={get('LOG_LEVEL', 'INFO')}"
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--http", "1"]
    web += ["--host", get("HOST", "127.0.0.1"), "--port", get("PORT", "8000")]
    web += ["--workers", get("WEB_WORKERS", "2"), "--blocking-threads", "1", "--workers-kill-timeout", "20"]
    return {
        "web": [*web, "config.wsgi:application"],
        "worker": [
            *celery,
            "worker",
            level,
            # Taken from in this order (see config/schedule.py); a second worker with QUEUES=urgent has them to itself.
            f"--queues={get('QUEUES', 'urgent,default,bulk')}",
            f"--concurrency={get('WORKER_CONCURRENCY', '1')}",
            "--without-gossip",
            "--without-mingle",
        ],
        "clock": [*celery, "beat", level, "--pidfile=", f"--schedule={clock_file()}"],
        "migrate": [sys.executable, str(ROOT / "manage.py"), "bring_up_to_date"],
    }[process]


def clock_file() -> Path:
    """Where the clock remembers what it did last."""
    return Path(os.environ.get("CLOCK_FILE") or Path(os.environ.get("VAR_DIR") or ROOT / "var") / "clock")


def is_well(process: str) -> bool:
    """Whether a process that was started here does its work."""
    if process == "web":
        return answers(f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/_healthz/readyz/")
    if process == "worker":
        # The one on this machine: another worker that answers says nothing about it.
        own = ["--destination", f"celery@{socket.gethostname()}"]
        ping = [sys.executable, "-m", "celery", "-A", "config.celery", "inspect", "ping", "--timeout", "5", *own]
        return subprocess.run(ping, cwd=ROOT, capture_output=True, check=False).returncode == 0
    written = [file.stat().st_mtime for file in clock_file().parent.glob(f"{clock_file().name}*")]
    return bool(written) and time.time() - max(written) < STALE_CLOCK_SECONDS


def answers(url: str) -> bool:
    """Whether an address of this machine answers with 200."""
    try:
        # No proxy of the environment may come between a process and its own machine.
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def main(arguments: list[str]) -> int:
    """Become the named process, or check it."""
    names = ("web", "worker", "clock")
    match arguments:
        case ["check", process] if process in names:
            return 0 if is_well(process) else 1
        case [process] if process in (*names, "migrate"):
            os.chdir(ROOT)
            parts = command(process)
            os.execv(parts[0], parts)
    print(f"usage: start web|worker|clock|migrate, or check {'|'.join(names)}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
