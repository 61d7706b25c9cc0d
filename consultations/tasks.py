"""What the clock does for consultations."""

from celery import shared_task

from consultations import clock


@shared_task
def keep_course() -> None:
    """Open, remind, close and publish what is due."""
    clock.keep_course()
