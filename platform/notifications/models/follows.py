"""Who wants to hear about what, and who wants to hear no more of one thing."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from places.models import Municipality
from publications.models import Publication
from themes.models import Theme

# What can be followed; the names of the four columns of a follow.
FOLLOWABLE = ("publication", "theme", "municipality", "author")


def only(name: str) -> models.Q:
    """Say that of the four things this one is filled in, and no other."""
    return models.Q(**{f"{one}__isnull": one != name for one in FOLLOWABLE})


class Follow(models.Model):
    """A person wants to hear about one publication, or about everything of one theme, municipality or author."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="follows"
    )
    publication = models.ForeignKey(
        Publication,
        verbose_name=_("publication"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="follows",
        db_index=False,
    )
    theme = models.ForeignKey(
        Theme, verbose_name=_("theme"), null=True, blank=True, on_delete=models.CASCADE, db_index=False
    )
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), null=True, blank=True, on_delete=models.CASCADE, db_index=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="followed_by",
        db_index=False,
    )
    since = models.DateTimeField(_("since"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.CheckConstraint(
                condition=reduce(or_, (only(name) for name in FOLLOWABLE)), name="a_follow_is_of_one_thing"
            ),
            # The thing first: the same index gives the followers of a publication in the order of the batches.
            *(models.UniqueConstraint(fields=[name, "person"], name=f"one_follow_per_{name}") for name in FOLLOWABLE),
        ]

    def __str__(self) -> str:
        """Give the numbers."""
        return f"{self.person_id} follows {next(n for n in FOLLOWABLE if getattr(self, f'{n}_id'))}"


class Mute(models.Model):
    """A person wants to hear no more of one publication, whatever else they follow; only what must be told comes."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="mutes"
    )
    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    since = models.DateTimeField(_("since"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("muted item")
        verbose_name_plural = _("muted items")
        constraints = [models.UniqueConstraint(fields=["publication", "person"], name="one_mute_per_publication")]

    def __str__(self) -> str:
        """Give the numbers."""
        return f"{self.person_id} mutes {self.publication_id}"
