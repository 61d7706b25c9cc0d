"""What happens around a promise of the province, whatever it is about."""

from django.utils.translation import gettext_lazy as _

from notifications.catalogue.kinds import Category, EventKind

PROMISE_MADE = EventKind(
    "promise.made",
    Category.ANSWERS,
    _("The province promises an answer"),
    to_followers=True,
    sample={"office": "Natuur en milieu", "excerpt": "We zoeken uit wat er kan.", "due_on": "2026-12-31"},
    variants=({"excerpt": ""},),
)
PROMISE_OVERDUE = EventKind(
    "promise.overdue",
    Category.ANSWERS,
    _("The province is late with an answer"),
    to_followers=True,
    sample={"office": "Natuur en milieu", "due_on": "2026-12-31"},
)
PROMISE_NEAR = EventKind(
    "promise.near",
    Category.WORK,
    _("An answer is due soon"),
    even_if_gone=True,
    sample={"excerpt": "We zoeken uit wat er kan.", "due_on": "2026-12-31", "days_left": 3},
    variants=({"days_left": 1}, {"days_left": 0}, {"excerpt": ""}),
)
PROMISE_LATE = EventKind(
    "promise.late",
    Category.WORK,
    _("An answer is late"),
    even_if_gone=True,
    sample={"excerpt": "We zoeken uit wat er kan.", "due_on": "2026-12-31", "days_late": 8},
    variants=({"days_late": 1}, {"excerpt": ""}),
)

KINDS = (PROMISE_MADE, PROMISE_OVERDUE, PROMISE_NEAR, PROMISE_LATE)
