"""What moderation does with ideas; loaded by the app of moderation when it is ready."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from consultations import taking_part
from consultations.methods.ideas import actions
from consultations.methods.ideas.models import Idea
from moderation.subjects import PublicationSubject, register_publications
from publications import hiding
from publications.models import Publication


class IdeaSubject(PublicationSubject):
    """Publications, of which an idea is counted again when it comes or goes."""

    def admit(self, pk: int, *, by: User) -> dict[str, Any]:
        """Publish it."""
        idea = Idea.objects.filter(pk=pk, state=Publication.State.SUBMITTED).first()
        if idea is None:
            return {}
        actions.appear(idea, by=by)
        return {"waited": True}

    def hold(self, pk: int, *, by: User) -> None:
        """Have it wait again."""
        hiding.hold(pk, by=by)
        recount(pk)

    def hide(self, pk: int, *, by: User) -> dict[str, Any]:
        """Take it out of the list."""
        before = super().hide(pk, by=by)
        recount(pk)
        return before

    def restore(self, pk: int, before: dict[str, Any], *, by: User) -> None:
        """Put it back in the list."""
        super().restore(pk, before, by=by)
        recount(pk)

    def erase(self, pk: int) -> bool:
        """Wipe its text and place too. What the province replied stays."""
        if not super().erase(pk):
            return False
        Idea.objects.filter(pk=pk).update(text="", place_label="")
        return True


def recount(pk: int) -> None:
    """Have the results of its part counted anew."""
    taking_part.ask_for_recount(Idea.objects.select_related("part").get(pk=pk).part)


register_publications(Publication.Kind.IDEA, IdeaSubject())
