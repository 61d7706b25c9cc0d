"""Asks the worker to come at once; when the queue is down the clock's next round finds the work all the same.

A thousand nudges for the same task are one: as long as the first of them waits in the queue, the others are left out.
"""

from __future__ import annotations

import logging
from typing import Any

from celery import Task, current_app
from django.core.cache import cache
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger("foundation.nudges")

# A nudge that nobody took after so many seconds was lost, or the worker is busy: then one more is sent.
WAITING_SECONDS = 15
EXPIRE_SECONDS = 60


def nudge(task: str, *args: int) -> None:
    """Queue `task` (its dotted name) once the current transaction is committed; never fails the request."""

    def send() -> None:
        if not cache.add(waiting(task, args), 1, WAITING_SECONDS):
            return
        try:
            current_app.send_task(task, args=args, retry=False, ignore_result=True, expires=EXPIRE_SECONDS)
        except OperationalError:
            cache.delete(waiting(task, args))
            log.warning("queue out of reach", extra={"task": task})

    transaction.on_commit(send, robust=True)


def waiting(task: str, args: tuple[Any, ...]) -> str:
    """Name what stands for a nudge in the queue."""
    return ":".join(map(str, ("nudge", task, *args)))


class Nudged(Task):  # type: ignore[type-arg]  # not generic in Celery itself
    """Every task of ours. Before it looks for work it lets the next nudge through, which may be about newer work."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Begin."""
        cache.delete(waiting(self.name or "", args))
        return super().__call__(*args, **kwargs)
