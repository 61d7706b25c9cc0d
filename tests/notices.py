"""Helpers around notices: bring everything out that waits, and ask who heard what."""

from itertools import count
from typing import Any

from accounts.models import User
from notifications.actions import send_due_mail
from notifications.catalogue import EventKind
from notifications.models import Mail, Notice
from notifications.telling import tell, write_events
from publications.models import Publication

occasions = count(1)


def deliver() -> None:
    """Do what the worker does until nothing is left: write out events, send mail."""
    write_events(seconds=60)
    send_due_mail(seconds=60)


def told(kind: EventKind, *, key: str | int | None = None) -> set[int]:
    """The numbers of the people who got a notice of a kind (of one occasion)."""
    write_events(seconds=60)
    rows = Notice.objects.filter(event__kind=kind.code)
    if key is not None:
        rows = rows.filter(event__key=f"{kind.code}:{key}")
    return set(rows.values_list("person", flat=True))


def mails_about(kind: EventKind) -> list[Mail]:
    """The mails that wait or went about a kind, oldest first."""
    write_events(seconds=60)
    return list(Mail.objects.filter(notice__event__kind=kind.code).select_related("notice__event").order_by("pk"))


def hear(person: User, about: Publication | None, kind: EventKind, **context: Any) -> Notice:
    """Let somebody hear of one thing; gives the notice."""
    key = f"hear-{next(occasions)}"
    tell(kind, key=key, about=about, people=[person], words={**kind.sample, **context})
    write_events(seconds=60)
    return Notice.objects.get(event__key=f"{kind.code}:{key}", person=person)
