"""What is there at all, asked with the page itself, so that the page asks no further for what is not there.

Most initiatives have no update, no merge and no pinned answer, and most readers neither follow nor offered help. One
query tells; only what exists is then read.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Subquery

from accounts.models import User
from accounts.rules import Visitor
from discussions.models import Comment
from initiatives.models import Initiative, Merge, Offer, Update
from notifications.models import Follow
from publications.querysets import PublicationQuerySet
from voting.models import Support


def at_a_glance(initiatives: PublicationQuerySet[Initiative], user: Visitor) -> PublicationQuerySet[Initiative]:
    """Add what is there for everybody, and for this reader, as attributes that `has` reads."""
    here = OuterRef("pk")
    known = initiatives.annotate(
        has_updates=Exists(Update.objects.filter(initiative=here)),
        has_merged=Exists(Merge.objects.filter(kept=here, state=Merge.State.MERGED)),
        has_pinned=Exists(Comment.objects.filter(publication=here, is_pinned=True)),
        has_named=Exists(Support.objects.filter(publication=here, is_named=True)),
    )
    if not isinstance(user, User):
        return known  # type: ignore[return-value]  # the same rows with more to know
    follows = Follow.objects.filter(person=user)
    return known.annotate(  # type: ignore[return-value]  # the same rows with more to know
        has_own_offers=Exists(Offer.objects.filter(need__initiative=here, person=user, state__in=Offer.OPEN)),
        own_support_named=Subquery(Support.objects.filter(publication=here, person=user).values("is_named")[:1]),
        follows_this=Exists(follows.filter(publication=here)),
        follows_author=Exists(follows.filter(author=OuterRef("author"))),
    )


def pass_on(initiative: Initiative) -> None:
    """Tell the follow buttons what the page knows already."""
    facts = initiative.__dict__
    if "follows_this" in facts:
        facts["is_followed"] = facts["follows_this"]
        initiative.author.__dict__["is_followed"] = facts["follows_author"]


def has(initiative: object, what: str) -> bool:
    """Say whether something may be there: False only when the page asked and it was not."""
    return bool(getattr(initiative, what, True))
