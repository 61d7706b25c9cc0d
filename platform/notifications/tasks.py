"""What the worker and the clock do: each in slices of two seconds, so that what is urgent never waits long."""

from celery import shared_task

from notifications import actions, digests, telling
from notifications.models import Lane


@shared_task
def write_events() -> None:
    """Write out to notices what people must hear."""
    telling.write_events()


@shared_task
def send_urgent_mail() -> None:
    """Send the mail that somebody waits for."""
    actions.send_due_mail(Lane.URGENT)


@shared_task
def send_default_mail() -> None:
    """Send the mail about single events."""
    actions.send_due_mail(Lane.DEFAULT)


@shared_task
def send_bulk_mail() -> None:
    """Send digests and newsletters."""
    actions.send_due_mail(Lane.BULK)


@shared_task
def write_digests() -> None:
    """Write the digests that are due."""
    digests.write_digests()
