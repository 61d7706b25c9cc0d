"""What the clock does for moderation."""

from celery import shared_task

from moderation import erasing, learning, reporting
from moderation.screening import run


@shared_task
def screen() -> None:
    """Look at what was written."""
    run.screen()


@shared_task
def forget_screened() -> None:
    """Delete what was looked at a month ago, and the marks of texts."""
    run.forget()


@shared_task
def learn() -> None:
    """Learn the order of the queue from the decisions so far."""
    learning.learn()


@shared_task
def forget_reporters() -> None:
    """Forget name and address of who reported something, a year after the outcome."""
    reporting.forget_old()


@shared_task
def erase_removed() -> None:
    """Wipe what was removed for good, a week after the term of appeal."""
    erasing.erase_removed()
