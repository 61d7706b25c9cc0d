"""An idea: what somebody brings up within the question of a consultation, and what the province does with it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from consultations.models import Part
from foundation import richtext
from publications.models import Publication
from publications.querysets import PublicationQuerySet


class Status(models.TextChoices):
    """What the province does with an idea."""

    NEW = "new", _("new")
    LOOKING = "looking", _("being looked at")
    USED = "used", _("used")
    PARTLY = "partly", _("partly used")
    UNUSED = "unused", _("not used")


# What nobody decides without saying why.
DECIDED = (Status.USED, Status.PARTLY, Status.UNUSED)


class Idea(Publication):
    """An idea of a resident. `category` is one of those in the settings of its part, as it was worded then.

    `replied_at` is UTC: when the province last said where it stands.
    """

    part = models.ForeignKey(Part, verbose_name=_("part"), on_delete=models.PROTECT, related_name="ideas")
    text = models.TextField(_("idea (markdown)"), max_length=5_000)
    category = models.CharField(_("category"), max_length=60, blank=True)
    place_label = models.CharField(_("place"), max_length=120, blank=True)
    status = models.CharField(_("status"), max_length=7, choices=Status.choices, default=Status.NEW, editable=False)
    reply = models.TextField(_("reply of the province (markdown)"), max_length=3_000, blank=True, editable=False)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("replied by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    replied_at = models.DateTimeField(_("replied at"), null=True, editable=False)

    objects: ClassVar[PublicationQuerySet[Idea]] = PublicationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[Status.NEW, Status.LOOKING]) | ~Q(reply=""), name="what_is_decided_has_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["part", "status"], name="ideas_by_status"),
            models.Index(fields=["part", "category"], name="ideas_by_category"),
        ]

    @property
    def text_html(self) -> SafeString:
        """The idea as safe HTML."""
        return richtext.to_html(self.text)

    @property
    def reply_html(self) -> SafeString:
        """The reply as safe HTML."""
        return richtext.to_html(self.reply)

    @property
    def status_label(self) -> str:
        """The status in words."""
        return str(Status(self.status).label)
