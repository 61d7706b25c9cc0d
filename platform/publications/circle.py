"""Who stands around a publication of any kind: those who carry it, and everybody it concerns.

Each kind knows its own people. Its app names the module that says so (`circle` in its AppConfig), as its address comes
from its own urls; so a conversation or a count of support can tell the team without knowing what kind it is about.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from django.apps import apps
from django.db.models import QuerySet

from accounts.models import User
from publications.models import Publication


class Circle(Protocol):
    """What the module of a kind offers."""

    def team_of(self, publication: Publication, /) -> QuerySet[User]:
        """Give the author and who carries it together with them."""

    def concerned(self, publication: Publication, /) -> QuerySet[User]:
        """Give everybody who has a part in it, the team included."""


def circle_of(publication: Publication) -> Circle:
    """Give the module that knows the people around this kind."""
    return cast("Circle", import_module(apps.get_app_config(f"{publication.kind}s").circle))  # type: ignore[attr-defined]


def team_of(publication: Publication) -> QuerySet[User]:
    """Give who hears what others do with a publication: its author and its team."""
    return circle_of(publication).team_of(publication)


def concerned(publication: Publication) -> QuerySet[User]:
    """Give who must hear what becomes of a publication, besides those who follow it."""
    return circle_of(publication).concerned(publication)


def is_closed(publication: Publication) -> bool:
    """Say whether nobody may add anything to it any more, though it can be read; a kind that never closes says nothing.

    The module of the kind says so in `is_closed(publication)`.
    """
    ask = getattr(circle_of(publication), "is_closed", None)
    return ask is not None and bool(ask(publication))
