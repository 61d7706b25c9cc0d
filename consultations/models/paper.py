"""Answers on paper: a sheet is typed over by two people, and counts when both read the same."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consultations.models.course import Part
from consultations.models.taking_part import Participation


class PaperSheet(models.Model):
    """One filled in form with its number. `received_on` is a day in the Netherlands, `counted_at` is UTC.

    What was typed is kept, as the fields of the form with their values, until the sheet counts: from then on it is in
    the response, and no longer here.
    """

    part = models.ForeignKey(Part, verbose_name=_("part"), on_delete=models.CASCADE, related_name="sheets")
    number = models.PositiveIntegerField(_("number of the form"))
    received_on = models.DateField(_("received on"))
    first = models.JSONField(_("typed first"), default=dict, editable=False)
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("first typed by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    second = models.JSONField(_("typed again"), null=True, editable=False)
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("typed again by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    participation = models.OneToOneField(
        Participation,
        verbose_name=_("participation"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="sheet",
        editable=False,
    )
    counted_at = models.DateTimeField(_("counted at"), null=True, editable=False)

    class Meta:
        verbose_name = _("form on paper")
        verbose_name_plural = _("forms on paper")
        ordering = ["part", "number"]
        constraints = [
            models.UniqueConstraint(fields=["part", "number"], name="a_form_is_typed_over_once"),
            models.CheckConstraint(
                condition=Q(first_by__isnull=True) | Q(second_by__isnull=True) | ~Q(second_by=F("first_by")),
                name="a_form_is_typed_again_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(counted_at__isnull=True) | Q(second__isnull=False), name="a_form_counts_when_typed_twice"
            ),
        ]

    def __str__(self) -> str:
        """Give the number of the form."""
        return str(self.number)
