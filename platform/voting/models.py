"""Support: one person stands behind one publication, once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from publications.models import Publication


class Support(models.Model):
    """One person's support, anonymous unless they choose otherwise. The database refuses a second."""

    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="supports"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="supports"
    )
    is_named = models.BooleanField(_("shown by name"), default=False, db_default=False)
    created_at = models.DateTimeField(_("since"), db_default=Now(), editable=False)
    counted = models.BooleanField(_("counts"), default=True, db_default=True, editable=False)

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        constraints = [
            models.UniqueConstraint(fields=["publication", "person"], name="one_support_per_person"),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="supports_of_a_person"),
            models.Index(fields=["publication", "-id"], condition=models.Q(is_named=True), name="named_supports"),
            models.Index(fields=["publication"], condition=models.Q(counted=False), name="supports_not_counted"),
        ]

    def __str__(self) -> str:
        """Give the numbers of both."""
        return f"{self.person_id} supports {self.publication_id}"


class SetAside(models.Model):
    """Somebody whose support of a publication does not count for now, also when they take it back and give it again.

    `number` is that of the wave (moderation) it was set aside with; somebody may be in several.
    """

    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )
    number = models.BigIntegerField(_("wave"))

    class Meta:
        verbose_name = _("support set aside")
        verbose_name_plural = _("supports set aside")
        constraints = [
            models.UniqueConstraint(fields=["publication", "person", "number"], name="set_aside_once_per_wave"),
        ]
        indexes = [models.Index(fields=["number"], name="set_aside_by_wave")]

    def __str__(self) -> str:
        """Give the numbers."""
        return f"{self.person_id} on {self.publication_id} ({self.number})"
