"""The course of a consultation: phases with dates, and the parts in them that people take part in."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation


class Moments(Func):
    """The time between two columns, as a range of PostgreSQL."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Phase(models.Model):
    """One stretch of time in a consultation. Moments are UTC; `closes_at` itself is too late.

    `opened_at`, `reminded_at`, `closed_at` and `results_at` say when the clock did what had to be done, so that it is
    done once.
    """

    consultation = models.ForeignKey(
        Consultation, verbose_name=_("consultation"), on_delete=models.CASCADE, related_name="phases"
    )
    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(_("what happens in this phase"), max_length=1_000, blank=True)
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    opened_at = models.DateTimeField(_("opened at"), null=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    results_at = models.DateTimeField(_("results published at"), null=True, editable=False)

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["opens_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="a_phase_ends_after_it_begins"),
            ExclusionConstraint(
                name="phases_follow_each_other",
                expressions=[
                    ("consultation", RangeOperators.EQUAL),
                    (Moments("opens_at", "closes_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["opens_at"], condition=Q(opened_at__isnull=True), name="phases_to_open"),
            models.Index(fields=["closes_at"], condition=Q(closed_at__isnull=True), name="phases_to_close"),
            models.Index(
                fields=["id"],
                condition=Q(closed_at__isnull=False, results_at__isnull=True),
                name="phases_to_publish",
            ),
        ]

    def __str__(self) -> str:
        """Give the title."""
        return self.title


class Part(models.Model):
    """One way of asking within a phase. `number` is its place in the addresses of its consultation, and never changes.

    `settings` belongs to the method; a method with more to keep has tables of its own.
    """

    consultation = models.ForeignKey(
        Consultation, verbose_name=_("consultation"), on_delete=models.CASCADE, related_name="parts"
    )
    phase = models.ForeignKey(Phase, verbose_name=_("phase"), on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    position = models.PositiveSmallIntegerField(_("order in the phase"), default=0)
    method = models.CharField(_("way of asking"), max_length=20, editable=False)
    title = models.CharField(_("title"), max_length=120)
    intro = models.TextField(_("introduction"), max_length=2_000, blank=True)
    minutes = models.PositiveSmallIntegerField(_("how many minutes it takes"), default=5)
    settings = models.JSONField(_("settings"), default=dict, editable=False)
    is_frozen = models.BooleanField(_("was open: its questions keep their meaning"), default=False, editable=False)

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ["phase__opens_at", "position", "number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="one_part_per_number"),
            models.CheckConstraint(condition=~Q(title=""), name="a_part_has_a_title"),
        ]

    def __str__(self) -> str:
        """Give the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Give the address of this part; the consultation must be loaded."""
        return reverse("consultations:part", args=[self.consultation.slug, self.number])
