"""Who must hear what becomes of an initiative, besides those who follow it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from accounts.models import User
from discussions.models import Comment
from initiatives.models import Initiative
from notifications.following import tell
from voting.models import Support


def concerned(initiative: Initiative) -> QuerySet[User]:
    """Give the author, everybody who supports it and everybody who commented on it."""
    supporters = Support.objects.filter(publication=initiative.pk).values("person")
    commenters = Comment.objects.filter(publication=initiative.pk, deleted_at__isnull=True).values("author")
    return User.objects.filter(Q(pk=initiative.author_id) | Q(pk__in=supporters) | Q(pk__in=commenters))


def tell_all(initiative: Initiative, *, event: str, template: str, **context: object) -> None:
    """Tell everybody concerned and every follower, once per event."""
    words = {"title": initiative.title, "path": initiative.get_absolute_url(), **context}
    tell(initiative, event=event, template=template, context=words, also=concerned(initiative))
