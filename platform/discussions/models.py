"""A comment on a publication, its earlier wordings, and who values it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.rules import Visitor, has_role
from discussions import wording
from publications.models import Publication

if TYPE_CHECKING:
    from accounts.models import User


class CommentQuerySet(models.QuerySet["Comment"]):
    """How comments are asked for."""

    def on(self, publication: Publication) -> CommentQuerySet:
        """Keep the comments on one publication that start a thread."""
        return self.filter(publication=publication, parent__isnull=True)

    def replies_to(self, comment: Comment) -> CommentQuerySet:
        """Keep the replies to one comment."""
        return self.filter(parent=comment)

    def visible_to(self, user: Visitor) -> CommentQuerySet:
        """Leave out what moderators hid, except for moderators, and what was deleted with no reply under it."""
        gone = Q(deleted_at__isnull=False, reply_count=0)
        if has_role(user, Role.MODERATOR):
            return self.exclude(gone)
        return self.exclude(gone).admitted_for(user).filter(is_hidden=False)

    def admitted_for(self, user: Visitor) -> CommentQuerySet:
        """Leave out what waits for a moderator, except for whoever wrote it."""
        mine = Q(author_id=user.pk) if user.is_authenticated else Q(pk__isnull=True)
        return self.filter(Q(is_waiting=False) | mine)

    def with_places_for(self, user: Visitor) -> CommentQuerySet:
        """Keep what this person may read, and the places of what a moderator hid with a note of why."""
        gone = Q(deleted_at__isnull=False, reply_count=0)
        if has_role(user, Role.MODERATOR):
            return self.exclude(gone)
        return self.exclude(gone).admitted_for(user).filter(Q(is_hidden=False) | ~Q(note=""))

    def for_thread(self) -> CommentQuerySet:
        """Load what a thread shows, in one query."""
        return self.select_related("author")


class Comment(models.Model):
    """One thing somebody says; a reply has a parent, and a parent is never itself a reply.

    What its author deletes keeps its place when others replied to it, without its text. All times are UTC.
    """

    class Stance(models.TextChoices):
        """How somebody stands towards it, if they want to say."""

        NONE = "", _("just a comment")
        FOR = "for", _("in favour")
        AGAINST = "against", _("against")
        QUESTION = "question", _("a question")

    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="comments", db_index=False
    )
    parent = models.ForeignKey(
        "self", verbose_name=_("reply to"), null=True, on_delete=models.CASCADE, related_name="replies", db_index=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="comments"
    )
    stance = models.CharField(_("stance"), max_length=8, choices=Stance.choices, blank=True, default=Stance.NONE)
    text = models.TextField(_("text"), max_length=wording.LONGEST, blank=True)
    as_official = models.BooleanField(_("in the name of the province"), default=False)
    is_pinned = models.BooleanField(_("pinned"), default=False)
    is_hidden = models.BooleanField(_("hidden"), default=False)
    # Until a moderator looked at it only its author and moderators read it, and it does not count.
    is_waiting = models.BooleanField(_("waits for a moderator"), default=False, db_default=False, editable=False)
    # What everybody reads about the decision of a moderator that is in force, and where all of it can be read.
    note = models.CharField(_("note of a moderator"), max_length=2_000, blank=True, default="", db_default="")
    note_path = models.CharField(_("page of the decision"), max_length=100, blank=True, default="", db_default="")
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)
    edited_at = models.DateTimeField(_("edited at"), null=True, editable=False)
    deleted_at = models.DateTimeField(_("deleted at"), null=True, editable=False)
    reply_count = models.PositiveIntegerField(_("replies"), default=0, editable=False)
    valued_count = models.PositiveIntegerField(_("valued by"), default=0, editable=False)
    mentioned: models.ManyToManyField[User, models.Model] = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("mentioned"), related_name="+", blank=True
    )

    objects: ClassVar[CommentQuerySet] = CommentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True) & ~Q(text="") | Q(deleted_at__isnull=False, text=""),
                name="deleted_means_without_text",
            ),
            models.CheckConstraint(
                condition=Q(is_pinned=False) | Q(parent__isnull=True), name="only_threads_are_pinned"
            ),
            models.UniqueConstraint(
                fields=["publication"], condition=Q(is_pinned=True), name="one_pinned_comment_per_publication"
            ),
        ]
        indexes = [
            models.Index(fields=["publication", "-id"], condition=Q(parent__isnull=True), name="threads_newest"),
            models.Index(
                fields=["publication", "-valued_count", "-id"],
                condition=Q(parent__isnull=True),
                name="threads_most_valued",
            ),
            models.Index(fields=["parent", "id"], condition=Q(parent__isnull=False), name="replies_in_order"),
        ]

    def __str__(self) -> str:
        """Give the beginning of the text."""
        return self.text[:60]

    def get_absolute_url(self) -> str:
        """Give the lasting address of this comment."""
        return reverse("discussions:comment", args=[self.pk])

    @property
    def text_html(self) -> SafeString:
        """The text as safe HTML: paragraphs, links and nothing else."""
        return wording.to_html(self.text)


class Wording(models.Model):
    """How a comment read before it was edited."""

    comment = models.ForeignKey(Comment, verbose_name=_("comment"), on_delete=models.CASCADE, related_name="wordings")
    text = models.TextField(_("text"))
    until = models.DateTimeField(_("until"), db_default=Now())

    class Meta:
        verbose_name = _("earlier wording")
        verbose_name_plural = _("earlier wordings")
        ordering = ["id"]

    def __str__(self) -> str:
        """Give the beginning of the text."""
        return self.text[:60]


class Valued(models.Model):
    """One person values one comment, once."""

    comment = models.ForeignKey(Comment, verbose_name=_("comment"), on_delete=models.CASCADE, related_name="valued_by")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("appreciation")
        verbose_name_plural = _("appreciations")
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="valued_once_per_person")]

    def __str__(self) -> str:
        """Give the numbers of both."""
        return f"{self.person_id} values {self.comment_id}"
