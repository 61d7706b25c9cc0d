"""How consultations are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from accounts.models import Role
from accounts.rules import Visitor, has_role
from publications.querysets import PublicationQuerySet

if TYPE_CHECKING:
    from consultations.models import Consultation  # noqa: F401  # in the name of the class below
    from places.models import Municipality


def prepares(user: Visitor) -> bool:
    """Say whether this person works on consultations for the province, and so sees those that are being prepared."""
    return any(has_role(user, role) for role in (Role.EDITOR, Role.OFFICIAL, Role.ADMINISTRATOR))


class ConsultationQuerySet(PublicationQuerySet["Consultation"]):
    """Reads of consultations."""

    def visible_to(self, user: Visitor) -> ConsultationQuerySet:
        """Keep what this person may open; staff who work on consultations open all of them."""
        if prepares(user):
            return self.all()
        return super().visible_to(user)  # type: ignore[return-value]

    def in_stage(self, stage: str) -> ConsultationQuerySet:
        """Keep what everybody sees in this stage of its course."""
        return self.filter(state="published", stage=stage)

    def asked_in(self, place: Municipality) -> ConsultationQuerySet:
        """Keep what asks the residents of a municipality: by name, or because the whole province is asked."""
        named = self.model.concerned.through.objects.filter(consultation=OuterRef("pk"))
        return self.filter(Exists(named.filter(municipality=place)) | ~Exists(named))
