"""Fixtures for tests of consultations."""

from collections.abc import Iterator

import pytest
from django.test import Client

from accounts.models import Role, User
from consultations.method import METHODS, Method, register
from tests.consultations.plain import Plain
from tests.factories import staff
from tests.visitors import signed_in


@pytest.fixture
def plain() -> Iterator[Method]:
    """The plain way of asking, for as long as the test lasts."""
    yield register(Plain())
    METHODS.pop("plain")


@pytest.fixture
def editor() -> User:
    """Somebody who makes consultations."""
    return staff(Role.EDITOR)


@pytest.fixture
def desk(editor: User) -> Client:
    """The browser of the editor."""
    return signed_in(editor)
