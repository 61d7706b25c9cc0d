"""The embedded servers: safe where it counts, and back after anything."""

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.embedded import Postgres, Redis, command_line, end, wait_until


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short path that another user can enter: PostgreSQL does not run as root."""
    with tempfile.TemporaryDirectory(prefix="wij-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


@pytest.fixture
def postgres(folder: Path) -> Iterator[Postgres]:
    server = Postgres(folder / "postgres")
    yield server
    server.stop()


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(query)
            return list(cursor.fetchall()) if cursor.description else []
    finally:
        connection.close()


def test_what_was_committed_survives_a_killed_server(postgres: Postgres) -> None:
    url = postgres.start()
    rows(url, "CREATE TABLE kept AS SELECT 1 AS number")
    assert rows(url, "SHOW fsync") == [("on",)]
    assert postgres.process is not None
    os.kill(postgres.process.pid, signal.SIGKILL)
    postgres.process.wait()

    again = Postgres(postgres.home)
    try:
        assert rows(again.start(), "SELECT number FROM kept") == [(1,)]
    finally:
        again.stop()


def test_a_server_that_an_earlier_run_left_behind_is_replaced(postgres: Postgres) -> None:
    postgres.start()
    assert postgres.process is not None
    left = postgres.process.pid
    again = Postgres(postgres.home)
    try:
        assert rows(again.start(), "SELECT 1") == [(1,)]
        assert str(postgres.data) not in command_line(left)
    finally:
        again.stop()


def test_the_process_number_of_somebody_else_in_the_pid_file_is_left_alone(postgres: Postgres) -> None:
    postgres.start()
    postgres.stop()
    (postgres.data / "postmaster.pid").write_text(f"{os.getpid()}\n{postgres.data}\n")
    assert rows(postgres.start(), "SELECT 1") == [(1,)]


def test_a_half_made_database_is_made_anew(postgres: Postgres) -> None:
    postgres.data.mkdir(parents=True)
    (postgres.data / "base").mkdir()
    assert rows(postgres.start(), "SELECT 1") == [(1,)]


def test_it_knows_dutch_accents_and_typing_errors(postgres: Postgres) -> None:
    url = postgres.start()
    rows(url, "CREATE EXTENSION pg_trgm")
    assert rows(url, "SELECT to_tsvector('dutch', 'tuinen') @@ to_tsquery('dutch', 'tuin')") == [(True,)]
    assert rows(url, "SELECT 'COÖPERATIE' ILIKE 'coöperatie', similarity('noaberschap', 'naoberschap') > 0.3") == [
        (True, True)
    ]


def test_nobody_else_may_use_the_socket(postgres: Postgres) -> None:
    postgres.start()
    assert postgres.sockets.stat().st_mode & 0o077 == 0


def test_redis_wants_its_password(folder: Path) -> None:
    server = Redis(folder / "redis")
    url = server.start()
    try:
        assert redis.Redis.from_url(url).ping()
        with pytest.raises(redis.AuthenticationError):
            redis.Redis(port=server.port, retry=Retry(NoBackoff(), 0)).ping()
    finally:
        server.stop()


def test_ending_a_server_leaves_no_process(postgres: Postgres) -> None:
    postgres.start()
    assert postgres.process is not None
    pid = postgres.process.pid
    end(postgres.process, signal.SIGINT, patience=20)
    assert wait_until(lambda: not command_line(pid), 5)
