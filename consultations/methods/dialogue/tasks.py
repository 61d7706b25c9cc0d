"""What the clock asks."""

from celery import shared_task

from consultations.methods.dialogue import actions


@shared_task
def remind() -> int:
    """Remind people of the meetings of tomorrow."""
    return actions.remind()
