"""The app of surveys."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveyConfig(AppConfig):
    """Surveys within consultations."""

    name = "consultations.methods.survey"
    label = "survey"
    verbose_name = _("Surveys")
