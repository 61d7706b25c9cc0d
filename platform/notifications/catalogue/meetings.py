"""What happens around meetings within a consultation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from notifications.catalogue.kinds import Category, EventKind
from notifications.models import Lane

WHEN: dict[str, Any] = {"starts_on": "2026-12-31", "starts_at": "19:30", "place": "Dorpshuis De Spil"}

SEAT = EventKind(
    "meeting.seat",
    Category.OWN,
    _("You signed up for a meeting"),
    at_once=True,
    lane=Lane.URGENT,
    sample={**WHEN, "waits": False},
    variants=({"waits": True}, {"place": ""}),
)
MOVED_UP = EventKind(
    "meeting.moved",
    Category.OWN,
    _("There is a seat for you at a meeting"),
    at_once=True,
    lane=Lane.URGENT,
    sample=WHEN,
    variants=({"place": ""},),
)
TOMORROW = EventKind(
    "meeting.tomorrow",
    Category.OWN,
    _("A meeting is tomorrow"),
    at_once=True,
    sample=WHEN,
    variants=({"place": ""},),
)
CHANGED = EventKind(
    "meeting.changed",
    Category.OWN,
    _("A meeting is changed or cancelled"),
    at_once=True,
    lane=Lane.URGENT,
    even_if_gone=True,
    sample={**WHEN, "is_cancelled": False, "excerpt": ""},
    variants=({"place": ""}, {"is_cancelled": True}, {"is_cancelled": True, "excerpt": "De zaal is niet beschikbaar."}),
)
MINUTES = EventKind(
    "meeting.minutes",
    Category.ANSWERS,
    _("The report of a meeting is published"),
    sample={**WHEN, "excerpt": "We meten eerst hoeveel mensen er in het donker fietsen."},
    variants=({"excerpt": ""},),
)

KINDS = (SEAT, MOVED_UP, TOMORROW, CHANGED, MINUTES)
