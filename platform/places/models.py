"""Municipalities and the four-digit postcodes that hint at one."""

from __future__ import annotations

from functools import lru_cache

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


@lru_cache
def address_of(slug: str) -> str:
    """Give the address of a municipality's page; the map asks for all of them, on many pages."""
    return reverse("publications:municipality", args=[slug])


class Municipality(models.Model):
    """A municipality; `lat`/`lon` are its centre in WGS84 degrees, `hex_*` its cell on the hexagon map."""

    cbs_code = models.CharField(_("CBS code"), max_length=6, unique=True, help_text="GM0193")
    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=60, unique=True)
    lat = models.FloatField(_("latitude"))
    lon = models.FloatField(_("longitude"))
    hex_column = models.PositiveSmallIntegerField(_("column on the hexagon map"))
    hex_row = models.PositiveSmallIntegerField(_("row on the hexagon map"))
    boundary = models.JSONField(_("boundary (GeoJSON geometry)"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["hex_column", "hex_row"], name="one_municipality_per_hexagon"),
            models.CheckConstraint(
                condition=models.Q(cbs_code__regex=r"^GM[0-9]{4}$"), name="cbs_code_is_gm_and_4_digits"
            ),
        ]

    def __str__(self) -> str:
        """Give the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Give the address of the page of this municipality."""
        return address_of(self.slug)


class PostcodeArea(models.Model):
    """A four-digit postcode. Areas can cross borders, so it is a hint that the person can correct."""

    code = models.PositiveSmallIntegerField(_("postcode (four digits)"), primary_key=True)
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), on_delete=models.CASCADE, related_name="postcodes"
    )
    place = models.CharField(_("place"), max_length=80)

    class Meta:
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=models.Q(code__gte=1000, code__lte=9999), name="postcode_has_four_digits")
        ]

    def __str__(self) -> str:
        """Give the postcode with its place."""
        return f"{self.code} {self.place}"
