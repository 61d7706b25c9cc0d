"""What the worker and the clock do: each in slices of two seconds, so that what is urgent never waits long."""

from celery import shared_task

from notifications import actions, digests, pushing, retention, suppression, telling
from notifications.models import Lane


@shared_task
def write_urgent_events() -> None:
    """Write out what somebody waits for."""
    telling.write_events(lane=Lane.URGENT)


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
def send_push() -> None:
    """Send messages to phones and computers."""
    pushing.send_due_push()


@shared_task
def write_digests() -> None:
    """Write the digests that are due."""
    digests.write_digests()


@shared_task
def forget_returned_mail() -> None:
    """Forget what came back too long ago to count."""
    suppression.forget_old()


@shared_task
def forget_old_messages() -> None:
    """Delete messages that were kept long enough."""
    retention.forget_old_messages()
