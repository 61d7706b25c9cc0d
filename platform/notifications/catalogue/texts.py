"""What people hear about a draft text that they reviewed."""

from django.utils.translation import gettext_lazy as _

from notifications.catalogue.kinds import Category, EventKind

VERSION = EventKind(
    "text.version",
    Category.ANSWERS,
    _("There is a new version of a text you reacted to"),
    to_followers=True,
    sample={
        "number": 2,
        "part": "De omgevingsvisie",
        "excerpt": "Bij artikel 4 gebruikten we woorden van bewoners: wie van de bus afhangt, komt nu voorop.",
    },
)

KINDS = (VERSION,)
