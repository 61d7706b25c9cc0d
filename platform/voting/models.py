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

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        constraints = [
            models.UniqueConstraint(fields=["publication", "person"], name="one_support_per_person"),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="supports_of_a_person"),
            models.Index(fields=["publication", "-id"], condition=models.Q(is_named=True), name="named_supports"),
        ]

    def __str__(self) -> str:
        """Give the numbers of both."""
        return f"{self.person_id} supports {self.publication_id}"
