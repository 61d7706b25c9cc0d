"""Health checks for whoever runs the site: alive, ready, and started with the right schema."""

from __future__ import annotations

import logging

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

log = logging.getLogger("foundation.health")


def alive(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers; leans on nothing."""
    return answer({})


def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database and the cache answer."""
    return answer({"database": database_answers(), "cache": cache_answers()})


def started(request: HttpRequest) -> JsonResponse:
    """200 when all of that holds and no migration waits."""
    database = database_answers()
    return answer({"database": database, "cache": cache_answers(), "migrations": database and no_migration_waits()})


def answer(checks: dict[str, bool]) -> JsonResponse:
    """Say per part whether it works; 503 when one does not."""
    return JsonResponse(
        {"status": "ok" if all(checks.values()) else "failing", "checks": checks},
        status=200 if all(checks.values()) else 503,
        headers={"Cache-Control": "no-store"},
    )


def database_answers() -> bool:
    """Ask the database for nothing."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        log.exception("database does not answer")
        return False
    return True


def cache_answers() -> bool:
    """Write and read a key."""
    cache.set("health", "1", 10)
    return bool(cache.get("health") == "1")


def no_migration_waits() -> bool:
    """Compare the migrations on disk with those in the database."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
