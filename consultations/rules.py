"""Who may do what with a consultation."""

from __future__ import annotations

import re

from accounts.models import Role, User
from accounts.rules import Visitor, has_role
from consultations.models import Consultation, Part
from consultations.querysets import prepares

RANGE = re.compile(r"([1-9]\d{3})(?:\s*-\s*([1-9]\d{3}))?")


def can_prepare(user: Visitor) -> bool:
    """Editors and administrators make consultations."""
    return has_role(user, Role.EDITOR) or has_role(user, Role.ADMINISTRATOR)


def can_see_workshop(user: Visitor) -> bool:
    """Everybody who works on consultations looks into the workshop."""
    return prepares(user)


def can_answer(user: Visitor) -> bool:
    """Officials answer for the province."""
    return has_role(user, Role.OFFICIAL) or has_role(user, Role.ADMINISTRATOR)


def can_edit(user: Visitor, consultation: Consultation) -> bool:
    """What was answered is not edited any more."""
    return can_prepare(user) and consultation.stage != Consultation.Stage.ANSWERED


def can_see_results(user: Visitor, part: Part) -> bool:
    """Everybody once the editor's moment is there; staff always."""
    consultation = part.consultation
    if can_see_workshop(user):
        return True
    if consultation.stage in {Consultation.Stage.CLOSED, Consultation.Stage.ANSWERED} or part.phase.closed_at:
        return True
    return consultation.results_shown == Consultation.ResultsShown.LIVE and part.phase.opened_at is not None


def ranges_of(postcodes: str) -> list[tuple[int, int]]:
    """Read "7411-7439, 8011" as ranges. Raises ValueError for anything else."""
    found = []
    for piece in filter(None, (piece.strip() for piece in postcodes.split(","))):
        match = RANGE.fullmatch(piece)
        if match is None:
            raise ValueError(piece)
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise ValueError(piece)
        found.append((first, last))
    return found


def lives_in_area(consultation: Consultation, postcode: str) -> bool:
    """Say whether a postcode (four digits) is in the area that is asked; without an area everybody is."""
    ranges = ranges_of(consultation.postcodes)
    if not ranges:
        return True
    return postcode.isdecimal() and any(first <= int(postcode) <= last for first, last in ranges)


def may_claim(user: Visitor) -> bool:
    """Who has an account can take over what they answered without one."""
    return isinstance(user, User)
