"""Gives the people of the demo the notices they would have had: comments on what they started, news of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from discussions.models import Comment
from initiatives.models import Update
from notifications.catalogue import EventKind, discussions
from notifications.catalogue import initiatives as events
from notifications.models import Event, Notice, Reason
from notifications.wording import excerpt
from publications.models import Publication
from voting.models import Support

# How far back, and from when on nobody has looked yet.
RECENT = timedelta(days=30)
NEW = timedelta(days=4)
Happening = tuple[EventKind, int | str, Publication, datetime, set[int], dict[str, str]]


def load() -> int:
    """Write the notices of the last month, the older ones as seen. Gives how many."""
    since = timezone.now() - RECENT
    return sum(write(*one) for one in (*comments(since), *updates(since)))


def comments(since: datetime) -> Iterator[Happening]:
    """Give what was said, and who heard of it."""
    for comment in Comment.objects.filter(created_at__gt=since, deleted_at__isnull=True).select_related(
        "author", "publication", "parent"
    ):
        about, parent = comment.publication, comment.parent
        kind = discussions.REPLY if parent else discussions.COMMENT
        people = {parent.author_id if parent else about.author_id} - {comment.author_id}
        words = {
            "who": comment.author.public_name,
            "excerpt": excerpt(comment.text),
            "path": comment.get_absolute_url(),
        }
        yield kind, comment.pk, about, comment.created_at, people, words


def updates(since: datetime) -> Iterator[Happening]:
    """Give what teams told, and who heard of it."""
    for update in Update.objects.filter(at__gt=since).select_related("initiative", "author"):
        about = update.initiative
        people = set(Support.objects.filter(publication=about.pk).values_list("person", flat=True)) - {update.author_id}
        words = {"excerpt": excerpt(update.text)}
        yield events.UPDATE, f"{about.pk}:demo{update.pk}", about, update.at, people, words


def write(
    kind: EventKind, key: int | str, about: Publication, at: datetime, people: set[int], words: dict[str, str]
) -> int:
    """Write one event that was told then, and the notice of everybody who heard."""
    event = Event.objects.create(
        kind=kind.code,
        key=f"{kind.code}:{key}",
        publication_id=about.pk,
        context={"title": about.title, "path": about.get_absolute_url(), **words},
        happened_at=at,
        due_at=at,
        done_at=at,
    )
    rows = [
        Notice(
            event=event,
            person_id=person,
            publication_id=about.pk,
            category=kind.category.value,
            reason=Reason.CONCERNED,
            made_at=at,
            seen_at=None if at > timezone.now() - NEW else at + timedelta(hours=5),
        )
        for person in sorted(people)
    ]
    return len(Notice.objects.bulk_create(rows))
