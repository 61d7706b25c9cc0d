"""What the worker and the clock do for mail."""

from celery import shared_task

from notifications import actions, following


@shared_task
def send_due_mail() -> None:
    """Send the mail that is due."""
    actions.send_due_mail()


@shared_task
def write_tellings() -> None:
    """Write the mails of what many people must hear."""
    following.write_tellings()
