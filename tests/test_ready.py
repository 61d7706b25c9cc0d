"""The database that the tests copy: complete, of the present migrations, and there for whoever asks for it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests import ready


def test_everything_that_migrations_read_decides_which_dump_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {path.relative_to(ready.ROOT).as_posix() for path in ready.sources()}
    assert {
        "platform/places/migrations/0002_overijssel.py",
        "platform/places/data/municipalities.json",
        "platform/foundation/append_only.py",
        "requirements/dev.txt",
    } <= names
    before = ready.dump_file()
    changed = ready.ROOT / "platform/places/data/municipalities.json"
    really = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: really(path) + (b" " if path == changed else b""))
    assert ready.dump_file() != before


def test_a_copy_has_all_tables_and_what_migrations_fill_in(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations WHERE app = 'places'")
        assert cursor.fetchone()[0] >= 2
        cursor.execute("SELECT count(*) FROM places_municipality")
        assert cursor.fetchone()[0] == 25


def test_a_test_that_commits_finds_its_database_when_it_is_the_only_one() -> None:
    """Nothing marks it as a test with a database, and no other test brings one along."""
    alone = "tests/publications/test_references.py::test_a_publication_that_fails_takes_no_number"
    command = [sys.executable, "-m", "pytest", alone, "-q", "-n", "0", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=ready.ROOT, capture_output=True, text=True, check=False, env=of_another_worker())
    assert re.search(r"^1 passed", done.stdout, re.MULTILINE), done.stdout + done.stderr


def of_another_worker() -> dict[str, str]:
    """The servers of this run, with a database and a number in Redis of its own."""
    return {**os.environ, "PYTEST_XDIST_WORKER": "gw30"}
