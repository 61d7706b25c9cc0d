"""A database with all tables and with what the migrations fill in: made once, and copied by whoever needs one.

Making the tables takes many seconds, a copy a fraction of one. What was made is also kept as a dump under var/tests,
for the next run; its name is made of everything that goes into it, so it is never older than the migrations.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql

from config.embedded import package_folder

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "tests"
READY, HALF = "ready", "half_ready"
# Any number will do, as long as every process of a run asks for the same.
LOCK = 20_141_119


def url_of(database: str) -> str:
    """Give the address of a database on the server of this run."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()


def sources() -> list[Path]:
    """Every file that decides what is in a new database: migrations, their data, what they import, and the packages."""
    roots = (*(path.parent for path in ROOT.glob("*/apps.py")), ROOT / "platform")
    migrations = [path for root in roots for path in root.rglob("migrations/*.py")]
    data = [path for root in roots for path in root.rglob("data/*") if path.is_file()]
    imports = re.compile(r"^(?:from|import) ([\w.]+)", re.MULTILINE)
    names = {name.replace(".", "/") for path in migrations for name in imports.findall(path.read_text())}
    imported = [path for name in names for root in (ROOT, ROOT / "platform") if (path := root / f"{name}.py").is_file()]
    return sorted(
        {*migrations, *data, *imported, *(ROOT / "platform/config").glob("*.py"), ROOT / "requirements/dev.txt"}
    )


def dump_file() -> Path:
    """Where the dump of the present migrations stands, or will stand."""
    digest = hashlib.sha256()
    for path in sources():
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return KEPT / f"{digest.hexdigest()[:24]}.sql"


@contextmanager
def server() -> Iterator[Any]:
    """Statements to the server as a whole, outside any transaction."""
    connection = psycopg2.connect(url_of("postgres"))
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def program(name: str, *arguments: str) -> None:
    """Run a program of PostgreSQL; raises CalledProcessError when it fails, after what it said."""
    subprocess.run([str(package_folder("pgserver") / "pginstall" / "bin" / name), *arguments], check=True)


def make_new(name: str) -> str:
    """Make a database in place of one with this name, as a copy of the ready one; gives its address."""
    with server() as cursor:
        # Whoever comes first makes it ready; the others wait for that.
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [READY])
        if cursor.fetchone() is None:
            make_ready(cursor)
        replace(cursor, name, READY)
    return url_of(name)


def replace(cursor: Any, name: str, template: str) -> None:
    """Make a database anew out of another."""
    cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
    cursor.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(*map(sql.Identifier, (name, template)))
    )


def make_ready(cursor: Any) -> None:
    """Load the dump, or migrate and keep a dump; the database gets its name only when it is complete."""
    dump = dump_file()
    replace(cursor, HALF, "template1")
    if dump.exists():
        program(
            "psql",
            "--quiet",
            "--output=/dev/null",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            f"--file={dump}",
            url_of(HALF),
        )
    else:
        migrate(url_of(HALF))
        keep(url_of(HALF), dump)
    cursor.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (HALF, READY))))


def migrate(url: str) -> None:
    """Make all tables, in a process of its own: this one is not to be connected to them."""
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--noinput", "--verbosity=0"]
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run(command, check=True, cwd=ROOT, env=environment)


def keep(url: str, dump: Path) -> None:
    """Write the dump, complete or not at all, in place of those of other migrations."""
    dump.parent.mkdir(parents=True, exist_ok=True)
    new = dump.with_suffix(f".{os.getpid()}")
    program("pg_dump", "--no-owner", f"--file={new}", url)
    for old in dump.parent.glob("*.sql"):
        old.unlink(missing_ok=True)
    new.replace(dump)
