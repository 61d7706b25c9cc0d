"""The crowds that `make bench` tells something, and telling them; needs Django set up on the bench database."""

from __future__ import annotations

import secrets

from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from notifications.actions import send_due_mail
from notifications.catalogue.initiatives import ANSWER
from notifications.digests import people_due, write_digest, write_digests
from notifications.models import Event, Follow, Lane, Mail, Notice, Push
from notifications.telling import tell, write_events
from publications.models import Publication

NO_END = 86_400.0  # seconds


def nothing_waits() -> None:
    """Take away what an earlier measurement left."""
    Mail.objects.all().delete()
    Push.objects.all().delete()
    Event.objects.all().delete()
    Follow.objects.all().delete()


def people(size: int) -> list[User]:
    """Make people with an account."""
    made = (User(email=f"{secrets.token_hex(8)}@example.nl", display_name="Volger") for _ in range(size))
    return User.objects.bulk_create(made, batch_size=5_000)


def crowd(size: int) -> None:
    """Let `size` people follow one initiative, in a table with as many other follows, and tell them something."""
    nothing_waits()
    first, other = Publication.objects.order_by("pk")[:2]
    found = people(size)
    rows = [Follow(person=person, publication=about) for about in (first, other) for person in found]
    Follow.objects.bulk_create(rows, batch_size=5_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE accounts_user, notifications_follow")
    tell(ANSWER, key=secrets.token_hex(4), about=first, words=ANSWER.sample)


def digests_due(size: int, lines: int) -> int:
    """Let `lines` notices wait for each of `size` people and one more; write that one, and give its queries."""
    nothing_waits()
    about = Publication.objects.order_by("pk")[:lines]
    for one in about:
        tell(ANSWER, key=secrets.token_hex(4), about=one, words=ANSWER.sample)
    events = list(Event.objects.all())
    Event.objects.update(done_at=Now())
    Notice.objects.bulk_create(
        (
            Notice(event=event, person=person, publication_id=event.publication_id, category="answers")
            for person in people(size + 1)
            for event in events
        ),
        batch_size=5_000,
    )
    Notice.objects.update(digest_at=Now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE notifications_notice")
    with CaptureQueriesContext(connection) as captured:
        write_digest(people_due()[0])
    return len(captured) - 1


def mail_due(size: int) -> None:
    """Let mail about an event wait for so many people."""
    crowd(size)
    write_events(seconds=3_600)
    Mail.objects.update(lane=Lane.DEFAULT)


def fan_out() -> int:
    """Write out every event."""
    return write_events(seconds=NO_END)


def digests() -> int:
    """Write every digest that is due."""
    return write_digests(seconds=NO_END)


def send() -> int:
    """Send every mail that is due."""
    return send_due_mail(Lane.DEFAULT, seconds=NO_END)
