"""Letting something happen around an initiative, and asking who heard."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.db import connection

from accounts.models import User
from notifications.catalogue import EventKind
from notifications.models import Event, Follow, Notice
from notifications.telling import tell, write_events
from publications.models import Publication
from tests.factories import initiative

occasions = count(1)


def a_plan() -> Publication:
    """A published initiative, with everything about its publication told."""
    made = Publication.objects.get(pk=initiative().pk)
    write_events(seconds=60)
    Event.objects.all().delete()
    return made


def happen(kind: EventKind, plan: Publication, *people: User, **options: Any) -> Event:
    """Let something happen, and write it out."""
    key = next(occasions)
    tell(kind, key=key, about=plan, people=people, words=kind.sample, **options)
    write_events(seconds=60)
    return Event.objects.get(key=f"{kind.code}:{key}")


def crowd(size: int, plan: Publication) -> list[User]:
    """Many followers, quickly."""
    people = User.objects.bulk_create(
        User(email=f"menigte{next(occasions)}@voorbeeld.nl", display_name="Volger") for _ in range(size)
    )
    Follow.objects.bulk_create(Follow(person=person, publication=plan) for person in people)
    return people


def town(size: int, plan: Publication) -> None:
    """A whole town of followers, written by the database itself: copies of one."""
    one = Follow.objects.get(person=crowd(1, plan)[0])
    people, follows = (
        ", ".join(str(field.column) for field in model._meta.concrete_fields if field.name not in {"id", left_out})
        for model, left_out in ((User, "email"), (Follow, "person"))
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH made AS (
                INSERT INTO accounts_user (email, {people})
                SELECT 'stad' || number || '@voorbeeld.nl', {people}
                FROM accounts_user, generate_series(2, %s) AS number WHERE id = %s RETURNING id
            )
            INSERT INTO notifications_follow (person_id, {follows})
            SELECT made.id, {follows} FROM made, notifications_follow WHERE notifications_follow.id = %s""",
            [size, one.person_id, one.pk],
        )


def reached(event: Event) -> set[int]:
    return set(Notice.objects.filter(event=event).values_list("person", flat=True))
