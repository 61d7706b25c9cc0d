"""Fixtures for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from pytest_django import DjangoDbBlocker

from foundation.shelf import Shelf

# Filled by migrations, and never changed by a test that commits.
STANDING = {"places", "themes", "contenttypes"}


@pytest.fixture(autouse=True)
def clean_slate(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    """No test sees what another cached, counted, translated or uploaded."""
    cache.clear()
    Shelf.empty_all()
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.PRIVATE_MEDIA_ROOT = str(tmp_path / "private")
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": settings.PRIVATE_MEDIA_ROOT, "base_url": None},
        },
    }
    with translation.override("nl"):
        yield


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


def empty_database() -> None:
    """Delete what a test committed; as a replica, so that neither triggers nor the order of foreign keys matter."""
    tables = [model._meta.db_table for model in apps.get_models() if model._meta.app_label not in STANDING]
    # The kinds of initiative and their offices are filled by a migration, as places and themes are.
    kept = {
        "accounts_blockeddomain",
        "auth_permission",
        "django_migrations",
        "initiatives_kind",
        "moderation_rulesversion",
        "moderation_houserule",
        "moderation_wordrule",
        "moderation_reasontemplate",
        "promises_office",
    }
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in tables:
            if table not in kept:
                cursor.execute(f'DELETE FROM "{table}"')
        for table in ("accounts_user_groups", "accounts_user_moderates", "accounts_user_user_permissions"):
            cursor.execute(f'DELETE FROM "{table}"')
        cursor.execute("SET session_replication_role = DEFAULT")
