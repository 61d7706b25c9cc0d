"""The app of the dialogue."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialogueConfig(AppConfig):
    """Meetings within a consultation: seats, questions beforehand, the screen in the hall, and what came of it."""

    name = "consultations.methods.dialogue"
    label = "dialogue"
    verbose_name = _("Meetings")
