"""The app that everything may use."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FoundationConfig(AppConfig):
    """Audit trail, errors, pictures, text, paging and the pages of the house itself."""

    name = "foundation"
    verbose_name = _("Foundation")
