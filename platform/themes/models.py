"""A theme: what initiatives, consultations and campaigns are about."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation import richtext


class Theme(models.Model):
    """A theme with its own colour, shape and symbol, so that colour is never alone."""

    class Colour(models.TextChoices):
        """The accents of the house; each has enough contrast on paper and white."""

        RIVER = "river", _("river (blue)")
        MEADOW = "meadow", _("meadow (green)")
        HEATHER = "heather", _("heather (purple)")
        BRICK = "brick", _("brick (red-brown)")

    class Symbol(models.TextChoices):
        """The drawn symbols."""

        BRIDGE = "bridge", _("bridge")
        KNOT = "knot", _("knot")
        CHAIR = "chair", _("chair")
        ROOFS = "roofs", _("two roofs")

    slug = models.SlugField(_("address"), unique=True, max_length=80)
    name = models.CharField(_("name"), max_length=120, unique=True)
    short_name = models.CharField(_("short name"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    colour = models.CharField(_("colour"), max_length=10, choices=Colour.choices)
    symbol = models.CharField(_("symbol"), max_length=10, choices=Symbol.choices)
    summary = models.CharField(_("summary"), max_length=240)
    explanation = models.TextField(_("explanation (markdown)"))

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        """Give the full name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Give the address of the theme's page."""
        return reverse("publications:theme", args=[self.slug])

    @property
    def explanation_html(self) -> SafeString:
        """The explanation as safe HTML."""
        return richtext.to_html(self.explanation)
