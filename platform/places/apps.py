"""The app of municipalities and postcodes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    """Municipalities, postcodes and the hexagon map."""

    name = "places"
    verbose_name = _("Places")
