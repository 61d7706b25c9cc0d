"""What moderation does with initiatives and their updates; loaded by the app of moderation when it is ready."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from initiatives import actions, erasing, updates
from initiatives.models import Initiative, Update
from moderation.models import Decision, Measure
from moderation.subjects import Content, PublicationSubject, Subject, register, register_publications
from notifications.catalogue import EventKind, decisions
from notifications.telling import tell
from publications import hiding
from publications.models import Publication


class InitiativeSubject(PublicationSubject):
    """Publications, of which an initiative that waited appears with all that belongs to that."""

    def admit(self, pk: int, *, by: User) -> dict[str, Any]:
        """Publish it: on the timeline, with its energy, and told to who follows."""
        initiative = Initiative.objects.filter(pk=pk, state=Publication.State.SUBMITTED).first()
        if initiative is None:
            return {}
        actions.appear(initiative, by=by)
        return {"waited": True}

    def hold(self, pk: int, *, by: User) -> None:
        """Have it wait again; who was told already is not told twice."""
        hiding.hold(pk, by=by)

    def erase(self, pk: int) -> bool:
        """Wipe the story and all earlier versions too."""
        if not super().erase(pk):
            return False
        erasing.erase(pk)
        return True


class UpdateSubject(Subject):
    """What a team tells its followers."""

    kind = "update"
    label = _("update")
    place = "nieuws"

    def find(self, pk: int) -> Content | None:
        """Read its text."""
        related = ("author", "initiative__municipality")
        found = Update.objects.select_related(*related).filter(pk=pk).first()
        if found is None:
            return None
        initiative = found.initiative
        return Content(
            kind=self.kind,
            pk=found.pk,
            title=initiative.title,
            text=found.text,
            path=f"{initiative.get_absolute_url()}#nieuws-{found.pk}",
            author=found.author,
            publication=initiative,
            municipality=initiative.municipality,
            is_visible=not found.is_hidden,
            reach=10 + initiative.support_count,
            waits=found.is_hidden and not was_hidden(found.pk),
        )

    def lock(self, pk: int) -> None:
        """Lock the initiative it is of."""
        of = Update.objects.filter(pk=pk).values("initiative")
        list(Publication.objects.select_for_update(of=("self",)).filter(pk__in=of).values_list("pk"))

    def hide(self, pk: int, *, by: User) -> dict[str, Any]:
        """Take it off the page."""
        update = Update.objects.select_related("author", "initiative__author").get(pk=pk)
        if update.is_hidden:
            return {"is_hidden": True}
        self.show(pk, is_hidden=True)
        tell_initiator(decisions.HIDDEN, update, by=by)
        return {"is_hidden": False, "was_to_be_told": updates.untell(update)}

    def restore(self, pk: int, before: dict[str, Any], *, by: User) -> None:
        """Show it again, unless it was hidden before."""
        update = Update.objects.select_related("author", "initiative__author").filter(pk=pk, is_hidden=True).first()
        if update is None or before.get("is_hidden"):
            return
        self.show(pk, is_hidden=False)
        tell_initiator(decisions.SHOWN, update, by=by)
        if before.get("was_to_be_told"):
            updates.mail_out(update, Publication.objects.get(pk=update.initiative_id))

    def admit(self, pk: int, *, by: User) -> dict[str, Any]:
        """Show it, and tell who follows."""
        update = Update.objects.select_related("author").filter(pk=pk, is_hidden=True).first()
        if update is None:
            return {}
        self.show(pk, is_hidden=False)
        updates.mail_out(update, Publication.objects.get(pk=update.initiative_id))
        return {"waited": True}

    def hold(self, pk: int, *, by: User) -> None:
        """Have it wait again."""
        self.show(pk, is_hidden=True)

    def erase(self, pk: int) -> bool:
        """Wipe its words and its picture."""
        return erasing.erase_update(pk)

    def show(self, pk: int, *, is_hidden: bool) -> None:
        """Write whether it can be read; the energy of its initiative follows."""
        Update.objects.filter(pk=pk).update(is_hidden=is_hidden)
        Publication.objects.filter(initiative__updates=pk).update(energy_due=True)


def tell_initiator(kind: EventKind, update: Update, *, by: User) -> None:
    """Tell who started the initiative what happened to news of their team; who wrote it gets the statement."""
    about = update.initiative
    key = f"update:{update.pk}:{timezone.now().isoformat()}"
    tell(kind, key=key, about=about, people=[about.author], without=[update.author, by], what="update", excerpt="")


def was_hidden(pk: int) -> bool:
    """Say whether a moderator hid this update: then it does not wait."""
    hiding_it = Decision.objects.filter(measure__in=[Measure.HIDE, Measure.REMOVE], undone_by__isnull=True)
    return hiding_it.filter(case__subject_kind="update", case__subject_id=pk).exists()


register_publications(Publication.Kind.INITIATIVE, InitiativeSubject())
register(UpdateSubject())
