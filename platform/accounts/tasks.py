"""What the clock does for accounts."""

from celery import shared_task

from accounts import actions


@shared_task
def forget_unproven_accounts() -> None:
    """Remove accounts that never proved their address."""
    actions.forget_unproven_accounts()
