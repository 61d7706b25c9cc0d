"""What the worker and the clock do for newsletters."""

from celery import shared_task

from newsletters import sending, subscribing


@shared_task
def send_editions() -> None:
    """Start, write out and end editions, in a slice of two seconds."""
    sending.send_editions()


@shared_task
def tidy_subscriptions() -> None:
    """Forget addresses that never answered, and let accounts have the subscription of their address."""
    subscribing.forget_unanswered()
    subscribing.link_accounts()
