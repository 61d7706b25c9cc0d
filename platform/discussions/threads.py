"""Reads a conversation in batches, with what each reader may do, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from accounts.rules import Visitor
from discussions import rules
from discussions.models import Comment, Valued
from foundation.paging import page_of
from publications.models import Publication

SORTS = {"nieuwste": ("id",), "gewaardeerd": ("valued_count", "id")}
BATCH = 20
# Shown under a comment without asking; the rest comes on demand.
REPLIES_AT_ONCE = 50


@dataclass(frozen=True)
class Line:
    """A comment with what this reader may do with it."""

    comment: Comment
    is_author: bool
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


def conversation_context(request: HttpRequest, publication: Publication) -> dict[str, Any]:
    """Give what a page shows of a conversation: one batch of it, and whether this person may join."""
    sort, cursor = request.GET.get("volgorde", ""), request.GET.get("na", "")
    return {
        "batch": batch(publication, request.user, sort=sort, cursor=cursor),
        "item": publication,
        "can_comment": publication.is_published,
        "speaks_for_province": rules.speaks_for_province(request.user),
    }


def batch(publication: Publication, user: Visitor, *, sort: str = "nieuwste", cursor: str = "") -> Batch:
    """Give one batch of threads; the pinned answer stands above the first."""
    sort = sort if sort in SORTS else "nieuwste"
    if not publication.comment_count:
        return Batch(lines=[], next_cursor="", sort=sort)
    threads = Comment.objects.on(publication).visible_to(user).for_thread()
    page = page_of(threads.filter(is_pinned=False), fields=SORTS[sort], cursor=cursor, size=BATCH)
    # A page that asked beforehand whether there is a pinned answer (`has_pinned`) is not asked again.
    look = not cursor and getattr(publication, "has_pinned", True)
    pinned = list(threads.filter(is_pinned=True)[:1]) if look else []
    seen = lines([*pinned, *page.items], publication, user)
    return Batch(lines=seen[len(pinned) :], next_cursor=page.next_cursor, sort=sort, pinned=seen[0] if pinned else None)


def replies(comment: Comment, user: Visitor, *, after: int = 0) -> tuple[list[Line], int]:
    """Give the replies to a comment, oldest first, from after an id; and the id to go on from (0: no more)."""
    rows = Comment.objects.replies_to(comment).visible_to(user).for_thread().filter(id__gt=after).order_by("id")
    found = list(rows[: REPLIES_AT_ONCE + 1])
    following = found[REPLIES_AT_ONCE - 1].pk if len(found) > REPLIES_AT_ONCE else 0
    return lines(found[:REPLIES_AT_ONCE], comment.publication, user), following


def lines(comments: Iterable[Comment], publication: Publication, user: Visitor) -> list[Line]:
    """Say for each comment what this reader may do; one query for what they value."""
    comments = list(comments)
    mine: set[int] = set()
    if isinstance(user, User) and comments:
        ids = [one.pk for one in comments]
        mine = set(Valued.objects.filter(person=user, comment__in=ids).values_list("comment_id", flat=True))
    now = timezone.now()
    return [line(one, publication, user, now, one.pk in mine) for one in comments]


def line(comment: Comment, publication: Publication, user: Visitor, now: datetime, is_valued: bool) -> Line:
    """Say what this reader may do with one comment."""
    return Line(
        comment=comment,
        is_author=comment.author_id == publication.author_id,
        is_valued=is_valued,
        can_edit=rules.can_edit(user, comment, now),
        can_delete=rules.can_delete(user, comment),
        can_value=rules.can_value(user, comment),
        can_pin=rules.can_pin(user, comment) and not comment.is_pinned,
    )
