"""What moderators decide about what people placed; the reasons are part of the message."""

from django.utils.translation import gettext_lazy as _

from notifications.catalogue.kinds import Category, EventKind

HIDDEN = EventKind(
    "content.hidden",
    Category.DECISIONS,
    _("A moderator hid what you placed"),
    even_if_gone=True,
    sample={"what": "update", "excerpt": "Er staat een telefoonnummer van iemand anders in."},
    variants=({"what": "comment"}, {"what": "initiative"}, {"excerpt": ""}),
)
SHOWN = EventKind(
    "content.shown",
    Category.DECISIONS,
    _("What you placed is visible again"),
    even_if_gone=True,
    sample={"what": "update", "excerpt": ""},
    variants=({"what": "comment"}, {"what": "initiative"}, {"excerpt": "Het nummer is eruit gehaald."}),
)

KINDS = (HIDDEN, SHOWN)
