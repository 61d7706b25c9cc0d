"""Reads a conversation in batches, with what each reader may do, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Role, User
from accounts.rules import Visitor, has_role
from discussions import rules
from discussions.models import Comment, Valued
from foundation.paging import Page, after, decode, page_from
from foundation.written import Written, columns_of
from publications.circle import team_of
from publications.models import Publication

SORTS = {"nieuwste": ("id",), "gewaardeerd": ("valued_count", "id")}
BATCH = 20
# Shown under a comment without asking; the rest comes on demand.
REPLIES_AT_ONCE = 50
# Stand-ins for the values of one request, while the query is written down: the publication and the cursor.
PUBLICATION = -1_000_001
CURSOR = {"id": -1_000_002, "valued_count": -1_000_003}
READER = -1_000_004


@dataclass(frozen=True)
class Line:
    """A comment with what this reader may do with it."""

    comment: Comment
    is_author: bool
    is_team: bool
    is_valued: bool
    can_edit: bool
    can_delete: bool
    can_value: bool
    can_pin: bool


@dataclass(frozen=True)
class Batch:
    """A part of a conversation; `next_cursor` is empty at its end."""

    lines: list[Line]
    next_cursor: str
    sort: str
    pinned: Line | None = None


def conversation_context(
    request: HttpRequest, publication: Publication, *, team: set[int] | None = None
) -> dict[str, Any]:
    """Give what a page shows of a conversation: one batch of it, and whether this person may join.

    A page that knows who carries the publication passes it on as `team`, so that it is not asked again.
    """
    sort, cursor = request.GET.get("volgorde", ""), request.GET.get("na", "")
    return {
        "batch": batch(publication, request.user, sort=sort, cursor=cursor, team=team),
        "item": publication,
        "can_comment": rules.is_open(publication),
        "speaks_for_province": rules.speaks_for_province(request.user),
    }


def batch(
    publication: Publication,
    user: Visitor,
    *,
    sort: str = "nieuwste",
    cursor: str = "",
    team: set[int] | None = None,
) -> Batch:
    """Give one batch of threads; the pinned answer stands above the first."""
    sort = sort if sort in SORTS else "nieuwste"
    # What waits for a moderator is not counted, and its author sees it; who asked beforehand (`has_own_waiting`) knows.
    may_wait = isinstance(user, User) and getattr(publication, "has_own_waiting", True)
    if not publication.comment_count and not may_wait:
        return Batch(lines=[], next_cursor="", sort=sort)
    page = page_of_threads(publication, user, sort, cursor)
    # A page that asked beforehand whether there is a pinned answer (`has_pinned`) is not asked again.
    look = not cursor and getattr(publication, "has_pinned", True)
    pinned = pinned_on(publication, user) if look else []
    seen = lines([*pinned, *page.items], publication, user, team=team)
    return Batch(lines=seen[len(pinned) :], next_cursor=page.next_cursor, sort=sort, pinned=seen[0] if pinned else None)


def pinned_on(publication: Publication, user: Visitor) -> list[Comment]:
    """Give the pinned answer, if this reader may see one."""
    return list(Comment.objects.on(publication).with_places_for(user).for_thread().filter(is_pinned=True)[:1])


def page_of_threads(publication: Publication, user: Visitor, sort: str, cursor: str) -> Page[Comment]:
    """Give a page of the threads that are not pinned, each with the name of its author and no more about them."""
    fields = SORTS[sort]
    values = decode(cursor, fields) if cursor else []
    is_moderator = has_role(user, Role.MODERATOR)
    is_known = isinstance(user, User) and not is_moderator
    query = written(sort, is_on=bool(cursor), is_moderator=is_moderator, is_known=is_known)
    reader = {"reader": user.pk} if is_known else {}
    rows = query.ask(publication=publication.pk, **reader, **dict(zip(fields, values, strict=False)))
    return page_from([comment_from(row) for row in rows], fields=fields, cursor=cursor, size=BATCH)


@lru_cache
def written(sort: str, *, is_on: bool, is_moderator: bool, is_known: bool) -> Written:
    """Write the query for an order and a kind of reader; `is_on` for a batch after the first.

    Somebody who is signed in (`is_known`) also sees what they wrote themselves and waits for a moderator.
    """
    fields = SORTS[sort]
    reader: Visitor = User(pk=READER) if is_known else AnonymousUser()
    if is_moderator:
        reader = User(is_staff=True, is_superuser=True)
    threads = Comment.objects.on(Publication(pk=PUBLICATION)).with_places_for(reader).filter(is_pinned=False)
    stand_ins = {field: CURSOR[field] for field in fields} if is_on else {}
    if is_known:
        stand_ins["reader"] = READER
    if is_on:
        threads = threads.filter(after(fields, [CURSOR[field] for field in fields]))
    rows = threads.order_by(*(f"-{field}" for field in fields))
    found = rows.values_list(*columns_of(Comment), "author__display_name")[: BATCH + 1]
    return Written(found, publication=PUBLICATION, **stand_ins)


def comment_from(row: tuple[Any, ...]) -> Comment:
    """Make a comment of what `written` found."""
    *values, name = row
    comment: Comment = Comment.from_db(connection.alias, columns_of(Comment), values)
    comment.author = User.from_db(connection.alias, ["id", "display_name"], [comment.author_id, name])
    return comment


def replies(comment: Comment, user: Visitor, *, after: int = 0) -> tuple[list[Line], int]:
    """Give the replies to a comment, oldest first, from after an id; and the id to go on from (0: no more)."""
    rows = Comment.objects.replies_to(comment).with_places_for(user).for_thread().filter(id__gt=after).order_by("id")
    found = list(rows[: REPLIES_AT_ONCE + 1])
    following = found[REPLIES_AT_ONCE - 1].pk if len(found) > REPLIES_AT_ONCE else 0
    return lines(found[:REPLIES_AT_ONCE], comment.publication, user), following


def lines(
    comments: Iterable[Comment], publication: Publication, user: Visitor, *, team: set[int] | None = None
) -> list[Line]:
    """Say for each comment whose it is and what this reader may do; one query for what they value, one for the team."""
    comments = list(comments)
    carry = carriers(comments, publication) if team is None else team
    mine: set[int] = set()
    if isinstance(user, User) and comments:
        ids = [one.pk for one in comments]
        mine = set(Valued.objects.filter(person=user, comment__in=ids).values_list("comment_id", flat=True))
    now = timezone.now()
    return [
        line(one, publication, user, now, is_team=one.author_id in carry, is_valued=one.pk in mine) for one in comments
    ]


def carriers(comments: list[Comment], publication: Publication) -> set[int]:
    """Give those of the writers who carry the publication together with its author."""
    others = {one.author_id for one in comments} - {publication.author_id}
    return set(team_of(publication).filter(pk__in=others).values_list("pk", flat=True)) if others else set()


def line(
    comment: Comment, publication: Publication, user: Visitor, now: datetime, *, is_team: bool, is_valued: bool
) -> Line:
    """Say what this reader may do with one comment."""
    return Line(
        comment=comment,
        is_author=comment.author_id == publication.author_id,
        is_team=is_team,
        is_valued=is_valued,
        can_edit=rules.can_edit(user, comment, now),
        can_delete=rules.can_delete(user, comment),
        can_value=rules.can_value(user, comment),
        can_pin=rules.can_pin(user, comment) and not comment.is_pinned,
    )
