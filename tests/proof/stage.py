"""Servers and processes of their own, as in production, that may be ended in any way; and a crowd to tell something."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg2
from celery import Celery
from redis import Redis as Client

from config.embedded import Postgres, Redis, wait_until
from config.schedule import QUEUES, ROUTES, SCHEDULE
from tests.notifications.smtp import PostOffice
from tests.ready import url_of

ROOT = Path(__file__).resolve().parents[2]
# Much longer than it takes, for machines with much else to do.
PATIENCE = 240.0


class Stage:
    """One PostgreSQL, one Redis and one worker at a time; `crashes` counts what was ended in the middle of its work."""

    def __init__(self, folder: Path, office: PostOffice, stack: ExitStack) -> None:
        self.office = office
        self.crashes = 0
        self.worker: subprocess.Popen[bytes] | None = None
        self.log = folder / "worker.log"
        self.postgres, self.redis = Postgres(folder / "postgres"), Redis(folder / "redis")
        stack.callback(self.postgres.stop)
        stack.callback(self.redis.stop)
        self.database, self.queue = self.postgres.start(), self.redis.start()
        self.celery = Celery("proof", broker=self.queue, set_as_current=False)
        stack.callback(self.celery.close)
        stack.callback(self.end_worker)
        self.env = {
            **os.environ,
            "DATABASE_URL": self.database,
            "REDIS_URL": self.queue,
            "SECRET_KEY": secrets.token_urlsafe(48),
            "EMAIL_URL": f"smtp://127.0.0.1:{office.port}",
            "DEBUG": "0",
            "DEMO": "0",
            "VAR_DIR": str(folder),
            "LOG_LEVEL": "WARNING",
            "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "WORKER_CONCURRENCY": "1",
        }

    def take_over(self, database: str) -> None:
        """Begin with what is in a database of the tests; making the tables anew would take longer than the proof."""
        programs = self.postgres.programs
        dump = [str(programs / "pg_dump"), "--no-owner", f"--dbname={url_of(database)}"]
        load = [str(programs / "psql"), "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={self.database}"]
        dumped = subprocess.run(dump, capture_output=True, check=True).stdout
        subprocess.run(load, input=dumped, stdout=subprocess.DEVNULL, check=True)

    def start_worker(self) -> None:
        """Start a worker as `make run` and the container do."""
        with self.log.open("ab") as output:
            self.worker = subprocess.Popen(
                [sys.executable, "-m", "bin.start", "worker"],
                cwd=ROOT,
                env=self.env,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def end_worker(self) -> None:
        """Kill it with everything it started, without a warning."""
        if self.worker is not None:
            os.killpg(self.worker.pid, signal.SIGKILL)
            self.worker.wait()
            self.worker = None

    def crash_worker(self) -> None:
        """Kill it in the middle of its work, and start another."""
        self.end_worker()
        self.crashes += 1
        self.start_worker()

    def crash_in_the_middle(self, moment: str) -> None:
        """Kill it just "before" or "after" the mail server took in what it sends, so that it notes nothing."""
        self.office.hold(moment)
        self.wait(self.office.holding.is_set)
        self.end_worker()
        self.crashes += 1
        self.office.going_on.set()

    def crash_postgres(self) -> None:
        """End the database at once, whatever it was doing, and start it again on what it wrote down."""
        assert self.postgres.process is not None
        os.kill(self.postgres.process.pid, signal.SIGQUIT)
        self.postgres.process.wait()
        self.crashes += 1
        self.postgres.start()

    def flush_redis(self) -> None:
        """Lose every nudge and all that was kept or counted."""
        with Client.from_url(self.queue) as client:
            client.flushall()

    def tick(self) -> None:
        """Ask for what the clock asks for again and again."""
        for entry in SCHEDULE.values():
            if not isinstance(entry["schedule"], float) or not entry["task"].startswith("notifications."):
                continue
            queue = ROUTES.get(entry["task"], {}).get("queue", QUEUES[1])
            self.celery.send_task(entry["task"], queue=queue, expires=entry["schedule"], ignore_result=True)

    def wait(self, what: Callable[[], bool], *, clock: bool = True) -> None:
        """Wait until something is so, with a clock that goes faster than the real one when there is one."""
        for _tick in range(int(PATIENCE)):
            if wait_until(what, 1.0):
                return
            if clock:
                self.tick()
        raise AssertionError(f"{len(self.office.arrived)} mails came in; {self.log.read_text()[-3000:]}")

    def ask(self, question: str) -> Any:
        """Give the one answer of the database to a question."""
        connection = psycopg2.connect(self.database)
        try:
            with connection.cursor() as cursor:
                cursor.execute(question)
                return cursor.fetchone()[0]
        finally:
            connection.close()
