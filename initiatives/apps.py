"""The app of initiatives."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    """Initiatives, the drafts they start as, and what they need."""

    name = "initiatives"
    verbose_name = _("Initiatives")
    # Who counts on when moderation sets support aside or gives it back (voting.counting).
    recounts = "initiatives.thresholds.recount_after"
    # Who stands around an initiative (publications.circle).
    circle = "initiatives.audience"
    # What a promise about an initiative sets going, and where its answer is (promises.kinds).
    promises = "initiatives.promises"
    # What people do here, to choose the readers of a newsletter by (newsletters.audience).
    readers = "initiatives.readers"
