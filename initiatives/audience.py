"""Who must hear what becomes of an initiative, besides those who follow it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from accounts.models import User
from discussions.models import Comment
from initiatives.models import Initiative
from notifications.catalogue import EventKind
from notifications.telling import tell
from voting.models import Support


def concerned(initiative: Initiative) -> QuerySet[User]:
    """Give the author, everybody who supports it and everybody who commented on it."""
    supporters = Support.objects.filter(publication=initiative.pk).values("person")
    commenters = Comment.objects.filter(publication=initiative.pk, deleted_at__isnull=True).values("author")
    return User.objects.filter(Q(pk=initiative.author_id) | Q(pk__in=supporters) | Q(pk__in=commenters))


def tell_all(
    initiative: Initiative, kind: EventKind, *, key: str | int, without: Iterable[User] = (), **context: object
) -> None:
    """Tell everybody concerned and every follower, once per occasion; `without` are those who did it."""
    tell(kind, key=key, about=initiative, people=concerned(initiative), without=without, words=context)
