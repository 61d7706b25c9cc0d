"""The app of support."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VotingConfig(AppConfig):
    """Support, one per person and publication."""

    name = "voting"
    verbose_name = _("Voting")
