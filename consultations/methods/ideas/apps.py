"""The app of ideas."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdeasConfig(AppConfig):
    """Ideas of residents within a question, with support, comments and a reply of the province."""

    name = "consultations.methods.ideas"
    label = "ideas"
    verbose_name = _("Ideas")
    # Who stands around an idea, and whether it can still be joined in (publications.circle).
    circle = "consultations.methods.ideas.audience"
    # Who counts on when moderation sets support aside or gives it back (voting.counting).
    recounts = "consultations.methods.ideas.actions.recount_after"
