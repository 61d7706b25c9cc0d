"""What the clock does for initiatives."""

from celery import shared_task

from initiatives import courses, drafts, energy_count, forgetting, team


@shared_task
def recount_energy() -> None:
    """Recount the energy of what changed."""
    energy_count.recount_due()


@shared_task
def forget_stale_drafts() -> None:
    """Remove drafts nobody goes on with, and the addresses of invitations that ran out."""
    drafts.forget_stale()
    team.forget_stale_invitations()


@shared_task
def lapse_ended_terms() -> None:
    """Lapse what is open past the last day of its term."""
    courses.lapse_ended()


@shared_task
def forget_signatures() -> None:
    """Remove scans and declarations that are no longer needed."""
    forgetting.forget_signatures()
