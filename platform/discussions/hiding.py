"""Taking a comment out of sight by a decision of a moderator, and giving it back exactly as it was."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from accounts.models import User
from discussions import news
from discussions.models import Comment
from foundation import audit
from publications.models import Publication


@transaction.atomic
def hide(pk: int, *, by: User) -> dict[str, Any]:
    """Hide a comment; its place stays. Gives what it was like: hidden already, pinned."""
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=pk)
    before = {"is_hidden": comment.is_hidden, "is_pinned": comment.is_pinned}
    if not comment.is_hidden:
        Comment.objects.filter(pk=pk).update(is_hidden=True, is_pinned=False)
        count(comment, -1)
        audit.record("comment.hidden", actor=by, subject=comment, publication=comment.publication_id)
    return before


@transaction.atomic
def restore(pk: int, before: dict[str, Any], *, by: User) -> None:
    """Show a comment again as it was; pinned only when nothing else was pinned since. Twice is once."""
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=pk)
    if not comment.is_hidden or before.get("is_hidden"):
        return
    taken = Comment.objects.filter(publication=comment.publication_id, is_pinned=True).exists()
    Comment.objects.filter(pk=pk).update(is_hidden=False, is_pinned=bool(before.get("is_pinned")) and not taken)
    count(comment, 1)
    audit.record("comment.shown", actor=by, subject=comment, publication=comment.publication_id)


@transaction.atomic
def admit(pk: int, *, by: User) -> bool:
    """Let everybody read what waited; gives False when it did not wait. The publication is locked."""
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=pk)
    if not comment.is_waiting:
        return False
    Comment.objects.filter(pk=pk).update(is_waiting=False)
    comment.is_waiting = False
    if not comment.is_hidden:
        count(comment, 1)
        named, parent = list(comment.mentioned.all()), comment.parent
        news.tell_of(comment, comment.publication, named=named, answered=news.answered_by(parent))
    audit.record("comment.admitted", actor=by, subject=comment, publication=comment.publication_id)
    return True


@transaction.atomic
def hold(pk: int, *, by: User) -> bool:
    """Have it wait for a moderator (again); gives False when it waits already. The publication is locked."""
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=pk)
    if comment.is_waiting:
        return False
    if not comment.is_hidden:
        count(comment, -1)
    Comment.objects.filter(pk=pk).update(is_waiting=True, is_pinned=False)
    audit.record("comment.held", actor=by, subject=comment, publication=comment.publication_id)
    return True


@transaction.atomic
def erase(pk: int) -> bool:
    """Wipe the words of a hidden comment for good: the place stays. The publication is locked; False when gone."""
    comment = Comment.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if comment is None or comment.deleted_at is not None or not comment.is_hidden:
        return False
    news.untell(comment)
    comment.wordings.all().delete()
    comment.mentioned.clear()
    # Hidden it counted for nothing already, so no count changes.
    Comment.objects.filter(pk=pk).update(text="", deleted_at=Now(), is_pinned=False)
    audit.record("comment.erased", actor=None, subject=comment, publication=comment.publication_id)
    return True


def count(comment: Comment, change: int) -> None:
    """Keep the counts to what can be read; what was deleted or waits does not count either way."""
    if comment.deleted_at is not None or comment.is_waiting:
        return
    if comment.parent_id is not None:
        Comment.objects.filter(pk=comment.parent_id).update(reply_count=F("reply_count") + change)
    changes = {"comment_count": F("comment_count") + change, "energy_due": True}
    Publication.objects.filter(pk=comment.publication_id).update(**changes)
