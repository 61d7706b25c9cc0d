"""What moderation does with questions for a meeting; loaded by the app of moderation when it is ready."""

from __future__ import annotations

from typing import Any

from django.urls import ResolverMatch
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.rules import Visitor
from consultations import taking_part
from consultations.methods.dialogue.models import Question
from moderation.subjects import Content, Subject, register


class QuestionSubject(Subject):
    """What somebody wants to ask at a meeting."""

    kind = "question"
    label = _("question")

    def find(self, pk: int) -> Content | None:
        """Read its text."""
        related = ("author", "meeting__part__consultation__municipality")
        found = Question.objects.select_related(*related).filter(pk=pk).first()
        if found is None:
            return None
        consultation = found.meeting.part.consultation
        return Content(
            kind=self.kind,
            pk=found.pk,
            title=found.meeting.title,
            text=found.text,
            path=found.get_absolute_url(),
            author=found.author,
            publication=consultation,
            municipality=consultation.municipality,
            is_visible=not found.is_hidden and not found.is_waiting,
            reach=5 + found.support_count,
            waits=found.is_waiting,
        )

    def at(self, match: ResolverMatch, user: Visitor) -> Content | None:
        """Give the question whose lasting address this is."""
        if match.view_name != "consultations:dialogue:question":
            return None
        pk = match.kwargs["question"]
        return self.find(pk) if Question.objects.visible_to(user).filter(pk=pk).exists() else None

    def lock(self, pk: int) -> None:
        """Lock its row."""
        list(Question.objects.select_for_update(of=("self",)).filter(pk=pk).values_list("pk"))

    def hide(self, pk: int, *, by: User) -> dict[str, Any]:
        """Take it off the pages and the screen."""
        before = {"is_hidden": Question.objects.values_list("is_hidden", flat=True).get(pk=pk)}
        self.show(pk, is_hidden=True)
        return before

    def restore(self, pk: int, before: dict[str, Any], *, by: User) -> None:
        """Show it again, unless it was hidden before."""
        if not before.get("is_hidden"):
            self.show(pk, is_hidden=False)

    def admit(self, pk: int, *, by: User) -> dict[str, Any]:
        """Let everybody read it."""
        if not Question.objects.filter(pk=pk, is_waiting=True).exists():
            return {}
        self.show(pk, is_waiting=False)
        return {"waited": True}

    def hold(self, pk: int, *, by: User) -> None:
        """Have it wait again."""
        self.show(pk, is_waiting=True)

    def erase(self, pk: int) -> bool:
        """Wipe its words."""
        return bool(Question.objects.filter(pk=pk, is_hidden=True).exclude(text="").update(text="", answer=""))

    def show(self, pk: int, **changes: bool) -> None:
        """Write whether it can be read, and have the results of its part counted anew."""
        Question.objects.filter(pk=pk).update(**changes)
        taking_part.ask_for_recount(Question.objects.select_related("meeting__part").get(pk=pk).meeting.part)


register(QuestionSubject())
