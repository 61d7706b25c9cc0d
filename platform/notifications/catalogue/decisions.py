"""What moderators decide about what people placed; the reasons are part of the message."""

from django.utils.translation import gettext_lazy as _

from notifications.catalogue.kinds import Category, EventKind

REASONS = "Dit gaat over je reactie. De reden is huisregel 3: geen gegevens van anderen. Je kunt in beroep gaan."
HIDDEN = EventKind(
    "content.hidden",
    Category.DECISIONS,
    _("A moderator hid what you placed"),
    even_if_gone=True,
    sample={"what": "update", "excerpt": "Er staat een telefoonnummer van iemand anders in."},
    variants=(
        {"what": "comment"},
        {"what": "initiative"},
        {"excerpt": ""},
        {"what": "person", "decided": True, "excerpt": REASONS},
    ),
)
SHOWN = EventKind(
    "content.shown",
    Category.DECISIONS,
    _("What you placed is visible again"),
    even_if_gone=True,
    sample={"what": "update", "excerpt": ""},
    variants=(
        {"what": "comment"},
        {"what": "initiative"},
        {"excerpt": "Het nummer is eruit gehaald."},
        {"what": "person", "title": ""},
        {"what": "decision"},
        {"what": "decision", "title": ""},
    ),
)
REMOVED = EventKind(
    "content.removed",
    Category.DECISIONS,
    _("A moderator removed what you placed"),
    even_if_gone=True,
    sample={"what": "comment", "excerpt": REASONS},
    variants=({"what": "person"},),
)
ASKED = EventKind(
    "content.asked",
    Category.DECISIONS,
    _("A moderator asks you to change something"),
    even_if_gone=True,
    sample={"what": "comment", "excerpt": REASONS},
    variants=({"what": "person"},),
)
LABELLED = EventKind(
    "content.labelled",
    Category.DECISIONS,
    _("A moderator put a note with what you placed"),
    even_if_gone=True,
    sample={"what": "comment", "excerpt": REASONS},
)
WARNED = EventKind(
    "account.warned",
    Category.DECISIONS,
    _("A moderator warns you"),
    even_if_gone=True,
    sample={"excerpt": REASONS},
)
LIMITED = EventKind(
    "account.limited",
    Category.DECISIONS,
    _("Your account is limited for a time"),
    even_if_gone=True,
    sample={"excerpt": REASONS},
)
SUSPENDED = EventKind(
    "account.suspended",
    Category.DECISIONS,
    _("Your account is suspended for a time"),
    even_if_gone=True,
    sample={"excerpt": REASONS},
)
APPEAL_RECEIVED = EventKind(
    "appeal.received",
    Category.DECISIONS,
    _("Your appeal is received"),
    even_if_gone=True,
    sample={"due_on": "2026-12-31"},
    variants=({"title": ""},),
)
APPEAL_GRANTED = EventKind(
    "appeal.granted",
    Category.DECISIONS,
    _("Your appeal is granted"),
    even_if_gone=True,
    sample={"excerpt": "De moderator las iets wat er niet stond. We zetten je reactie terug."},
    variants=({"title": ""},),
)
APPEAL_UPHELD = EventKind(
    "appeal.upheld",
    Category.DECISIONS,
    _("Your appeal is answered"),
    even_if_gone=True,
    sample={"excerpt": "Het telefoonnummer is niet van jou. Daarom blijft de reactie verborgen."},
    variants=({"title": ""},),
)

ADMITTED = EventKind(
    "content.admitted",
    Category.DECISIONS,
    _("Others can read what you placed"),
    even_if_gone=True,
    sample={"what": "comment"},
    variants=({"what": "update"}, {"what": "publication"}),
)

REPORT_RECEIVED = EventKind(
    "report.received",
    Category.DECISIONS,
    _("Your report is received"),
    even_if_gone=True,
    sample={"reference": "ML-2026-000123", "excerpt": "In deze reactie staat het telefoonnummer van mijn buurvrouw."},
)
REPORT_OUTCOME = EventKind(
    "report.outcome",
    Category.DECISIONS,
    _("What came of your report"),
    even_if_gone=True,
    sample={"reference": "ML-2026-000123", "excerpt": "Een moderator haalde het uit het zicht."},
)

SUPPORT_SET_ASIDE = EventKind(
    "support.aside",
    Category.DECISIONS,
    _("Your support does not count for now"),
    even_if_gone=True,
    sample={"excerpt": "Dit gaat over je steun. De reden is huisregel 7: één mens, één stem. Je kunt in beroep gaan."},
)
SUPPORT_COUNTS = EventKind(
    "support.counted",
    Category.DECISIONS,
    _("Your support counts again"),
    even_if_gone=True,
)

KINDS = (
    SUPPORT_SET_ASIDE,
    SUPPORT_COUNTS,
    HIDDEN,
    SHOWN,
    REMOVED,
    ASKED,
    LABELLED,
    WARNED,
    LIMITED,
    SUSPENDED,
    APPEAL_RECEIVED,
    APPEAL_GRANTED,
    APPEAL_UPHELD,
    ADMITTED,
    REPORT_RECEIVED,
    REPORT_OUTCOME,
)
