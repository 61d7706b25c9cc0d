"""What was given up after its last attempt: events, mail and push messages, until somebody lets them be tried again."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.functions import Now

from accounts.models import User
from foundation import audit
from foundation.nudges import nudge
from notifications.actions import TASKS
from notifications.models import Event, Mail, Push

# The tasks that take up what is tried again.
KINDS: dict[type[Model], tuple[str, ...]] = {
    Event: ("notifications.tasks.write_events",),
    Mail: tuple(TASKS.values()),
    Push: ("notifications.tasks.send_push",),
}
BY_NAME: dict[str, type[Event | Mail | Push]] = {"event": Event, "mail": Mail, "push": Push}


def given_up(name: str) -> QuerySet[Any]:
    """Give the dead letters of a kind ("event", "mail" or "push"), newest first. Raises KeyError for another name."""
    rows: QuerySet[Any] = BY_NAME[name]._default_manager.filter(given_up=True)  # noqa: SLF001  # documented API
    return rows.order_by("-id")


def may_try_again(person: User | AnonymousUser | Any, model: type[Model]) -> bool:
    """Say whether somebody may have messages of this kind sent after all."""
    return bool(person.has_perm(f"notifications.change_{model._meta.model_name}"))  # noqa: SLF001  # documented API


@transaction.atomic
def try_again(rows: QuerySet[Any], *, by: User) -> int:
    """Give those of the rows that were given up another series of attempts, starting now; gives how many."""
    name = rows.model._meta.model_name  # noqa: SLF001  # documented API
    count = rows.filter(given_up=True).update(given_up=False, attempts=0, due_at=Now())
    if count:
        audit.record("messages.tried_again", actor=by, subject=by, kind=name, count=count)
        for task in KINDS[rows.model]:
            nudge(task)
    return count
