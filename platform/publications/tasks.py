"""What the clock does for the spine."""

from celery import shared_task

from publications import overview


@shared_task
def redraw_energy_field() -> None:
    """Draw the energy field and count the province anew."""
    overview.make()
