"""The app of ranking."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RankingConfig(AppConfig):
    """Options put in order, given points, or compared two by two; it has no table of its own."""

    name = "consultations.methods.ranking"
    label = "ranking"
    verbose_name = _("Setting priorities")
