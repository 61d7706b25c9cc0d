"""The app of the draft text."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TextConfig(AppConfig):
    """A draft text that residents review, paragraph by paragraph and word by word."""

    name = "consultations.methods.text"
    label = "text"
    verbose_name = _("Draft text")
