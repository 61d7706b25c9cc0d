"""Reading the results of a part, as an editor does."""

from __future__ import annotations

from django.urls import reverse

from accounts.models import Role
from consultations import results
from consultations.models import Part
from tests.factories import staff
from tests.visitors import signed_in, text_of


def results_read(part: Part) -> str:
    """What an editor reads as the results of a part that was just counted, checking that both pages of it say so."""
    results.refresh(part)
    client = signed_in(staff(Role.EDITOR))
    slug = part.consultation.slug
    whole = text_of(client.get(reverse("consultations:results", args=[slug])))
    alone = text_of(client.get(reverse("consultations:part_results", args=[slug, part.number])))
    assert part.title in whole
    return whole + alone
