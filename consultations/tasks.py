"""What the clock does for consultations."""

from celery import shared_task

from consultations import clock, proving, remarks, results


@shared_task
def keep_course() -> None:
    """Open, remind, close and publish what is due."""
    clock.keep_course()


@shared_task
def count_results() -> None:
    """Count what was answered."""
    results.count_due()


@shared_task
def lay_out_remarks() -> None:
    """Lay out what was said for staff to tag and to answer."""
    remarks.lay_out_due()


@shared_task
def forget_addresses() -> None:
    """Forget addresses that were only asked for a code or a link."""
    proving.forget_addresses()
