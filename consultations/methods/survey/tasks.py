"""What the clock asks of surveys."""

from celery import shared_task

from consultations.methods.survey import files


@shared_task
def forget_files() -> None:
    """Remove files that no answer names any more."""
    files.forget_loose()
