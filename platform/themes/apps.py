"""The app of themes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThemesConfig(AppConfig):
    """The four themes, and more if editors add them."""

    name = "themes"
    verbose_name = _("Themes")
