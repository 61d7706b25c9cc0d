"""What happens in conversations."""

from django.utils.translation import gettext_lazy as _

from notifications.catalogue.kinds import Category, EventKind

SAID = "Mooi plan. Is er ook gedacht aan mensen die slecht ter been zijn?"

COMMENT = EventKind(
    "comment.said",
    Category.OWN,
    _("Somebody comments on your initiative"),
    sample={"who": "Jan Willem", "excerpt": SAID},
)
REPLY = EventKind(
    "comment.reply", Category.REPLIES, _("Somebody replies to you"), sample={"who": "Jan Willem", "excerpt": SAID}
)
MENTION = EventKind(
    "comment.mention", Category.REPLIES, _("Somebody mentions you"), sample={"who": "Jan Willem", "excerpt": SAID}
)
OFFICIAL = EventKind(
    "comment.official",
    Category.ANSWERS,
    _("The province joins a conversation"),
    to_followers=True,
    sample={"who": "Fatma Yildiz", "excerpt": "Goede vraag: het pad wordt verhard, ook voor rolstoelen."},
)

KINDS = (COMMENT, REPLY, MENTION, OFFICIAL)
