"""Taking a publication out of sight by a decision of a moderator, and giving it back in the state it had."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from foundation import audit
from foundation.nudges import nudge
from publications.actions import drop_picture
from publications.models import Publication, StateChange

# What a moderator can hide: everything that people can reach.
REACHABLE = {Publication.State.PUBLISHED, Publication.State.WITHDRAWN, Publication.State.ARCHIVED}


@transaction.atomic
def hide(pk: int, *, by: User) -> dict[str, Any]:
    """Hide it, with all its votes and comments in place. Gives the state it had."""
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=pk)
    before = {"state": publication.state}
    if publication.state in REACHABLE:
        move(publication, Publication.State.HIDDEN, by=by)
    return before


@transaction.atomic
def restore(pk: int, before: dict[str, Any], *, by: User) -> None:
    """Give it back in the state it had; what is not hidden any more is left alone."""
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=pk)
    if publication.state == Publication.State.HIDDEN and before.get("state") in REACHABLE:
        with translation.override(settings.LANGUAGE_CODE):
            note = _("A moderator gave it back. Everything is as it was.")
        move(publication, Publication.State(before["state"]), by=by, note=note)


@transaction.atomic
def hold(pk: int, *, by: User) -> None:
    """Have what was published only just now wait for a moderator again; its row is locked."""
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=pk)
    if publication.state == Publication.State.PUBLISHED:
        Publication.objects.filter(pk=pk).update(state=Publication.State.SUBMITTED, published_at=None)
        move(publication, Publication.State.SUBMITTED, by=by)


@transaction.atomic
def erase(pk: int) -> bool:
    """Wipe what a hidden publication said and showed, for good; its row is locked. False when it is not hidden.

    Its reference stays, as title and address, because the old address was made of its title. What a kind adds is wiped
    by the app of that kind.
    """
    publication = Publication.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if publication is None or publication.state != Publication.State.HIDDEN:
        return False
    for picture in publication.pictures.all():
        drop_picture(picture)
    Publication.objects.filter(pk=pk).update(
        title=publication.reference, slug=publication.reference.lower(), summary="", search_body=""
    )
    audit.record(f"{publication.kind}.erased", actor=None, subject=publication)
    return True


def move(publication: Publication, state: Publication.State, *, by: User, note: str = "") -> None:
    """Write the state down, on the timeline too."""
    Publication.objects.filter(pk=publication.pk).update(state=state, changed_at=Now(), energy_due=True)
    StateChange.objects.create(publication=publication, state=state, note=note)
    audit.record(f"{publication.kind}.{state.value}", actor=by, subject=publication)
    nudge("publications.tasks.redraw_energy_field")
