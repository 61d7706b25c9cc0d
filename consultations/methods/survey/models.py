"""What is kept of surveys: each wording of the questions, and files that came with an answer."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from consultations.models import Part


class Version(models.Model):
    """The questions of a part as they were from one moment to the next; a change is a new version, never an edit.

    `is_open` says that residents answered it, or could: such a version is never removed.
    """

    part = models.ForeignKey(Part, verbose_name=_("part"), on_delete=models.CASCADE, related_name="survey_versions")
    number = models.PositiveIntegerField(_("number"))
    definition = models.JSONField(_("questions"), default=dict)
    is_open = models.BooleanField(_("was shown to residents"), default=False)
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("version of the questions")
        verbose_name_plural = _("versions of the questions")
        constraints = [
            models.UniqueConstraint(fields=["part", "number"], name="one_survey_version_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="survey_versions_count_from_one"),
        ]

    def __str__(self) -> str:
        """Give the number."""
        return f"#{self.number}"


class SentFile(models.Model):
    """A file that came with an answer, in the private storage; `size` in bytes.

    Which response it belongs to is not written here: that response names the key of the file.
    """

    key = models.UUIDField(_("key"), primary_key=True, default=uuid.uuid4, editable=False)
    part = models.ForeignKey(Part, verbose_name=_("part"), on_delete=models.CASCADE, related_name="survey_files")
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(_("type"), max_length=40)
    size = models.PositiveIntegerField(_("size"))
    sent_on = models.DateField(_("sent on"))

    class Meta:
        verbose_name = _("file with an answer")
        verbose_name_plural = _("files with an answer")
        indexes = [models.Index(fields=["sent_on"], name="survey_files_by_day")]

    def __str__(self) -> str:
        """Give the name."""
        return self.name

    @property
    def stored_as(self) -> str:
        """Its name in the private storage."""
        return f"survey/{self.part_id}/{self.key}"
