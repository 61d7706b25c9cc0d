"""Who must hear what becomes of an initiative, besides those who follow it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from accounts.models import User
from discussions.models import Comment
from initiatives.models import Offer, TeamMember
from notifications.catalogue import EventKind
from notifications.models import Follow, Mute
from notifications.telling import tell
from publications.models import Publication
from voting.models import Support

# Who waits for an answer must hear too when it ends.
STILL_HELPS = {*Offer.OPEN, *Offer.COUNTED}


def team_of(publication: Publication) -> QuerySet[User]:
    """Give the author and the team: who hears what others do with it."""
    members = TeamMember.objects.filter(initiative=publication.pk).values("person")
    return User.objects.filter(Q(pk=publication.author_id) | Q(pk__in=members))


def concerned(publication: Publication) -> QuerySet[User]:
    """Give the author and the team, everybody who supports it, helps or offers to help with it, or commented on it."""
    members = TeamMember.objects.filter(initiative=publication.pk).values("person")
    supporters = Support.objects.filter(publication=publication.pk).values("person")
    helpers = Offer.objects.filter(need__initiative=publication.pk, state__in=STILL_HELPS).values("person")
    commenters = Comment.objects.filter(publication=publication.pk, deleted_at__isnull=True).values("author")
    part = Q(pk__in=members) | Q(pk__in=supporters) | Q(pk__in=helpers) | Q(pk__in=commenters)
    return User.objects.filter(Q(pk=publication.author_id) | part)


def circle_of(publication: Publication) -> QuerySet[User]:
    """Give everybody concerned and who follows this very one, except who wants to hear no more of it.

    For when it goes on under another name: followers of its theme or place follow something else.
    """
    followers = Follow.objects.filter(publication=publication.pk).values("person")
    muted = Mute.objects.filter(publication=publication.pk).values("person")
    either = Q(pk__in=concerned(publication).values("pk")) | Q(pk__in=followers)
    return User.objects.filter(either).exclude(pk__in=muted)


def tell_all(
    initiative: Publication, kind: EventKind, *, key: str | int, without: Iterable[User] = (), **context: object
) -> None:
    """Tell everybody concerned and every follower, once per occasion; `without` are those who did it."""
    tell(kind, key=key, about=initiative, people=concerned(initiative), without=without, words=context)
