"""The app of consultations."""

from importlib import import_module

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    """Consultations, their phases and parts, and who takes part; each way of asking is an app under `methods`."""

    name = "consultations"
    verbose_name = _("Consultations")
    # Who stands around a consultation (publications.circle).
    circle = "consultations.audience"
    # What a promise about a consultation sets going, and where its answer is (promises.kinds).
    promises = "consultations.promising"
    # What pages over all kinds show of it (publications.kinds).
    cards = "consultations.cards"
    listing = "consultations.listing"
    # What `manage.py demo` and `manage.py seed` load of it.
    demo = "consultations.demo_content"
    seeding = "consultations.seeding"

    def ready(self) -> None:
        """Load each way of asking, which registers itself."""
        for config in apps.get_app_configs():
            if config.name.startswith("consultations.methods."):
                import_module(f"{config.name}.method")
