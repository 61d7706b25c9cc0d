"""What is there at all, asked with the page itself, so that the page asks no further for what is not there.

Most initiatives have no update, no merge and no pinned answer, and most readers neither follow nor offered help. One
query tells; only what exists is then read.
"""

from __future__ import annotations

from django.db.models.expressions import RawSQL

from accounts.models import User
from accounts.rules import Visitor
from initiatives.models import Initiative
from publications.querysets import PublicationQuerySet

# Written out, because building these from models on every request takes longer than PostgreSQL needs to answer them.
FOR_ALL = {
    "has_updates": "EXISTS (SELECT 1 FROM initiatives_update u WHERE u.initiative_id = publications_publication.id)",
    "has_team": "EXISTS (SELECT 1 FROM initiatives_teammember t WHERE t.initiative_id = publications_publication.id)",
    "has_merged": """EXISTS (SELECT 1 FROM initiatives_merge m
        WHERE m.kept_id = publications_publication.id AND m.state = 'merged')""",
    "has_pinned": """EXISTS (SELECT 1 FROM discussions_comment c
        WHERE c.publication_id = publications_publication.id AND c.is_pinned)""",
    "has_named": """EXISTS (SELECT 1 FROM voting_support s
        WHERE s.publication_id = publications_publication.id AND s.is_named)""",
}
FOR_READER = {
    "has_own_offers": """EXISTS (SELECT 1 FROM initiatives_offer o JOIN initiatives_need n ON n.id = o.need_id
        WHERE n.initiative_id = publications_publication.id AND o.person_id = %s)""",
    "own_support_named": """(SELECT s.is_named FROM voting_support s
        WHERE s.publication_id = publications_publication.id AND s.person_id = %s)""",
    "follows_this": """EXISTS (SELECT 1 FROM notifications_follow f
        WHERE f.publication_id = publications_publication.id AND f.person_id = %s)""",
    "follows_author": """EXISTS (SELECT 1 FROM notifications_follow f
        WHERE f.author_id = publications_publication.author_id AND f.person_id = %s)""",
}


def at_a_glance(initiatives: PublicationQuerySet[Initiative], user: Visitor) -> PublicationQuerySet[Initiative]:
    """Add what is there for everybody, and for this reader, as attributes that `has` reads."""
    facts = {name: RawSQL(sql, []) for name, sql in FOR_ALL.items()}  # noqa: S611  # constants
    if isinstance(user, User):
        facts |= {name: RawSQL(sql, [user.pk]) for name, sql in FOR_READER.items()}  # noqa: S611  # constants
    return initiatives.annotate(**facts)


def pass_on(initiative: Initiative) -> None:
    """Tell the follow buttons what the page knows already."""
    facts = initiative.__dict__
    if "follows_this" in facts:
        facts["is_followed"] = facts["follows_this"]
        initiative.author.__dict__["is_followed"] = facts["follows_author"]


def has(initiative: object, what: str) -> bool:
    """Say whether something may be there: False only when the page asked and it was not."""
    return bool(getattr(initiative, what, True))
