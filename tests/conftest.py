"""Fixtures for every test."""

import shutil
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from psycopg2 import sql
from pytest_django import DjangoDbBlocker

from foundation.shelf import Shelf
from tests.ready import make_new
from tests.servers import WORKER, own_folder

# Filled by migrations, and never changed by a test that commits.
STANDING = {"places", "themes", "contenttypes"}
# The kinds of initiative and their offices are filled by a migration, as places and themes are.
KEPT = {
    "accounts_blockeddomain",
    "auth_permission",
    "initiatives_kind",
    "promises_office",
    "moderation_rulesversion",
    "moderation_houserule",
    "moderation_wordrule",
    "moderation_reasontemplate",
}
# The folders of MEDIA_ROOT and PRIVATE_MEDIA_ROOT; few tests write in them.
UPLOADED = ("media", "private")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database of this process, with all tables in it.

    In place of pytest-django's own, that makes all tables in every process, and only where a test is marked for it: a
    test may also come by its database through a fixture, such as `committed`.
    """
    with django_db_blocker.unblock():
        connection.close()
        name = f"tests_{WORKER or 'main'}"
        make_new(name)
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture(autouse=True)
def clean_slate() -> Iterator[None]:
    """No test sees what another cached, counted, translated or uploaded."""
    cache.clear()
    Shelf.empty_all()
    with translation.override("nl"):
        yield
    for name in UPLOADED:
        if (folder := own_folder() / name).exists():
            shutil.rmtree(folder)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database in which transactions really commit, for tests with threads or rolled-back actions.

    Emptied afterwards by hand: Django's own way truncates, which the audit trail refuses and which would take the
    municipalities and themes with it.
    """
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            empty_database()
            connection.close()


def emptied_tables() -> list[str]:
    """Give the tables that tests write in: those of the models, and those between two models."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label not in STANDING]
    return sorted({model._meta.db_table for model in models if model._meta.managed} - KEPT)


def empty_database() -> None:
    """Delete what a test committed; as a replica, so that neither triggers nor the order of foreign keys matter."""
    deletes = [sql.SQL("DELETE FROM {}").format(sql.Identifier(table)) for table in emptied_tables()]
    as_replica = sql.SQL("SET LOCAL session_replication_role = replica")
    with connection.cursor() as cursor:
        # One message to the server, which makes one transaction of it.
        cursor.execute(sql.SQL("; ").join([as_replica, *deletes]))
