"""What the clock does for promises."""

from celery import shared_task

from promises import reminders


@shared_task
def keep_the_promise_clock() -> None:
    """Mark what is overdue, and remind the offices."""
    reminders.remind()
