"""The app of the spine."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    """Publications of every kind, their pictures, search and feeds."""

    name = "publications"
    verbose_name = _("Publications")
