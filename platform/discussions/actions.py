"""What people can do in a conversation. Every write to this app goes through here."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions import hiding, news, rules, wording
from discussions.models import Comment, CommentQuerySet, Valued, Wording
from foundation import audit, submissions
from foundation.errors import NotAllowed, Refused
from publications.models import Publication

# Pressing "send" twice, or going back and sending again, within this many seconds is one comment.
SAME_WITHIN = 120


@transaction.atomic
def say(
    publication: Publication,
    *,
    author: User,
    text: str,
    stance: str = "",
    parent: Comment | None = None,
    as_official: bool = False,
    seconds: float | None = None,
) -> Comment:
    """Add a comment, or a reply to one; `seconds` is how long its writer had the form open.

    By the policy of the place it may wait for a moderator (`is_waiting`). The same text by the same person in the same
    place within two minutes is the same comment. Raises Refused when the publication takes no comments, the comment
    replied to is gone, or this account may place nothing for a time.
    """
    # The publication's row is the lock: counts and the double press are decided one after another.
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    if not rules.can_comment(author, publication):
        raise Refused(_("You cannot comment here now, because it is not published. Copy your text to keep it."))
    thread = thread_of(parent, publication)
    same = Comment.objects.filter(publication=publication, parent=thread, author=author, text=text)
    if (said := just_now(same)) is not None:
        return said
    admission = submissions.admit("comment", author, publication.municipality_id)
    comment = Comment.objects.create(
        is_waiting=admission.waits,
        publication=publication,
        parent=thread,
        author=author,
        text=text,
        stance="" if thread else stance,
        as_official=as_official and rules.speaks_for_province(author),
    )
    settle(comment, publication, answered=news.answered_by(parent))
    submissions.written("comment", comment.pk, author=author, seconds=seconds, admission=admission)
    comment.refresh_from_db()
    return comment


def just_now(same: CommentQuerySet) -> Comment | None:
    """Give what was said a moment ago already, by pressing twice."""
    since = timezone.now() - timedelta(seconds=SAME_WITHIN)
    return same.filter(deleted_at__isnull=True, created_at__gt=since).first()


def settle(comment: Comment, publication: Publication, *, answered: list[User]) -> None:
    """Count a new comment, link the people it names, and tell whom it touches; `publication` must be locked.

    What waits for a moderator is told when it appears.
    """
    hiding.count(comment, 1)
    named = people_named(comment)
    comment.mentioned.set(named)
    audit.record("comment.said", actor=comment.author, subject=comment, publication=publication.pk)
    if not comment.is_waiting:
        news.tell_of(comment, publication, named=named, answered=answered)


def thread_of(parent: Comment | None, publication: Publication) -> Comment | None:
    """Give the comment a reply belongs under; a reply to a reply belongs under the same comment."""
    if parent is None:
        return None
    if (
        parent.publication_id != publication.pk
        or parent.is_hidden
        or parent.is_waiting
        or (parent.deleted_at and not parent.reply_count)
    ):
        raise Refused(_("What you reply to is gone. Copy your text and place it as a comment of its own."))
    return parent.parent or parent


def people_named(comment: Comment) -> list[User]:
    """Give the people of this conversation whose name stands behind an @ in the text; nobody from outside it."""
    if "@" not in comment.text:
        return []
    in_it = User.objects.filter(
        Q(comments__publication=comment.publication_id) | Q(publications=comment.publication_id)
    ).exclude(pk=comment.author_id)
    people = list(in_it.exclude(display_name="").distinct()[:2_000])
    named = wording.named_in(comment.text, [one.display_name for one in people])
    return [one for one in people if one.display_name in named]


@transaction.atomic
def reword(comment: Comment, *, by: User, text: str) -> Comment:
    """Change one's own words within 15 minutes; the earlier wording stays readable. Raises Refused afterwards."""
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=comment.publication_id)
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if not rules.is_own(by, comment):
        raise NotAllowed(_("Only its author can change this comment."))
    if not rules.can_edit(by, comment, timezone.now()):
        raise Refused(_("A comment can be changed for 15 minutes. Reply to it to add something."))
    if text != comment.text:
        admission = submissions.admit("comment", by, publication.municipality_id)
        if admission.waits:
            hiding.hold(comment.pk, by=by)
            comment.is_waiting, comment.is_pinned = True, False
        Wording.objects.create(comment=comment, text=comment.text)
        comment.text = text
        comment.edited_at = timezone.now()
        comment.save(update_fields=["text", "edited_at"])
        named = people_named(comment)
        comment.mentioned.set(named)
        audit.record("comment.reworded", actor=by, subject=comment)
        submissions.written("comment", comment.pk, author=by, admission=admission)
        if not comment.is_waiting:
            news.tell_reworded(comment, comment.publication, named=named)
    return comment


@transaction.atomic
def take_back(comment: Comment, *, by: User) -> None:
    """Remove one's own words: the text and its earlier wordings are gone, the place stays while others replied."""
    # The publication's row is the lock of the counts.
    Publication.objects.select_for_update(of=("self",)).get(pk=comment.publication_id)
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if comment.deleted_at is not None and comment.author_id == by.pk:
        return
    if not rules.can_delete(by, comment):
        raise NotAllowed(_("Only its author can remove this comment."))
    news.untell(comment)
    comment.wordings.all().delete()
    comment.mentioned.clear()
    Comment.objects.filter(pk=comment.pk).update(text="", deleted_at=Now(), is_pinned=False)
    hiding.count(comment, -1)
    audit.record("comment.taken_back", actor=by, subject=comment)


def value(comment: Comment, *, by: User) -> None:
    """Value what somebody says, once. Raises Refused for one's own and for a second time."""
    if not rules.can_value(by, comment):
        raise Refused(_("You can value what others say, as long as it is there."))
    try:
        with transaction.atomic():
            Valued.objects.create(comment=comment, person=by)
            Comment.objects.filter(pk=comment.pk).update(valued_count=F("valued_count") + 1)
    except IntegrityError as error:
        raise Refused(_("You already value this.")) from error


@transaction.atomic
def no_longer_value(comment: Comment, *, by: User) -> None:
    """Take that back; without it nothing happens."""
    gone, _per_model = Valued.objects.filter(comment=comment, person=by).delete()
    if gone:
        Comment.objects.filter(pk=comment.pk).update(valued_count=F("valued_count") - 1)


@transaction.atomic
def pin(comment: Comment, *, by: User) -> None:
    """Put the province's answer above the conversation, in the place of the one before."""
    Publication.objects.select_for_update(of=("self",)).get(pk=comment.publication_id)
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if not rules.can_pin(by, comment):
        raise NotAllowed(_("Only officials can pin an answer of the province."))
    Comment.objects.filter(publication=comment.publication_id, is_pinned=True).update(is_pinned=False)
    Comment.objects.filter(pk=comment.pk).update(is_pinned=True)
    audit.record("comment.pinned", actor=by, subject=comment)


def miscounted() -> list[tuple[str, int, int, int]]:
    """Give (what, id, stored count, counted rows) for every stored count of this app that is not its rows."""
    there = Comment.objects.filter(deleted_at__isnull=True, is_hidden=False, is_waiting=False)
    said = there.filter(publication=OuterRef("pk")).order_by().values("publication").annotate(n=Count("pk")).values("n")
    replies = there.filter(parent=OuterRef("pk")).order_by().values("parent").annotate(n=Count("pk")).values("n")
    valued = Valued.objects.filter(comment=OuterRef("pk")).values("comment").annotate(n=Count("pk")).values("n")
    wrong: list[tuple[str, int, int, int]] = []
    for what, rows, column, counted in (
        ("comments", Publication.objects.all(), "comment_count", said),
        ("replies", Comment.objects.all(), "reply_count", replies),
        ("valued", Comment.objects.all(), "valued_count", valued),
    ):
        compared = rows.annotate(counted=Coalesce(Subquery(counted), 0)).exclude(**{column: F("counted")})
        wrong += [(what, pk, stored, n) for pk, stored, n in compared.values_list("pk", column, "counted")]
    return wrong
