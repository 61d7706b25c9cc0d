"""The outbox: one row per mail, written with the event it tells about and sent afterwards; and who follows what."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from places.models import Municipality
from publications.models import Publication
from themes.models import Theme

# What can be followed; the names of the four columns of a follow.
FOLLOWABLE = ("publication", "theme", "municipality", "author")


def only(name: str) -> models.Q:
    """Say that of the four things this one is filled in, and no other."""
    return models.Q(**{f"{one}__isnull": one != name for one in FOLLOWABLE})


class Mail(models.Model):
    """A mail to one person. The text is made from its template pair when it is sent; all times are UTC.

    `key` names the event and the person, so that an event told twice is still one mail.
    """

    key = models.CharField(_("key"), max_length=160, unique=True)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("recipient"), on_delete=models.CASCADE)
    template = models.CharField(_("template"), max_length=80)
    context = models.JSONField(_("context"), default=dict)
    language = models.CharField(_("language"), max_length=5, default="nl")
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)
    due_at = models.DateTimeField(_("due at"), db_default=Now())
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    given_up = models.BooleanField(_("given up"), default=False)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("outbox")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["due_at"], name="mail_that_is_due", condition=models.Q(sent_at__isnull=True, given_up=False)
            )
        ]

    def __str__(self) -> str:
        """Give the template and the number of the person, never the address."""
        return f"{self.template} #{self.recipient_id}"


class Follow(models.Model):
    """A person wants to hear about one publication, or about everything of one theme, municipality or author."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="follows"
    )
    publication = models.ForeignKey(
        Publication,
        verbose_name=_("publication"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="follows",
        db_index=False,
    )
    theme = models.ForeignKey(
        Theme, verbose_name=_("theme"), null=True, blank=True, on_delete=models.CASCADE, db_index=False
    )
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), null=True, blank=True, on_delete=models.CASCADE, db_index=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="followed_by",
        db_index=False,
    )
    since = models.DateTimeField(_("since"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.CheckConstraint(
                condition=reduce(or_, (only(name) for name in FOLLOWABLE)), name="a_follow_is_of_one_thing"
            ),
            # The thing first: the same index gives the followers of a publication in the order of the batches.
            *(models.UniqueConstraint(fields=[name, "person"], name=f"one_follow_per_{name}") for name in FOLLOWABLE),
        ]

    def __str__(self) -> str:
        """Give the numbers."""
        return f"{self.person_id} follows {next(n for n in FOLLOWABLE if getattr(self, f'{n}_id'))}"


class Telling(models.Model):
    """Something many people will hear: one row now, written out as a mail per person by the worker, batch by batch.

    `also` holds the people besides the followers as they were at that moment; `without` is who
    did it and need not hear; `reached` is the last person written to.
    """

    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="+"
    )
    event = models.CharField(_("event"), max_length=80)
    template = models.CharField(_("template"), max_length=80)
    context = models.JSONField(_("context"), default=dict)
    also = ArrayField(models.BigIntegerField(), verbose_name=_("also told"), default=list)
    without = models.BigIntegerField(_("not told"), null=True)
    due_at = models.DateTimeField(_("due at"), db_default=Now())
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)
    reached = models.BigIntegerField(_("written up to person"), default=0)
    done_at = models.DateTimeField(_("done at"), null=True)

    class Meta:
        verbose_name = _("telling")
        verbose_name_plural = _("tellings")
        constraints = [models.UniqueConstraint(fields=["publication", "event"], name="tell_an_event_once")]
        indexes = [models.Index(fields=["id"], condition=models.Q(done_at__isnull=True), name="telling_to_do")]

    def __str__(self) -> str:
        """Give the event and the number of the publication."""
        return f"{self.event} {self.publication_id}"
