"""Asks the worker to come at once; when the queue is down the clock's next round finds the work all the same."""

from __future__ import annotations

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger("foundation.nudges")


def nudge(task: str, *args: int) -> None:
    """Queue `task` (its dotted name) once the current transaction is committed; never fails the request."""

    def send() -> None:
        try:
            current_app.send_task(task, args=args, retry=False, ignore_result=True, expires=60)
        except OperationalError:
            log.warning("queue out of reach", extra={"task": task})

    transaction.on_commit(send, robust=True)
