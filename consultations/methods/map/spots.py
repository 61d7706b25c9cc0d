"""Pointing out a spot, changing it and taking it away; every write of this method goes through here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations import taking_part
from consultations.actions import editors_only, lock
from consultations.methods.map.geometry import middle
from consultations.methods.map.models import Spot
from consultations.methods.map.question import Question
from consultations.models import Part
from consultations.taking_part import Sitting
from foundation import audit, submissions
from foundation.errors import NotAllowed, Refused
from places.models import Municipality

KIND = "spot"
NOT_YOURS = _("Only who pointed this out can change it.")


@dataclass(frozen=True)
class Content:
    """What somebody filled in; either `geometry` or `municipality` is there."""

    text: str
    category: str = ""
    label: str = ""
    municipality: Municipality | None = None
    geometry: dict[str, Any] | None = None

    def fields(self) -> dict[str, Any]:
        """Give the columns of a spot."""
        if self.geometry is not None:
            lon, lat = middle(self.geometry)
        else:
            assert self.municipality is not None
            lon, lat = self.municipality.lon, self.municipality.lat
        return {
            "text": self.text,
            "category": self.category,
            "label": self.label,
            "municipality": self.municipality,
            "geometry": self.geometry,
            "lat": lat,
            "lon": lon,
            "is_exact": self.geometry is not None,
        }


@transaction.atomic
def place(sitting: Sitting, content: Content) -> Spot:
    """Point out a spot. Raises Closed outside the phase, Refused beyond the number each person may point out."""
    part = sitting.participation.part
    # The lock makes the number hold for two tabs at once.
    taking_part.hold(sitting.participation)
    most = Question.read(part.settings).most
    there = Spot.objects.filter(response=sitting.response.pk).count()
    if there >= most:
        raise Refused(_("You pointed out %(most)d spots already. Take one away first.") % {"most": most})
    twin = Spot.objects.filter(response=sitting.response.pk, **same(content)).first()
    if twin is not None:
        return twin
    admission = submissions.admit(KIND, None, content.municipality.pk if content.municipality else None)
    spot = Spot.objects.create(
        part=part,
        response_id=sitting.response.pk,
        placed_on=timezone.localdate(),
        is_waiting=admission.waits,
        **content.fields(),
    )
    submissions.written(KIND, spot.pk, author=None, admission=admission)
    keep_count(sitting, there + 1)
    return spot


def same(content: Content) -> dict[str, Any]:
    """Give what two presses on one button have in common."""
    return {name: value for name, value in content.fields().items() if name in {"text", "category", "lat", "lon"}}


@transaction.atomic
def change(spot: Spot, sitting: Sitting, content: Content) -> Spot:
    """Change what one pointed out. Raises NotAllowed for somebody else's, Closed outside the phase."""
    locked = own(spot, sitting)
    admission = submissions.admit(KIND, None, content.municipality.pk if content.municipality else None)
    waits = locked.is_waiting or admission.waits
    Spot.objects.filter(pk=spot.pk).update(**content.fields(), is_waiting=waits)
    submissions.written(KIND, spot.pk, author=None, admission=admission)
    taking_part.ask_for_recount(sitting.participation.part)
    locked.refresh_from_db()
    return locked


@transaction.atomic
def take_away(spot: Spot, sitting: Sitting | None) -> None:
    """Take away what one pointed out. Raises NotAllowed for somebody else's."""
    if sitting is None:
        raise NotAllowed(NOT_YOURS)
    own(spot, sitting).delete()
    keep_count(sitting, Spot.objects.filter(response=sitting.response.pk).count())


def own(spot: Spot, sitting: Sitting) -> Spot:
    """Lock a spot of this person, after who they are; while it is open."""
    taking_part.hold(sitting.participation)
    found = Spot.objects.select_for_update(of=("self",)).filter(pk=spot.pk, response=sitting.response.pk).first()
    if found is None:
        raise NotAllowed(NOT_YOURS)
    return found


def keep_count(sitting: Sitting, spots: int) -> None:
    """Write with the response how many spots it has; without any it does not count."""
    if spots:
        taking_part.write(sitting, {"spots": spots}, is_sent=True)
    else:
        taking_part.withdraw(sitting)


@transaction.atomic
def set_up(part: Part, *, by: User, question: Question) -> None:
    """Write what people point out. Raises Refused when an open question would mean something else."""
    consultation = lock(part.consultation)
    editors_only(by, consultation)
    part = Part.objects.select_for_update(of=("self",)).get(pk=part.pk)
    before = Question.read(part.settings)
    kept = {one.key: one.title for one in question.categories}
    if part.is_frozen and any(kept.get(one.key) != one.title for one in before.categories):
        raise Refused(_("People could answer this already, so the categories stay. You can add one."))
    if part.is_frozen and not set(before.shapes) <= set(question.shapes):
        raise Refused(_("People could draw these shapes already, so they stay. You can add one."))
    Part.objects.filter(pk=part.pk).update(settings=question.write())
    audit.record("part.changed", actor=by, subject=part, consultation=consultation.pk, method=part.method)
