"""Who may say, change, remove, value and pin what."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import Role, User
from accounts.rules import Visitor, has_role
from discussions.models import Comment
from publications import circle
from publications.models import Publication

EDITABLE = timedelta(minutes=15)


def can_comment(user: Visitor, publication: Publication) -> bool:
    """Everybody with an account may comment on what is published, as long as its kind lets them."""
    return isinstance(user, User) and is_open(publication)


def is_open(publication: Publication) -> bool:
    """Say whether anything can be said about it: it is published, and not closed by its kind."""
    return publication.is_published and not circle.is_closed(publication)


def can_edit(user: Visitor, comment: Comment, now: datetime) -> bool:
    """Authors may change their words for 15 minutes; after that others have answered to them."""
    return is_own(user, comment) and now < comment.created_at + EDITABLE


def can_delete(user: Visitor, comment: Comment) -> bool:
    """Authors may always take their words back."""
    return is_own(user, comment)


def can_value(user: Visitor, comment: Comment) -> bool:
    """Everybody with an account may value what others say."""
    return (
        isinstance(user, User)
        and comment.deleted_at is None
        and not comment.is_hidden
        and not comment.is_waiting
        and comment.author_id != user.pk
    )


def can_pin(user: Visitor, comment: Comment) -> bool:
    """Officials pin the answer of the province."""
    return comment.parent_id is None and comment.as_official and has_role(user, Role.OFFICIAL)


def speaks_for_province(user: Visitor) -> bool:
    """Officials may speak in the name of the province."""
    return has_role(user, Role.OFFICIAL)


def is_own(user: Visitor, comment: Comment) -> bool:
    """Say whether this is somebody's own, and still there."""
    return (
        isinstance(user, User) and comment.author_id == user.pk and comment.deleted_at is None and not comment.is_hidden
    )
