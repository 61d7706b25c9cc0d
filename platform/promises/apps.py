"""The app of promises."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PromisesConfig(AppConfig):
    """The promise clock, and the offices that answer."""

    name = "promises"
    verbose_name = _("Promises")
