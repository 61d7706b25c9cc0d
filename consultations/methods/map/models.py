"""The spots people pointed out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.methods.map import geometry
from consultations.models import Part, Response
from places.models import Municipality


class SpotQuerySet(models.QuerySet["Spot"]):
    """Reads of spots."""

    def readable(self) -> SpotQuerySet:
        """Keep what everybody may see."""
        return self.filter(is_hidden=False, is_waiting=False)

    def of(self, part: Part) -> SpotQuerySet:
        """Keep the spots of one part."""
        return self.filter(part=part)


class Spot(models.Model):
    """A spot, route or area with what somebody has to say about it; it hangs on a response, never on a person.

    `geometry` is GeoJSON in WGS84 degrees, empty when somebody gave only words or a postcode; `lat`/`lon` then are the
    middle of the municipality and `is_exact` is False.
    """

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="spots", db_index=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="spots", editable=False)
    category = models.CharField(_("category"), max_length=10, blank=True)
    text = models.TextField(_("what somebody says about it"), max_length=1_000)
    label = models.CharField(_("what the spot is called"), max_length=120, blank=True)
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    geometry = models.JSONField(_("drawn"), null=True, blank=True)
    lat = models.FloatField(_("latitude"))
    lon = models.FloatField(_("longitude"))
    is_exact = models.BooleanField(_("drawn on the map"), default=True)
    is_waiting = models.BooleanField(_("waits for a moderator"), default=False, editable=False)
    is_hidden = models.BooleanField(_("hidden by a moderator"), default=False, editable=False)
    placed_on = models.DateField(_("placed on"))

    objects: ClassVar[SpotQuerySet] = SpotQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("spot")
        verbose_name_plural = _("spots")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_spot_says_something"),
            models.CheckConstraint(
                condition=Q(lat__range=(geometry.SOUTH, geometry.NORTH), lon__range=(geometry.WEST, geometry.EAST)),
                name="a_spot_is_in_the_netherlands",
            ),
            models.CheckConstraint(
                condition=Q(is_exact=False) | Q(geometry__isnull=False), name="an_exact_spot_is_drawn"
            ),
        ]
        indexes = [
            models.Index(fields=["part", "-id"], name="spots_of_a_part"),
            models.Index(fields=["part", "category", "-id"], name="spots_by_category"),
            models.Index(fields=["part", "municipality", "-id"], name="spots_by_municipality"),
        ]

    def __str__(self) -> str:
        """Give what it is called, or its number."""
        return self.label or f"#{self.pk}"

    def get_absolute_url(self) -> str:
        """Give the address of its own page; part and consultation must be loaded."""
        return reverse("consultations:map:spot", args=[self.part.consultation.slug, self.part.number, self.pk])
