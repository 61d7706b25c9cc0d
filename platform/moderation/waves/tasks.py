"""What the clock does about waves."""

from celery import shared_task

from foundation import traces
from moderation.waves import finding


@shared_task
def look_at_active() -> None:
    """Look at what was supported in the last two hours."""
    finding.look(finding.active_publications(finding.ACTIVE))


@shared_task
def look_at_all() -> None:
    """Look at what was supported in the last week."""
    finding.look(finding.active_publications(finding.WINDOW))


@shared_task
def forget() -> None:
    """Delete traces, salts and waves older than thirty days; what is set aside stays as long as it is."""
    traces.forget()
    finding.forget(traces.KEPT)
