"""What happens around consultations: what the province asks, and what it does with the answers."""

from django.utils.translation import gettext_lazy as _

from notifications.catalogue.kinds import Category, EventKind

OPENED = EventKind(
    "consultation.opened",
    Category.FOLLOWED,
    _("The province asks something in what you follow"),
    to_followers=True,
    sample={"excerpt": "Welke bus mist jij, en op welk moment van de dag?", "closes_on": "2026-12-31"},
)
REMINDER = EventKind(
    "consultation.reminder",
    Category.FOLLOWED,
    _("A consultation closes soon"),
    at_once=True,
    sample={"closes_on": "2026-12-31", "closes_at": "17:00"},
)
# Told to those concerned when the editor puts off the closing.
POSTPONED = EventKind(
    "consultation.postponed",
    Category.FOLLOWED,
    _("A consultation stays open for longer"),
    sample={"closes_on": "2026-12-31"},
)
CLOSED = EventKind(
    "consultation.closed",
    Category.FOLLOWED,
    _("A consultation is closed"),
    sample={"answers": 312, "answer_by": "2026-12-31"},
    variants=({"answers": 1}, {"answer_by": ""}),
)
RESULTS = EventKind(
    "consultation.results",
    Category.FOLLOWED,
    _("The results of a consultation are public"),
    sample={"answers": 312},
    variants=({"answers": 1},),
)
# The answer of the province is on the site.
ANSWERED = EventKind(
    "consultation.answered",
    Category.ANSWERS,
    _("The province says what it did with a consultation"),
    to_followers=True,
    sample={
        "office": "Verkeer en vervoer",
        "excerpt": "Er komt een buurtbus in het weekend, geen nachtbus.",
    },
    variants=({"excerpt": ""},),
)
# To somebody whose own point is dealt with; never with its words, which are kept apart from who said them.
USED = EventKind(
    "consultation.used",
    Category.ANSWERS,
    _("What the province did with your own point"),
    sample={"is_used": True, "excerpt": "De bus rijdt vanaf januari ook op zondag."},
    variants=({"is_used": False}, {"excerpt": ""}),
)

KINDS = (OPENED, REMINDER, POSTPONED, CLOSED, RESULTS, ANSWERED, USED)
