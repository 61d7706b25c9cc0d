"""Following what one cares about, and telling everybody who does, without a request ever writing to all of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.errors import Refused
from foundation.nudges import nudge
from notifications.models import FOLLOWABLE, Follow, Mail, Telling
from places.models import Municipality
from publications.models import Publication
from themes.models import Theme

Followable = Publication | Theme | Municipality | User
BATCH = 1_000

# Everybody who follows the publication, its theme, its municipality or its author, and who was named besides; in the
# order of their number, so that a batch starts where the one before ended. A key used before changes nothing.
WRITE_BATCH = """
WITH people AS (
    SELECT id FROM accounts_user
    WHERE is_active AND id > %(reached)s AND id <> %(without)s AND (id = ANY(%(also)s) OR id IN (
        SELECT person_id FROM notifications_follow WHERE publication_id = %(publication)s
        UNION ALL SELECT person_id FROM notifications_follow WHERE theme_id = %(theme)s
        UNION ALL SELECT person_id FROM notifications_follow WHERE municipality_id = %(municipality)s
        UNION ALL SELECT person_id FROM notifications_follow WHERE author_id = %(author)s))
    ORDER BY id LIMIT %(batch)s
), written AS (
    INSERT INTO {mail} (key, recipient_id, template, context, language, due_at, attempts, given_up)
    SELECT %(event)s || ':' || %(publication)s || ':' || id, id, %(template)s, context, 'nl', due_at, 0, false
    FROM people, (SELECT context, due_at FROM {telling} WHERE id = %(telling)s) AS told
    ON CONFLICT (key) DO NOTHING
)
SELECT count(*), max(id) FROM people
"""


def column_of(target: Followable) -> str:
    """Name the column of a follow that holds this."""
    kinds: dict[str, type[Model]] = {
        "publication": Publication,
        "theme": Theme,
        "municipality": Municipality,
        "author": User,
    }
    return next(name for name in FOLLOWABLE if isinstance(target, kinds[name]))


def follow(target: Followable, *, by: User) -> None:
    """Start hearing about something; doing it twice is the same as once. Raises Refused for oneself."""
    if isinstance(target, User) and target.pk == by.pk:
        raise Refused(_("You cannot follow yourself: you hear about your own initiatives anyway."))
    name = column_of(target)
    Follow.objects.bulk_create([Follow(person=by, **{f"{name}_id": target.pk})], ignore_conflicts=True)


def unfollow(target: Followable, *, by: User) -> None:
    """Stop hearing about something; without a follow nothing happens."""
    Follow.objects.filter(person=by, **{f"{column_of(target)}_id": target.pk}).delete()


def follows(person: User, target: Followable) -> bool:
    """Say whether somebody follows something."""
    return Follow.objects.filter(person=person, **{f"{column_of(target)}_id": target.pk}).exists()


def followers_of(publication: Publication) -> QuerySet[User]:
    """Give who hears about a publication: followers of it, of its theme, its municipality or its author."""
    either = Q(publication=publication.pk) | Q(theme=publication.theme_id) | Q(author=publication.author_id)
    if publication.municipality_id:
        either |= Q(municipality=publication.municipality_id)
    return User.objects.filter(is_active=True, pk__in=Follow.objects.filter(either).values("person"))


def tell(
    publication: Publication,
    *,
    event: str,
    template: str,
    context: dict[str, object],
    also: Iterable[User] = (),
    due_at: datetime | None = None,
    without: User | None = None,
) -> None:
    """Let the followers of a publication, and `also`, hear of an event by one mail each.

    Writes one row in the current transaction; the worker writes the mails. An event told before changes nothing, so
    `event` must name the very occasion ("answer.published:12"). `also` may be a queryset: only its keys are read.
    `without` is who did it, and need not be told.
    """
    if isinstance(also, QuerySet):
        people = list(also.order_by().values_list("pk", flat=True).distinct())
    else:
        people = [person.pk for person in also]
    row = Telling(publication_id=publication.pk, event=event, template=template, context=context, also=people)
    if without is not None:
        row.without = without.pk
    if due_at is not None:
        row.due_at = due_at
    Telling.objects.bulk_create([row], ignore_conflicts=True)
    nudge("notifications.tasks.write_tellings")


def write_tellings() -> int:
    """Write out everything that waits, batch by batch, each in its own transaction; gives how many people."""
    written = 0
    while (count := write_batch()) is not None:
        written += count
    if written:
        nudge("notifications.tasks.send_due_mail")
    return written


@transaction.atomic
def write_batch() -> int | None:
    """Write the next mails of a telling that no other worker holds; None when nothing waits."""
    waiting = Telling.objects.select_for_update(skip_locked=True, of=("self",)).filter(done_at__isnull=True)
    telling = waiting.select_related("publication").defer("context").order_by("id").first()
    if telling is None:
        return None
    sql = WRITE_BATCH.format(mail=Mail._meta.db_table, telling=Telling._meta.db_table)  # noqa: SLF001  # documented
    with connection.cursor() as cursor:
        cursor.execute(sql, values_of(telling))
        count, last = cursor.fetchone()
    changes: dict[str, object] = {"reached": last} if last else {}
    if count < BATCH:
        changes["done_at"] = Now()
    Telling.objects.filter(pk=telling.pk).update(**changes)
    return int(count)


def values_of(telling: Telling) -> dict[str, Any]:
    """Give what the batch is written with."""
    publication = telling.publication
    return {
        "telling": telling.pk,
        "event": telling.event,
        "template": telling.template,
        "also": telling.also,
        "reached": telling.reached,
        "without": telling.without or 0,
        "publication": publication.pk,
        "theme": publication.theme_id,
        "municipality": publication.municipality_id or 0,
        "author": publication.author_id,
        "batch": BATCH,
    }
