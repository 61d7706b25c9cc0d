"""The app of spots on the map."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MapConfig(AppConfig):
    """People point out spots, routes and areas; with a map, or with an address."""

    name = "consultations.methods.map"
    label = "map"
    verbose_name = _("Spots on the map")
