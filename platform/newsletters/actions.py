"""Writing an edition, planning it, and holding it back; what the clock does with it is in `sending`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation import audit
from foundation.errors import NotAllowed, Refused
from foundation.nudges import nudge
from newsletters import audience, rules, sending
from newsletters.models import Edition, EditionItem
from notifications.actions import write_mail
from notifications.models import Lane
from places.models import Municipality
from publications.models import Publication
from themes.models import Theme


def locked(edition: Edition) -> Edition:
    """Take the row of an edition, as it is now."""
    return Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)


def check_may_write(by: User) -> None:
    """Raise NotAllowed for who is no editor."""
    if not rules.may_write(by):
        raise NotAllowed(_("Only editors write newsletters."))


def check_step(edition: Edition, following: Edition.State) -> None:
    """Raise Refused when an edition cannot go there from where it is now."""
    if not rules.can_become(edition.state, following):
        raise Refused(_("This edition is %(state)s, so that is not possible.") % {"state": edition.get_state_display()})


@transaction.atomic
def write(
    edition: Edition | None,
    *,
    by: User,
    publications: Sequence[Publication] = (),
    themes: Iterable[Theme] = (),
    municipalities: Iterable[Municipality] = (),
    **fields: Any,
) -> Edition:
    """Keep an edition as an editor wrote it; without one, a new one. Raises Refused once it is planned or sent."""
    check_may_write(by)
    row = locked(edition) if edition and edition.pk else Edition(version=0)
    if not row.is_editable:
        raise Refused(_("This edition is planned or sent. Cancel it first if you want to change it."))
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    row.themes.set(themes)
    row.municipalities.set(municipalities)
    row.items.all().delete()
    items = [EditionItem(edition=row, publication=one, position=place) for place, one in enumerate(publications, 1)]
    EditionItem.objects.bulk_create(items)
    audit.record("edition.written", actor=by, subject=row, version=row.version)
    return row


@transaction.atomic
def plan(edition: Edition, *, by: User, version: int, at: datetime | None = None) -> Edition:
    """Let an edition go out at a moment (aware), or now. Raises Refused when that cannot be.

    `version` is what the editor looked at: nothing else is sent.
    """
    check_may_write(by)
    row = locked(edition)
    check_step(row, Edition.State.SCHEDULED)
    if row.version != version:
        raise Refused(_("Somebody changed this edition in the meantime. Look at it again before you send it."))
    if at is not None and not rules.can_be_due(at, timezone.now()):
        raise Refused(_("Choose a moment that is still to come, at most a year from now."))
    if not audience.readers(audience.wanted_by(row)).exists():
        raise Refused(_("Nobody would get this edition. Choose a larger audience."))
    # The clock of the database decides when it starts.
    Edition.objects.filter(pk=row.pk).update(state=Edition.State.SCHEDULED, due_at=at or Now())
    row.refresh_from_db()
    audit.record("edition.planned", actor=by, subject=row, at=row.due_at.isoformat() if row.due_at else "")
    if at is None:
        nudge(sending.SEND)
    return row


@transaction.atomic
def cancel(edition: Edition, *, by: User) -> None:
    """Do not send an edition that has not started; it can be changed and planned again. Raises Refused otherwise."""
    check_may_write(by)
    row = locked(edition)
    check_step(row, Edition.State.CANCELLED)
    row.state, row.due_at = Edition.State.CANCELLED, None
    row.save(update_fields=["state", "due_at"])
    audit.record("edition.cancelled", actor=by, subject=row)


@transaction.atomic
def stop(edition: Edition, *, by: User) -> None:
    """Send no more of an edition that is going out; what left cannot be called back. Raises Refused otherwise.

    Mail that a worker has in its hands looks at the state of its edition once more before it leaves.
    """
    check_may_write(by)
    row = locked(edition)
    check_step(row, Edition.State.STOPPED)
    row.state = Edition.State.STOPPED
    row.save(update_fields=["state"])
    Edition.objects.filter(pk=row.pk).update(ended_at=Now())
    sending.drop_waiting(row)
    audit.record("edition.stopped", actor=by, subject=row, written=row.recipients)


def send_test(edition: Edition, *, by: User) -> None:
    """Mail an edition to oneself, as it is now; pressing twice within a minute sends one."""
    check_may_write(by)
    write_mail(
        by,
        template="newsletter",
        key=f"news-test:{edition.pk}:{edition.version}:{by.pk}:{timezone.now():%Y%m%d%H%M}",
        context={"edition": edition.pk, "test": True},
        lane=Lane.URGENT,
    )
