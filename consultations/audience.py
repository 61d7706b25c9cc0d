"""Who must hear what becomes of a consultation, besides those who follow it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from accounts.models import User
from consultations.method import METHODS
from consultations.models import Consultation, Part, Participation
from discussions.models import Comment
from publications.models import Publication


def team_of(publication: Publication) -> QuerySet[User]:
    """Give who prepared it and the official who answers."""
    official = Consultation.objects.filter(pk=publication.pk).values("official")
    return User.objects.filter(Q(pk=publication.author_id) | Q(pk__in=official))


def concerned(publication: Publication) -> QuerySet[User]:
    """Give the team, and everybody with an account who took part or reacted."""
    official = Consultation.objects.filter(pk=publication.pk).values("official")
    took_part = Participation.objects.filter(part__consultation=publication.pk, person__isnull=False).values("person")
    commenters = Comment.objects.filter(publication=publication.pk, deleted_at__isnull=True).values("author")
    part = Q(pk__in=official) | Q(pk__in=took_part) | Q(pk__in=commenters)
    for one in Part.objects.filter(consultation=publication.pk):
        if not METHODS[one.method].has_responses:
            part |= Q(pk__in=METHODS[one.method].people(one).values("pk"))
    return User.objects.filter(Q(pk=publication.author_id) | part)
