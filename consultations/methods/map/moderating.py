"""What moderation does with spots; loaded by the app of moderation when it is ready."""

from __future__ import annotations

from typing import Any

from django.urls import ResolverMatch
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.rules import Visitor
from consultations import taking_part
from consultations.methods.map.models import Spot
from consultations.methods.map.spots import KIND
from consultations.models import Consultation
from moderation.subjects import Content, Subject, register

RELATED = ("municipality", "part__consultation")


class SpotSubject(Subject):
    """A spot on the map; nobody knows whose it is."""

    kind = KIND
    label = _("spot on the map")

    def find(self, pk: int) -> Content | None:
        """Read its words."""
        found = Spot.objects.select_related(*RELATED).filter(pk=pk).first()
        return content_of(found) if found else None

    def at(self, match: ResolverMatch, user: Visitor) -> Content | None:
        """Find the spot whose own page this is."""
        if match.view_name != "consultations:map:spot":
            return None
        seen = Consultation.objects.visible_to(user).filter(slug=match.kwargs["slug"])
        rows = Spot.objects.readable().filter(pk=match.kwargs["pk"], part__consultation__in=seen)
        found = rows.select_related(*RELATED).first()
        return content_of(found) if found else None

    def lock(self, pk: int) -> None:
        """Lock its row."""
        list(Spot.objects.select_for_update(of=("self",)).filter(pk=pk).values_list("pk"))

    def hide(self, pk: int, *, by: User) -> dict[str, Any]:
        """Take it off the map and out of the list."""
        was = Spot.objects.values_list("is_hidden", flat=True).get(pk=pk)
        self.show(pk, is_hidden=True)
        return {"is_hidden": was}

    def restore(self, pk: int, before: dict[str, Any], *, by: User) -> None:
        """Show it again, unless it was hidden before."""
        if not before.get("is_hidden"):
            self.show(pk, is_hidden=False)

    def admit(self, pk: int, *, by: User) -> dict[str, Any]:
        """Let everybody see what waited."""
        return {"waited": True} if self.show(pk, is_waiting=False) else {}

    def hold(self, pk: int, *, by: User) -> None:
        """Have it wait again."""
        self.show(pk, is_waiting=True)

    def erase(self, pk: int) -> bool:
        """Wipe what was said and where; that there was a spot stays."""
        return bool(Spot.objects.filter(pk=pk).update(text="-", label="", geometry=None, is_exact=False))

    def show(self, pk: int, **seen: bool) -> bool:
        """Write whether it can be seen, and have the results counted anew."""
        changed = bool(Spot.objects.filter(pk=pk).exclude(**seen).update(**seen))
        if spot := Spot.objects.select_related("part").filter(pk=pk).first():
            taking_part.ask_for_recount(spot.part)
        return changed


def content_of(spot: Spot) -> Content:
    """Give a spot as a moderator sees it."""
    return Content(
        kind=KIND,
        pk=spot.pk,
        title=spot.part.title,
        text="\n\n".join(filter(None, (spot.label, spot.text))),
        path=spot.get_absolute_url(),
        author=None,
        publication=spot.part.consultation,
        municipality=spot.municipality,
        is_visible=not spot.is_hidden,
        reach=20,
        waits=spot.is_waiting,
    )


register(SpotSubject())
