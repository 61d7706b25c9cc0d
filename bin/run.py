"""Serves the whole site on this machine: database, queue, web, worker and clock, started and ended together.

Nothing is restarted in silence: when one of them ends, that is said in one line and the others are ended too.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

import environ
import psycopg2

from bin.console import ROOT, VAR, Stop, entry, run, say, shown, step
from bin.setup import check_port
from bin.start import answers, command
from config.embedded import Postgres, Redis, Unavailable, die_with_parent, end, last_line
from notifications.vapid import new_key

MANAGE = [sys.executable, str(ROOT / "manage.py")]
READY_SECONDS = 60.0
PATIENCE_SECONDS = 15.0


class Supervisor:
    """Holds the processes it started; ends them all, in the reverse order, when it is left."""

    def __init__(self, logs: Path) -> None:
        self.logs = logs
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.started: list[str] = []
        self.asked_to_stop = False

    def __enter__(self) -> Supervisor:
        self.logs.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        for name in self.started:
            if self.processes[name].poll() is None:
                self.processes[name].terminate()
        for name in self.started:
            end(self.processes[name], signal.SIGTERM, patience=PATIENCE_SECONDS)

    def heed_signals(self) -> None:
        """From now on Ctrl-C and SIGTERM are requests to stop, which `wait` notices."""
        for sig in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sig, self._stop_later)

    def _stop_later(self, _number: int, _frame: FrameType | None) -> None:
        self.asked_to_stop = True

    def watch(self, name: str, process: subprocess.Popen[bytes] | None) -> None:
        """Notice when a process that somebody else ends, ends too early."""
        if process is not None:
            self.processes[name] = process

    def start(self, name: str, command: list[str], *, env: Mapping[str, str] | None = None) -> None:
        """Start a process in a group of its own, with its output in a log."""
        log = self.log(name)
        if log.exists():
            log.replace(log.with_suffix(".log.old"))
        with log.open("wb") as output:
            self.processes[name] = subprocess.Popen(
                command,
                cwd=ROOT,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGTERM),
            )
        self.started.append(name)

    def log(self, name: str) -> Path:
        """Where a process writes."""
        return self.logs / f"{name}.log"

    def refuse_deaths(self) -> None:
        """Raise Stop when a process is gone that should be there."""
        for name, process in self.processes.items():
            code = process.poll()
            if code is not None:
                how = f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"
                log = self.log(name)
                said = f": {last_line(log)} ({shown(log)})" if log.exists() and code > 0 else ""
                raise Stop(f"{name} {how}{said}; everything else is ended too")

    def wait(self) -> None:
        """Wait until somebody asks to stop; raises Stop when a process ends before that."""
        while not self.asked_to_stop:
            self.refuse_deaths()
            time.sleep(0.25)


@contextmanager
def only_run() -> Iterator[None]:
    """Refuse a second run on the same var/; the lock goes with us, however we end."""
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Stop(f"the site already runs from this folder (process {lock.read().strip() or 'unknown'})") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def secret_key() -> str:
    """The signing key of this checkout, made once and readable by its owner alone."""
    path = VAR / "secret_key"
    if not path.exists() or len(path.read_text()) < 50:
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text()


def vapid_key() -> str:
    """The key of push messages of this checkout; another one would cut off every browser that said yes."""
    path = VAR / "vapid_key"
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(new_key())
    return path.read_text()


def prepare_environment() -> None:
    """What the settings need, from the environment, then .env, then values that suit a demo on one machine."""
    if (ROOT / ".env").exists():
        environ.Env.read_env(ROOT / ".env")
    os.environ.setdefault("DEMO", "1")
    os.environ.setdefault("DEBUG", "0")
    os.environ.setdefault("HOST", "127.0.0.1")
    os.environ.setdefault("PORT", "8000")
    os.environ.setdefault("SITE_URL", address().rstrip("/"))
    os.environ["VAR_DIR"] = str(VAR)
    if not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY"] = secret_key()
    if "VAPID_PRIVATE_KEY" not in os.environ:
        os.environ["VAPID_PRIVATE_KEY"] = vapid_key()


def start_servers(stack: ExitStack, supervisor: Supervisor) -> None:
    """Start PostgreSQL and Redis under var/ unless the environment names others."""
    try:
        if not os.environ.get("DATABASE_URL"):
            postgres = Postgres(VAR / "postgres")
            stack.callback(postgres.stop)
            with step("starting PostgreSQL"):
                os.environ["DATABASE_URL"] = postgres.start()
            supervisor.watch("PostgreSQL", postgres.process)
        if not os.environ.get("REDIS_URL"):
            redis = Redis(VAR / "redis")
            stack.callback(redis.stop)
            with step("starting Redis"):
                os.environ["REDIS_URL"] = redis.start()
            supervisor.watch("Redis", redis.process)
    except Unavailable as error:
        raise Stop(str(error)) from None


def tell_other_terminals(stack: ExitStack) -> None:
    """Leave the environment in var/run.env, so that manage.py in another terminal reaches the same servers."""
    names = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "VAPID_PRIVATE_KEY", "SITE_URL", "DEMO", "DEBUG")
    path = VAR / "run.env"
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(f"{name}={os.environ[name]}\n" for name in names if name in os.environ)
    stack.callback(path.unlink, missing_ok=True)


def collect_static() -> None:
    """Gather the static files when the built ones, or the packages that bring others, changed."""
    digest = hashlib.sha256((ROOT / "requirements" / "dev.txt").read_bytes())
    for file in sorted(path for part in ("dist", "img") for path in (ROOT / "static" / part).rglob("*")):
        if file.is_file() and not file.name.startswith("."):
            digest.update(file.relative_to(ROOT).as_posix().encode() + file.read_bytes())
    wanted = digest.hexdigest()
    stamp = VAR / "static" / ".collected"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    run("collecting the static files", [*MANAGE, "collectstatic", "--noinput"])
    stamp.write_text(wanted)


def is_empty() -> bool:
    """Whether nobody started an initiative yet: a new database."""
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT 1 FROM initiatives_initiative)")
            return not cursor.fetchone()[0]
    finally:
        connection.close()


def address() -> str:
    """Where a browser on this machine finds the site."""
    host = os.environ["HOST"]
    return f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{os.environ['PORT']}/"


def wait_until_ready(supervisor: Supervisor) -> None:
    """Wait for the readiness address to answer with 200, or for somebody to ask to stop."""
    deadline = time.monotonic() + READY_SECONDS
    while not answers(f"{address()}_healthz/readyz/"):
        supervisor.refuse_deaths()
        if supervisor.asked_to_stop:
            return
        if time.monotonic() > deadline:
            raise Stop(f"the site did not get ready in {READY_SECONDS:.0f} s (see {shown(supervisor.log('web'))})")
        time.sleep(0.1)


def end_with_make() -> None:
    """When make started us and is killed outright, end as if asked to."""
    parent = Path(f"/proc/{os.getppid()}/comm")
    if parent.exists() and parent.read_text().strip() in ("make", "gmake"):
        die_with_parent(signal.SIGTERM)()


def main() -> int:
    """Set everything going, say so, and wait to be ended."""
    end_with_make()
    prepare_environment()
    check_port(os.environ["HOST"], os.environ["PORT"])
    with only_run(), ExitStack() as stack:
        servers = Supervisor(VAR / "log")
        start_servers(stack, servers)
        tell_other_terminals(stack)
        run("bringing the database up to date", command("migrate"))
        collect_static()
        if os.environ["DEMO"] == "1" and is_empty():
            run("loading the demo content", [*MANAGE, "demo"])
        supervisor = stack.enter_context(servers)
        supervisor.heed_signals()
        with step("starting web, worker and clock"):
            for name in ("web", "worker", "clock"):
                supervisor.start(name, [sys.executable, "-m", "bin.start", name])
            wait_until_ready(supervisor)
        if not supervisor.asked_to_stop:
            say(f"ready: {address()}")
        supervisor.wait()
        say("ending everything")
    return 0


if __name__ == "__main__":
    entry(main)
