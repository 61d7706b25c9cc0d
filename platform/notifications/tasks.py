"""What the worker and the clock do for mail."""

from celery import shared_task

from notifications import actions


@shared_task
def send_due_mail() -> None:
    """Send the mail that is due."""
    actions.send_due_mail()
