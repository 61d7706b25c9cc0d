"""Following what one cares about, and wanting to hear no more of one thing."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.errors import Refused
from notifications.models import FOLLOWABLE, Follow, Mute
from places.models import Municipality
from publications.models import Publication
from themes.models import Theme

Followable = Publication | Theme | Municipality | User


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
    if isinstance(target, Publication):
        unmute(target, by=by)


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


@transaction.atomic
def mute(publication: Publication, *, by: User) -> None:
    """Hear no more of one publication; one's own follow of it ends, following its theme or place goes on for others."""
    Mute.objects.bulk_create([Mute(person=by, publication_id=publication.pk)], ignore_conflicts=True)
    Follow.objects.filter(person=by, publication=publication.pk).delete()


def unmute(publication: Publication, *, by: User) -> None:
    """Hear of it again; without a mute nothing happens."""
    Mute.objects.filter(person=by, publication=publication.pk).delete()


def mutes(person: User, publication: Publication) -> bool:
    """Say whether somebody wants to hear no more of this."""
    return Mute.objects.filter(person=person, publication=publication.pk).exists()


def muted_by(person: User, publications: Iterable[int | None]) -> set[int]:
    """Give which of these publications somebody wants to hear no more of."""
    numbers = [number for number in publications if number]
    return set(Mute.objects.filter(person=person, publication__in=numbers).values_list("publication", flat=True))
