"""The counted results of a part, kept by the worker."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models.course import Part


class Result(models.Model):
    """What a recount found: `data` as the method gives it, `answers` how many sent responses were in it.

    `is_due` asks for a recount; `counted_at` is UTC.
    """

    part = models.OneToOneField(Part, verbose_name=_("part"), on_delete=models.CASCADE, related_name="result")
    data = models.JSONField(_("counts"), default=dict)
    answers = models.PositiveIntegerField(_("answers"), default=0)
    is_due = models.BooleanField(_("must be recounted"), default=True)
    counted_at = models.DateTimeField(_("counted at"), null=True)

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        indexes = [models.Index(fields=["id"], condition=models.Q(is_due=True), name="results_to_count")]

    def __str__(self) -> str:
        """Give the number of the part."""
        return f"#{self.part_id}"
