"""What the clock does for initiatives."""

from celery import shared_task

from initiatives import courses, drafts, energy_count, forgetting, promises, team


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
def keep_the_promise_clock() -> None:
    """Lapse terms that ended, mark what is overdue, and remind the offices."""
    courses.lapse_ended()
    promises.remind()


@shared_task
def forget_signatures() -> None:
    """Remove scans and declarations that are no longer needed."""
    forgetting.forget_signatures()
