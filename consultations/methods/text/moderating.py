"""What moderation does with remarks on a text; loaded by the app of moderation when it is ready."""

from __future__ import annotations

from typing import Any

from django.urls import ResolverMatch
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.rules import Visitor
from consultations.methods.text.models import Remark
from consultations.methods.text.remarks import KIND
from consultations.models import Consultation
from moderation.subjects import Content, Subject, register

VIEW = "consultations:text:remark"


class RemarkSubject(Subject):
    """What somebody said about words in a text; nobody knows who, unless they showed a name."""

    kind = KIND
    label = _("remark on a text")

    def find(self, pk: int) -> Content | None:
        """Read what it says, with the words it is about for who has to judge it."""
        related = ("passage__part__consultation__municipality", "passage__part__phase")
        found = Remark.objects.select_related(*related).filter(pk=pk).first()
        if found is None:
            return None
        consultation = found.passage.part.consultation
        return Content(
            kind=self.kind,
            pk=found.pk,
            title=consultation.title,
            text="\n\n".join(filter(None, (found.text, found.words, found.shown_name))),
            path=found.get_absolute_url(),
            author=None,
            publication=consultation,
            municipality=consultation.municipality,
            is_visible=found.can_be_read,
            reach=10,
            waits=found.is_waiting,
        )

    def at(self, match: ResolverMatch, user: Visitor) -> Content | None:
        """Give the remark of a lasting address, to who may see its consultation."""
        if match.view_name != VIEW:
            return None
        content = self.find(match.kwargs["pk"]) if match.kwargs["pk"] < 2**63 else None
        if content is None or content.publication is None or not content.is_visible:
            return None
        seen = Consultation.objects.visible_to(user).filter(pk=content.publication.pk)
        return content if seen.exists() else None

    def lock(self, pk: int) -> None:
        """Lock its row."""
        list(Remark.objects.select_for_update(of=("self",)).filter(pk=pk).values_list("pk"))

    def hide(self, pk: int, *, by: User) -> dict[str, Any]:
        """Take it out of sight; it counts no more."""
        was = Remark.objects.values_list("is_hidden", flat=True).get(pk=pk)
        Remark.objects.filter(pk=pk).update(is_hidden=True)
        return {"is_hidden": was}

    def restore(self, pk: int, before: dict[str, Any], *, by: User) -> None:
        """Show it again, unless it was hidden before."""
        if not before.get("is_hidden"):
            Remark.objects.filter(pk=pk).update(is_hidden=False)

    def admit(self, pk: int, *, by: User) -> dict[str, Any]:
        """Let everybody read it."""
        return {"waited": True} if Remark.objects.filter(pk=pk, is_waiting=True).update(is_waiting=False) else {}

    def hold(self, pk: int, *, by: User) -> None:
        """Have it wait again."""
        Remark.objects.filter(pk=pk).update(is_waiting=True)

    def erase(self, pk: int) -> bool:
        """Wipe its words and the name with it."""
        return bool(Remark.objects.filter(pk=pk).update(text="", words="", shown_name=""))

    def show_note(self, pk: int, note: str, path: str) -> None:
        """Keep it with the remark, so that a list asks nothing further."""
        Remark.objects.filter(pk=pk).update(note=note, note_path=path)


register(RemarkSubject())
