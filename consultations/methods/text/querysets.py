"""How passages and remarks are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Q

from consultations.models import Part, Response

if TYPE_CHECKING:
    pass

COUNTS = Q(remarks__is_hidden=False, remarks__is_waiting=False, remarks__response__state=Response.State.SENT)


class PassageQuerySet(models.QuerySet["Passage"]):
    """Reads of passages."""

    def counted(self) -> PassageQuerySet:
        """Add how many agree, disagree, say something and suggest other words: of what everybody can read."""
        return self.annotate(
            **{
                f"{kind}_count": Count("remarks", filter=COUNTS & Q(remarks__kind=kind))
                for kind in ("agree", "disagree", "comment", "suggestion")
            }
        )

    def in_sight(self) -> PassageQuerySet:
        """Keep the counted ones that somebody said something about, and whose words are still there."""
        said = Q(agree_count__gt=0) | Q(disagree_count__gt=0) | Q(comment_count__gt=0) | Q(suggestion_count__gt=0)
        return self.filter(said).exclude(standing="gone")


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Reads of remarks."""

    def of_part(self, part: Part) -> RemarkQuerySet:
        """Keep those on one text."""
        return self.filter(passage__part=part)

    def sent(self) -> RemarkQuerySet:
        """Keep those that count: nobody took them back with the rest of what they answered."""
        return self.filter(response__state=Response.State.SENT)

    def in_sight(self) -> RemarkQuerySet:
        """Keep what everybody can read."""
        return self.sent().filter(is_hidden=False, is_waiting=False)

    def with_words(self) -> RemarkQuerySet:
        """Keep what says something: more than only agree or disagree."""
        return self.exclude(text="", words="")
