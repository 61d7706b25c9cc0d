"""What the clock does for initiatives."""

from celery import shared_task

from initiatives import drafts, energy_count


@shared_task
def recount_energy() -> None:
    """Recount the energy of what changed."""
    energy_count.recount_due()


@shared_task
def forget_stale_drafts() -> None:
    """Remove drafts nobody goes on with."""
    drafts.forget_stale()
