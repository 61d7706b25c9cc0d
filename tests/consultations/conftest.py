"""A way of asking that only tests know."""

from collections.abc import Iterator

import pytest

from consultations.method import METHODS, register
from tests.consultations.plain import Plain


@pytest.fixture
def plain() -> Iterator[None]:
    """Let the site know it, for one test."""
    register(Plain())
    yield
    METHODS.pop(Plain.code)
