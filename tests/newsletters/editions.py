"""Editions and readers, made as the site makes them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import Role, User
from newsletters import actions, sending, subscribing
from newsletters.models import Edition, Subscription
from notifications.actions import send_due_mail
from tests.factories import staff


def reader(address: str, **interests: Any) -> Subscription:
    """Somebody without an account who said yes."""
    row = subscribing.confirm(subscribing.ask(address, **interests).pk)
    assert row is not None
    return row


def edition(by: User | None = None, **fields: Any) -> Edition:
    """A draft."""
    values = {"subject": "Zes bomen en een bootje", "preheader": "En meer.", "body": "Beste lezer,\n\nHet lukte."}
    return actions.write(None, by=by or staff(Role.EDITOR), **{**values, **fields})


def planned(**fields: Any) -> Edition:
    """An edition that is due now."""
    by = staff(Role.EDITOR)
    made = edition(by, **fields)
    return actions.plan(made, by=by, version=made.version)


def deliver() -> None:
    """Do what the worker does until nothing is left."""
    sending.send_editions(seconds=60)
    send_due_mail(seconds=60)
    sending.end_done()


def many(count: int, *, start: int = 0) -> None:
    """Many readers at once."""
    now = timezone.now()
    Subscription.objects.bulk_create(
        Subscription(address=f"lezer{number}@voorbeeld.nl", confirmed_at=now) for number in range(start, start + count)
    )
