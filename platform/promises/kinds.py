"""What a kind of publication adds to a promise: what happens to it when one is made, and where its answers are.

The app of a kind names the module that says so (`promises` in its AppConfig). Without one a promise is only made, and
the page of the publication tells how it was kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any, Protocol, cast

from django.apps import apps
from django.utils.functional import Promise as Lazy

from accounts.models import User
from promises import actions
from promises.models import Office, Promise
from publications.models import Publication


@dataclass(frozen=True)
class Answered:
    """What there is of an answer: the `outcome` in a word or two, empty until it is public; and for staff a link."""

    outcome: str = ""
    label: str | Lazy = "-"
    url: str = ""


class OwnWay(Protocol):
    """What the module of a kind offers."""

    def promise(self, publication: Any, /, *, by: User, office: Office, due_on: date, text: str) -> Promise:
        """Promise an answer of the province's own accord. Raises NotAllowed or Refused."""

    def answers_to(self, promises: Sequence[Promise], /) -> dict[int, Answered]:
        """Give what there is of the answers to these promises, by their number."""


@cache
def own_ways() -> dict[str, OwnWay]:
    """Give the modules of the kinds that have one, by the name of their app."""
    named = ((config.label, getattr(config, "promises", "")) for config in apps.get_app_configs())
    return {label: cast("OwnWay", import_module(path)) for label, path in named if path}


def own_way(kind: str) -> OwnWay | None:
    """Give the module of a kind, if it has one."""
    return own_ways().get(f"{kind}s")


def promise(publication: Publication, *, by: User, office: Office, due_on: date, text: str) -> Promise:
    """Promise an answer in the way of its kind. Raises NotAllowed or Refused."""
    make = (own_way(publication.kind) or actions).promise
    return make(publication, by=by, office=office, due_on=due_on, text=text)


def answers_to(promises: Sequence[Promise]) -> dict[int, Answered]:
    """Give what there is of the answers, by the number of the promise: one query for each kind."""
    by_kind: defaultdict[str, list[Promise]] = defaultdict(list)
    for promised in promises:
        by_kind[promised.publication.kind].append(promised)
    found: dict[int, Answered] = {}
    for kind, ones in by_kind.items():
        if (own := own_way(kind)) is not None:
            found |= own.answers_to(ones)
    return found
