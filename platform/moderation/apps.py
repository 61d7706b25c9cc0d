"""The app of moderation."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """Cases, decisions and appeals."""

    name = "moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        """Load what each app says about moderating its content: the gate of this one, the subjects of those above."""
        autodiscover_modules("moderating")
        import_module("moderation.waves.subject")
