"""How `make run` ends: everything it started with it, and in one line when something goes wrong."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from bin import browser
from bin.console import Stop
from bin.run import Supervisor
from bin.setup import check_port
from bin.start import command, main
from config.embedded import command_line, free_port, wait_until

ROOT = Path(__file__).resolve().parents[1]
FOREVER = "import time; time.sleep(60)"


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_leaving_the_supervisor_ends_the_processes_and_their_children(tmp_path: Path) -> None:
    grown = "print(subprocess.Popen([sys.executable, '-c', sys.argv[1]]).pid, flush=True)"
    parent = f"import subprocess, sys, time; {grown}; time.sleep(60)"
    with Supervisor(tmp_path) as supervisor:
        supervisor.start("family", [*python(parent), FOREVER])
        assert wait_until(lambda: supervisor.log("family").read_text().endswith("\n"), 10)
        child = int(supervisor.log("family").read_text())
        pids = [supervisor.processes["family"].pid, child]
        assert all(command_line(pid) for pid in pids)
    assert wait_until(lambda: not any(command_line(pid) for pid in pids), 5)


def test_a_process_that_ends_is_named_with_its_last_words(tmp_path: Path) -> None:
    with Supervisor(tmp_path) as supervisor:
        supervisor.start("other", python(FOREVER))
        supervisor.start("worker", python("print('error: the queue is gone'); raise SystemExit(3)"))
        with pytest.raises(Stop, match=r"worker ended with exit code 3: error: the queue is gone .*worker\.log"):
            supervisor.wait()
        other = supervisor.processes["other"].pid
    assert not command_line(other)


def test_what_a_killed_supervisor_started_dies_with_it(tmp_path: Path) -> None:
    code = f"""
        import sys, time
        from pathlib import Path
        from bin.run import Supervisor
        with Supervisor(Path({str(tmp_path)!r})) as supervisor:
            supervisor.start("web", [sys.executable, "-c", {FOREVER!r}])
            print(supervisor.processes["web"].pid, flush=True)
            time.sleep(60)
    """
    with subprocess.Popen(python(textwrap.dedent(code)), cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        process.kill()
    assert wait_until(lambda: not command_line(child), 5)


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGINT])
def test_a_request_to_stop_ends_the_wait(tmp_path: Path, sig: signal.Signals) -> None:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        with Supervisor(tmp_path) as supervisor:
            supervisor.heed_signals()
            os.kill(os.getpid(), sig)
            started = time.monotonic()
            supervisor.wait()
            assert time.monotonic() - started < 2
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


def test_a_taken_port_is_refused_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Stop, match=r"cannot be used .* choose another: make run PORT=8001"):
            check_port("127.0.0.1", str(taken.getsockname()[1]))
    check_port("127.0.0.1", str(free_port()))
    with pytest.raises(Stop, match="must be a number"):
        check_port("127.0.0.1", "http")


def test_without_any_browser_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def fails(label: str, command: list[str], **_options: object) -> None:
        tried.append(Path(command[0]).name)
        raise Stop("no")

    monkeypatch.setattr(browser, "find", lambda: None)
    monkeypatch.setattr(browser, "run", fails)
    with pytest.raises(Stop, match="install chromium or Chrome, or name one in BROWSER_PATH"):
        browser.ensure()
    assert tried[-1].startswith("python")


def test_every_process_has_a_command_line_and_others_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("web", "worker", "clock", "migrate"):
        assert command(name)[0] == sys.executable
    assert main(["flower"]) == 2
    assert "usage" in capsys.readouterr().err
