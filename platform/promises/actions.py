"""Making, keeping and releasing a promise; of a publication of any kind, at most one at a time is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation import audit, clock
from foundation.errors import NotAllowed, Refused
from notifications.catalogue import promises as events
from notifications.telling import tell
from notifications.wording import excerpt
from promises import rules
from promises.models import Office, Promise
from publications import circle
from publications.models import Publication


@transaction.atomic
def promise(publication: Publication, *, by: User, office: Office, due_on: date, text: str) -> Promise:
    """An official promises an answer of the province's own accord. Raises NotAllowed or Refused."""
    require_free_choice(by, due_on)
    return make(publication, office=office, text=text, due_on=due_on, by=by)


def require_free_choice(by: User, due_on: date) -> None:
    """Raise NotAllowed for anybody but an official, and Refused for a day that has gone by."""
    if not rules.can_answer(by):
        raise NotAllowed(_("Only officials can promise an answer."))
    if due_on < clock.today():
        raise Refused(_("Choose a day that is still to come."))


@transaction.atomic
def make(
    publication: Publication,
    *,
    office: Office,
    text: str,
    due_on: date,
    by: User | None = None,
    without: Iterable[User] = (),
) -> Promise:
    """Write a promise down and tell everybody concerned, but those who hear it otherwise (`without`).

    `by` None: a rule of the site promises it. Who may, and what else changes with it, is for the caller to say. Raises
    Refused while there is a promise already.
    """
    lock_publication(publication.pk)
    if Promise.objects.open().filter(publication=publication.pk).exists():
        raise Refused(_("There is a promise already, and it is not kept yet."))
    made = Promise.objects.create(publication_id=publication.pk, office=office, text=text, due_on=due_on, made_by=by)
    audit.record("promise.made", actor=by, subject=made, publication=publication.pk, due_on=due_on.isoformat())
    tell(
        events.PROMISE_MADE,
        key=made.pk,
        about=publication,
        people=circle.concerned(publication),
        without=without,
        office=office.name,
        excerpt=excerpt(text),
        due_on=due_on.isoformat(),
    )
    return made


@transaction.atomic
def keep(promised: Promise, *, by: User | None) -> Promise:
    """The answer is there: the promise is kept today. Raises Refused when it was closed already."""
    return end(promised, Promise.Status.KEPT, by=by)


@transaction.atomic
def release(promised: Promise, *, by: User | None) -> Promise:
    """Nobody has to answer any more, because what it was about has stopped. Raises Refused when it was closed."""
    return end(promised, Promise.Status.RELEASED, by=by)


def end(promised: Promise, status: Promise.Status, *, by: User | None) -> Promise:
    """Close a promise today, inside the transaction of who calls. Raises Refused when it was closed already."""
    promised = lock_open(promised)
    promised.status, promised.closed_on = status, clock.today()
    promised.save(update_fields=["status", "closed_on"])
    audit.record(f"promise.{status.value}", actor=by, subject=promised)
    return promised


def lock_open(promised: Promise) -> Promise:
    """Lock the publication and then its promise, always in this order. Raises Refused when it is not open any more."""
    lock_publication(promised.publication_id)
    rows = Promise.objects.select_for_update(of=("self",)).select_related("publication", "office")
    locked = rows.get(pk=promised.pk)
    if locked.status != Promise.Status.OPEN:
        raise Refused(_("This promise was closed already."))
    return locked


def lock_publication(pk: int) -> None:
    """Lock the row that everybody who changes something about a publication takes first."""
    Publication.objects.select_for_update(of=("self",)).only("pk").get(pk=pk)
