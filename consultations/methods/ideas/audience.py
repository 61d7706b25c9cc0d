"""Who stands around an idea: its author, who supports it, and who talks about it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from accounts.models import User
from consultations import taking_part
from consultations.models import Part
from discussions.models import Comment
from publications.models import Publication
from voting.models import Support


def team_of(publication: Publication) -> QuerySet[User]:
    """Give its author."""
    return User.objects.filter(pk=publication.author_id)


def concerned(publication: Publication) -> QuerySet[User]:
    """Give its author, and everybody who supports it or commented on it."""
    supporters = Support.objects.filter(publication=publication.pk).values("person")
    commenters = Comment.objects.filter(publication=publication.pk, deleted_at__isnull=True).values("author")
    return User.objects.filter(Q(pk=publication.author_id) | Q(pk__in=supporters) | Q(pk__in=commenters))


def is_closed(publication: Publication) -> bool:
    """Say whether its question is closed: then it can be read, and nobody adds anything to it."""
    part = Part.objects.filter(ideas=publication.pk).first()
    return part is None or not taking_part.is_open(part)
