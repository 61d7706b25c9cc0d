"""The running site, as somebody outside knows it: its address, its mail, its commands, its worker."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from celery import Celery
from playwright.sync_api import StorageStateCookie

from bin.run import Supervisor
from bin.start import answers
from config.embedded import free_port, wait_until
from config.schedule import QUEUES, ROUTES
from notifications.vapid import new_key
from tests.ready import make_new

ROOT = Path(__file__).resolve().parents[2]
DATABASE = "browser"
REDIS_NUMBER = 40
# How long a page of the real site may be kept for visitors without a cookie; the tests live with it as visitors do.
KEPT_SECONDS = 1


@dataclass(frozen=True)
class Site:
    """A running site. Everything in it can be written down as text, so that the processes of a run can share it."""

    url: str
    environment: dict[str, str]
    var: str

    def manage(self, *arguments: str) -> str:
        """Run a management command against it; gives what it printed."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def session(self, email: str) -> str:
        """The key of a demo person's session: one for all processes of a run, because a command takes seconds."""
        kept = Path(self.var) / "sessions" / email
        if not kept.exists():
            kept.parent.mkdir(exist_ok=True)
            new = kept.with_name(f"{email}.{os.getpid()}")
            new.write_text(self.manage("demo_session", email))
            new.replace(kept)
        return kept.read_text()

    def cookie(self, email: str) -> StorageStateCookie:
        """The session cookie of a demo person, for BrowserContext.add_cookies."""
        return {
            "name": "sessie",
            "value": self.session(email),
            "domain": "127.0.0.1",
            "path": "/",
            "expires": -1,
            "httpOnly": True,
            "secure": False,
            "sameSite": "Lax",
        }

    def ask_worker(self, *tasks: str) -> None:
        """Ask the worker to do now what the clock would ask for a little later."""
        app = Celery(broker=self.environment["REDIS_URL"], set_as_current=False)
        with app.connection_for_write() as connection:
            for task in tasks:
                queue = ROUTES.get(task, {}).get("queue", QUEUES[1])
                app.send_task(task, connection=connection, queue=queue, ignore_result=True)

    def mail_to(self, address: str) -> list[EmailMessage]:
        """What was mailed to this address so far, oldest first."""
        files = sorted((Path(self.var) / "mail").glob("*"), key=lambda path: (path.stat().st_mtime_ns, path.name))
        texts = [part for path in files for part in re.split(rb"^-{79}$", path.read_bytes(), flags=re.MULTILINE)]
        messages = [message_from_bytes(text.lstrip(), policy=policy.default) for text in texts if text.strip()]
        return [message for message in messages if address in str(message["To"])]

    def wait_for_mail(self, address: str, *, count: int = 1, seconds: float = 40.0) -> EmailMessage:
        """The newest message to this address, once there are `count` of them."""
        assert wait_until(lambda: len(self.mail_to(address)) >= count, seconds), (
            f"no mail to {address} in {seconds:.0f} s"
        )
        return self.mail_to(address)[-1]


@contextmanager
def running_site(var: Path) -> Iterator[Site]:
    """The whole site with the demo content, as `make run` serves it: web, worker and clock."""
    port = free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": make_new(DATABASE),
        "REDIS_URL": f"{os.environ['REDIS_URL'].rpartition('/')[0]}/{REDIS_NUMBER}",
        "VAR_DIR": str(var),
        "MEDIA_ROOT": str(var / "media"),
        "PRIVATE_MEDIA_ROOT": str(var / "private"),
        "DEMO": "1",
        "EMAIL_URL": "",
        "VAPID_PRIVATE_KEY": new_key(),
        "STATIC_MANIFEST": "1",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "LOG_LEVEL": "INFO",
        "PAGE_CACHE_SECONDS": str(KEPT_SECONDS),
    }
    site = Site(f"http://127.0.0.1:{port}", environment, str(var))
    for command in (("collectstatic", "--noinput"), ("demo",)):
        site.manage(*command)
    with Supervisor(var / "log") as supervisor:
        for name in ("web", "worker", "clock"):
            supervisor.start(name, [sys.executable, "-m", "bin.start", name], env=environment)
        assert wait_until(lambda: answers(f"{site.url}/_healthz/readyz/"), 60), supervisor.log("web").read_text()
        yield site
