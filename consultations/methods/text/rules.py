"""Who may do what with a draft text."""

from __future__ import annotations

from accounts.rules import Visitor
from consultations import rules
from consultations.methods.text.models import Remark
from consultations.models import Part


def is_fixed(part: Part) -> bool:
    """Say whether residents could read the text already: then it changes by a new version only."""
    return part.is_frozen or part.phase.opened_at is not None


def can_edit(user: Visitor, part: Part) -> bool:
    """Editors, until the consultation is answered."""
    return rules.can_edit(user, part.consultation)


def can_be_decided(remark: Remark) -> bool:
    """Suggestions that can be read are accepted or declined, also anew, until a version is published with them."""
    return remark.kind == Remark.Kind.SUGGESTION and remark.used_in_id is None and remark.can_be_read
