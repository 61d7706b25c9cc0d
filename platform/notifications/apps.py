"""The app of mail."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

import notifications.checks  # noqa: F401  # registers them


class NotificationsConfig(AppConfig):
    """The outbox and what is in it."""

    name = "notifications"
    verbose_name = _("Notifications")
