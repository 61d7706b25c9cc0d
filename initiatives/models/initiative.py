"""An initiative, how it was worded before, and the draft it starts as."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation import richtext
from publications.models import Picture, Publication
from publications.querysets import PublicationQuerySet


class Initiative(Publication):
    """A plan of a resident. `lat`/`lon` are WGS84 degrees and stand for the spot, if the author set a pin."""

    story = models.TextField(_("story (markdown)"), max_length=10_000)
    ask = models.TextField(_("asked of the province"), max_length=1_000, blank=True)
    place_label = models.CharField(_("place"), max_length=120, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)

    objects: ClassVar[PublicationQuerySet[Initiative]] = PublicationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__range=(50, 54), lon__range=(3, 8)),
                name="pin_is_whole_and_in_the_netherlands",
            ),
        ]

    @property
    def story_html(self) -> SafeString:
        """The story as safe HTML."""
        return richtext.to_html(self.story)


class Revision(models.Model):
    """How an initiative was worded at some moment; number 1 is what was first published."""

    initiative = models.ForeignKey(
        Initiative, verbose_name=_("initiative"), on_delete=models.CASCADE, related_name="revisions"
    )
    number = models.PositiveIntegerField(_("number"))
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("editor"), on_delete=models.PROTECT)
    at = models.DateTimeField(_("at"), db_default=Now())
    content = models.JSONField(_("content"))

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["initiative", "number"], name="one_revision_per_number")]

    def __str__(self) -> str:
        """Give the number."""
        return f"#{self.number}"


class Draft(models.Model):
    """What somebody is writing, as typed: it may be incomplete or wrong, and it belongs to nobody before sign-in.

    Whoever holds its id in a signed cookie, or owns it, may go on with it. With `revises` it is an edit of something
    published; `published_as` is set once it is done, so that publishing twice gives one initiative.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="drafts",
    )
    revises = models.ForeignKey(
        Initiative, verbose_name=_("edit of"), null=True, blank=True, on_delete=models.CASCADE, related_name="edits"
    )
    published_as = models.ForeignKey(
        Initiative, verbose_name=_("published as"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    data = models.JSONField(_("as typed"), default=dict)
    picture = models.ForeignKey(
        Picture, verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)
    changed_at = models.DateTimeField(_("changed at"), db_default=Now())

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-changed_at"]
        indexes = [models.Index(fields=["changed_at"], name="drafts_by_age")]
        constraints = [
            models.UniqueConstraint(
                fields=["revises"], condition=Q(published_as__isnull=True), name="one_open_edit_per_initiative"
            )
        ]

    def __str__(self) -> str:
        """Give the title so far."""
        return self.get_title()

    def get_absolute_url(self) -> str:
        """Give the address to go on writing."""
        return reverse("initiatives:step", args=[self.pk, "idee"])

    def get_title(self) -> str:
        """Give the title so far, or say that there is none."""
        return str(self.data.get("title") or _("No title yet"))
