"""The counted results of a part, kept by the worker."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models.course import Part


class Result(models.Model):
    """What a recount found: `data` as the method gives it, `answers` how many sent responses were in it.

    `paper` is how many of those came on paper; `people` counts who took part by municipality and age group, never shown
    as it is (`consultations.groups`). `is_due` asks for a recount, `counting_since` says that a worker is at it, and
    `laid_out_at` is the count up to which what was said is laid out for staff. Moments are UTC.
    """

    part = models.OneToOneField(Part, verbose_name=_("part"), on_delete=models.CASCADE, related_name="result")
    data = models.JSONField(_("counts"), default=dict)
    answers = models.PositiveIntegerField(_("answers"), default=0)
    paper = models.PositiveIntegerField(_("answers on paper"), default=0)
    people = models.JSONField(_("who took part"), default=dict)
    is_due = models.BooleanField(_("must be recounted"), default=True)
    counting_since = models.DateTimeField(_("counting since"), null=True)
    counted_at = models.DateTimeField(_("counted at"), null=True)
    laid_out_at = models.DateTimeField(_("laid out up to"), null=True)

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        indexes = [models.Index(fields=["id"], condition=models.Q(is_due=True), name="results_to_count")]

    def __str__(self) -> str:
        """Give the number of the part."""
        return f"#{self.part_id}"
