"""The app of conversations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionsConfig(AppConfig):
    """Comments, one level of replies, and what people value."""

    name = "discussions"
    verbose_name = _("Conversations")
