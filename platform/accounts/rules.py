"""What staff may do, and where."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.models import Role, User
from places.models import Municipality

Visitor = User | AnonymousUser


def has_role(user: Visitor, role: Role) -> bool:
    """Say whether this person has the role; asked once per request and person."""
    if not isinstance(user, User) or not user.is_active or not user.is_staff:
        return False
    if user.is_superuser:
        return True
    return role.value in user.role_names


def may_moderate(user: Visitor, municipality: Municipality | None) -> bool:
    """Moderators of the province moderate everywhere; those of municipalities only there."""
    if not has_role(user, Role.MODERATOR) or not isinstance(user, User):
        return has_role(user, Role.ADMINISTRATOR)
    theirs = {one.pk for one in user.moderates.all()}
    return not theirs or (municipality is not None and municipality.pk in theirs)
