"""What happens around initiatives."""

from django.utils.translation import gettext_lazy as _

from notifications.catalogue.kinds import Category, EventKind
from notifications.models import Lane

RECEIVED = EventKind(
    "initiative.received",
    Category.OWN,
    _("Your initiative is received and published"),
    at_once=True,
    lane=Lane.URGENT,
    sample={"reference": "OV-2026-000123"},
)
PUBLISHED = EventKind(
    "initiative.published",
    Category.FOLLOWED,
    _("A new initiative in what you follow"),
    to_followers=True,
    sample={"who": "Anneke ter Horst", "excerpt": "Samen maken we van het lege veldje een tuin voor de hele straat."},
)
WITHDRAWN = EventKind(
    "initiative.withdrawn",
    Category.FOLLOWED,
    _("An initiative is withdrawn"),
    to_followers=True,
    even_if_gone=True,
    sample={"excerpt": "We hebben een andere plek gevonden, in het dorpshuis."},
    variants=({"excerpt": ""},),
)
QUIET = EventKind(
    "initiative.quiet",
    Category.OWN,
    _("Your initiative was quiet for a year"),
    at_once=True,
    sample={"until": "2026-12-31"},
)
ARCHIVED = EventKind(
    "initiative.archived", Category.OWN, _("Your initiative is closed"), at_once=True, even_if_gone=True
)
SUPPORTERS = EventKind(
    "support.milestone",
    Category.OWN,
    _("More and more people support your initiative"),
    sample={"count": 1000, "what": "initiative"},
    variants=({"what": "idea"},),
)
THRESHOLD = EventKind(
    "threshold.reached",
    Category.OWN,
    _("Your initiative has enough signatures"),
    at_once=True,
    sample={"count": 1000, "office": "Natuur en milieu", "due_on": "2026-12-31"},
)
NEED = EventKind(
    "need.added",
    Category.FOLLOWED,
    _("An initiative asks for help"),
    to_followers=True,
    sample={"excerpt": "Helpende handen: zes mensen die op zaterdag kunnen graven\nSpullen: kruiwagens en scheppen"},
)
UPDATE = EventKind(
    "update.posted",
    Category.FOLLOWED,
    _("News from an initiative"),
    to_followers=True,
    sample={"excerpt": "De eerste bomen staan. Zaterdag planten we de rest, je bent welkom vanaf tien uur."},
    variants=({"excerpt": ""},),
)

OFFER_MADE = EventKind(
    "offer.made",
    Category.HELPING,
    _("Somebody offers help"),
    sample={"who": "Jan Willem", "excerpt": "Ik heb een aanhanger en kan op zaterdag."},
)
OFFER_WITHDRAWN = EventKind(
    "offer.withdrawn", Category.HELPING, _("An offer of help is taken back"), sample={"who": "Jan Willem"}
)
OFFER_ACCEPTED = EventKind("offer.accepted", Category.HELPING, _("Your offer is accepted"))
OFFER_DECLINED = EventKind(
    "offer.declined",
    Category.HELPING,
    _("Your offer is not needed now"),
    sample={"excerpt": "Dank je wel. We hebben al genoeg handen, kom je wel naar de opening?"},
)
OFFER_DONE = EventKind("offer.done", Category.HELPING, _("Thanks for your help"))
OFFER_MESSAGE = EventKind(
    "offer.message",
    Category.HELPING,
    _("A message about helping"),
    sample={"who": "Jan Willem"},
)
TEAM_INVITED = EventKind(
    "team.invited",
    Category.HELPING,
    _("You are asked into a team"),
    lane=Lane.URGENT,
    sample={"who": "Anneke ter Horst", "role": "organiser"},
    variants=({"role": "coordinator"},),
)
TEAM_JOINED = EventKind("team.joined", Category.HELPING, _("Somebody joins your team"), sample={"who": "Jan Willem"})
TEAM_DECLINED = EventKind("team.declined", Category.HELPING, _("An invitation is declined"))
TEAM_LEFT = EventKind("team.left", Category.HELPING, _("Somebody leaves your team"), sample={"who": "Jan Willem"})
TEAM_REMOVED = EventKind("team.removed", Category.HELPING, _("You are no longer in a team"))

ANSWER = EventKind(
    "answer.published",
    Category.ANSWERS,
    _("The province answers"),
    to_followers=True,
    sample={"outcome": "partly", "office": "Natuur en milieu", "excerpt": "De tuin mag er komen; de schuur niet."},
    variants=({"outcome": "adopted"}, {"outcome": "declined"}),
)
MILESTONE = EventKind(
    "milestone.changed",
    Category.ANSWERS,
    _("A step in what the province does"),
    to_followers=True,
    sample={"step": "De grond is gekeurd", "is_reached": True, "due_on": "2026-12-31"},
    variants=({"is_reached": False},),
)
REPORT = EventKind(
    "report.written",
    Category.ANSWERS,
    _("What became of an initiative"),
    to_followers=True,
    sample={"excerpt": "De tuin ligt er, en dertig buren hebben een eigen stukje."},
)
MERGE_ASKED = EventKind(
    "merge.asked",
    Category.OWN,
    _("Shall two initiatives become one?"),
    at_once=True,
    sample={"gone": "Tuin aan de Es", "kept": "Buurttuin Es", "excerpt": "Jullie willen hetzelfde, op dezelfde plek."},
)
MERGED = EventKind(
    "merge.done",
    Category.FOLLOWED,
    _("Two initiatives became one"),
    at_once=True,
    even_if_gone=True,
    sample={
        "gone": "Tuin aan de Es",
        "kept": "Buurttuin Es",
        "before": 24,
        "after": 61,
        "both": False,
        "part": False,
        "leave_path": "/initiatieven/",
        "until": "2026-12-31",
    },
    variants=({"both": True}, {"part": True}),
)

KINDS = (
    RECEIVED,
    PUBLISHED,
    WITHDRAWN,
    QUIET,
    ARCHIVED,
    SUPPORTERS,
    THRESHOLD,
    NEED,
    UPDATE,
    OFFER_MADE,
    OFFER_WITHDRAWN,
    OFFER_ACCEPTED,
    OFFER_DECLINED,
    OFFER_DONE,
    OFFER_MESSAGE,
    TEAM_INVITED,
    TEAM_JOINED,
    TEAM_DECLINED,
    TEAM_LEFT,
    TEAM_REMOVED,
    ANSWER,
    MILESTONE,
    REPORT,
    MERGE_ASKED,
    MERGED,
)
