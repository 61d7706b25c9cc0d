"""How publications are asked for; the methods chain and read as English."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import models
from django.db.models import Q

from accounts.models import Role
from accounts.rules import Visitor, has_role

if TYPE_CHECKING:
    from places.models import Municipality
    from publications.models import Publication
    from themes.models import Theme

P = TypeVar("P", bound="Publication")

# Never needed on a list, and large.
HEAVY = ("search_body", "search_vector")


def sees_all(user: Visitor) -> bool:
    """Say whether this person may open everything, whatever its state."""
    return has_role(user, Role.MODERATOR) or has_role(user, Role.ADMINISTRATOR)


class PublicationQuerySet(models.QuerySet[P]):
    """Reads of the spine."""

    def published(self) -> PublicationQuerySet[P]:
        """Keep what everybody may see in lists."""
        return self.filter(state="published")

    def visible_to(self, user: Visitor) -> PublicationQuerySet[P]:
        """Keep what this person may open: what is public, their own, and for moderators and administrators all.

        What was withdrawn or archived keeps its address, so that links stay good; hidden and unpublished do not.
        """
        if sees_all(user):
            return self.all()
        public = Q(state__in=("published", "withdrawn", "archived"))
        return self.filter(public | Q(author_id=user.pk)) if user.is_authenticated else self.filter(public)

    def of_kind(self, kind: str) -> PublicationQuerySet[P]:
        """Keep one kind."""
        return self.filter(kind=kind)

    def about(self, theme: Theme) -> PublicationQuerySet[P]:
        """Keep what is about a theme."""
        return self.filter(theme=theme)

    def near(self, municipality: Municipality) -> PublicationQuerySet[P]:
        """Keep what is in a municipality."""
        return self.filter(municipality=municipality)

    def for_cards(self) -> PublicationQuerySet[P]:
        """Load what a card shows, and nothing heavy."""
        return self.defer(*HEAVY)
