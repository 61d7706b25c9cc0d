"""The app of newsletters."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewslettersConfig(AppConfig):
    """Editions and who asked for them."""

    name = "newsletters"
    verbose_name = _("Newsletters")
    # Who makes our mails, and what is done when one is marked as unwanted (notifications.letters and .suppression).
    letters = "newsletters.letters"
    complaints = "newsletters.subscribing"
