"""What happens around ideas within a consultation."""

from django.utils.translation import gettext_lazy as _

from notifications.catalogue.kinds import Category, EventKind
from notifications.models import Lane

RECEIVED = EventKind(
    "idea.received",
    Category.OWN,
    _("Your idea is received"),
    at_once=True,
    lane=Lane.URGENT,
    sample={"reference": "OV-2026-000123", "waits": False},
    variants=({"waits": True},),
)
REPLIED = EventKind(
    "idea.replied",
    Category.ANSWERS,
    _("The province replies to an idea"),
    to_followers=True,
    sample={"status": "used", "excerpt": "We leggen het pad aan in het voorjaar."},
    variants=({"status": "partly"}, {"status": "unused"}, {"status": "looking", "excerpt": ""}, {"status": "new"}),
)

KINDS = (RECEIVED, REPLIED)
