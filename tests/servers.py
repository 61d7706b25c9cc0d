"""Starts a PostgreSQL and a Redis for the test run, before pytest-django reads the settings.

Loaded by `-p` in pyproject.toml. One pair a run, shared by the workers: each gets its own database (tests/ready.py),
its own number in Redis and its own folder.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded import Postgres, Redis

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def start_servers() -> None:
    """Start both on an empty folder, to be ended and removed with this process."""
    folder = Path(tempfile.mkdtemp(prefix="wij-tests-"))
    # PostgreSQL runs as another user when we are root, and then has to reach its data.
    folder.chmod(0o711)
    postgres, redis = Postgres(folder / "postgres", durable=False), Redis(folder / "redis")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(redis.stop)
    atexit.register(postgres.stop)
    os.environ["DATABASE_URL"] = postgres.start()
    os.environ["REDIS_URL"] = redis.start()
    os.environ["TESTS_DIR"] = str(folder)


def own_folder() -> Path:
    """Where the tests of this process write; gone when the run ends."""
    return Path(os.environ["TESTS_DIR"]) / (WORKER or "main")


def set_environment() -> None:
    """The settings of a test, whatever .env or a running site say."""
    folder = own_folder()
    (folder / "static").mkdir(parents=True, exist_ok=True)  # whitenoise wants it to exist
    os.environ |= {
        "SECRET_KEY": "only-for-tests-" * 4,
        "DEBUG": "0",
        "DEMO": "0",
        "HTTPS": "0",
        "ALLOWED_HOSTS": "testserver",
        "EMAIL_URL": "memorymail://",
        "VAPID_PRIVATE_KEY": "",
        "STATIC_MANIFEST": "0",
        "PAGE_CACHE_SECONDS": "0",
        "LOG_LEVEL": "WARNING",
        "VAR_DIR": str(folder),
        "MEDIA_ROOT": str(folder / "media"),
        "PRIVATE_MEDIA_ROOT": str(folder / "private"),
    }
    if WORKER:
        base, _, _number = os.environ["REDIS_URL"].rpartition("/")
        os.environ["REDIS_URL"] = f"{base}/{int(WORKER.removeprefix('gw')) + 1}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Before anything reads the settings: servers in the controlling process, the environment in every process."""
    if not WORKER:
        start_servers()
    set_environment()
    return (yield)
