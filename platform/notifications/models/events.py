"""What happened, and the notice each person gets of it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from publications.models import Publication


class Lane(models.IntegerChoices):
    """Which queue takes it; a lower lane never waits for a higher one."""

    URGENT = 0, _("urgent")
    DEFAULT = 1, _("ordinary")
    BULK = 2, _("bulk")


class Reason(models.IntegerChoices):
    """Why somebody hears of an event; of several, the first counts."""

    CONCERNED = 0, _("You are involved in this.")
    FOLLOWS_IT = 1, _("You follow this.")
    FOLLOWS_AUTHOR = 2, _("You follow the person who started this.")
    FOLLOWS_PLACE = 3, _("You follow this municipality.")
    FOLLOWS_THEME = 4, _("You follow this theme.")


class Event(models.Model):
    """Something people will hear of: one row in the transaction that caused it, written out to notices by the worker.

    `kind` is a code of the catalogue, `key` names the very occasion so that telling twice is telling once. `people` are
    those who are concerned, as they were at that moment; `to_followers` adds the followers of the publication, its
    theme, municipality and author. `without` are those who did it or hear otherwise. Nobody hears before
    `due_at`. `reached` is the last person written to. After too many failed attempts the event is `given_up`, until
    somebody tries again.
    """

    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("key"), max_length=120, unique=True)
    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    context = models.JSONField(_("context"), default=dict)
    people = ArrayField(models.BigIntegerField(), verbose_name=_("people"), default=list)
    to_followers = models.BooleanField(_("to followers"), default=False)
    without = ArrayField(models.BigIntegerField(), verbose_name=_("not told"), default=list)
    lane = models.PositiveSmallIntegerField(_("lane"), choices=Lane.choices, default=Lane.DEFAULT)
    happened_at = models.DateTimeField(_("happened at"), db_default=Now(), editable=False)
    due_at = models.DateTimeField(_("due at"), db_default=Now())
    reached = models.BigIntegerField(_("written up to person"), default=0)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    given_up = models.BooleanField(_("given up"), default=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["lane", "to_followers", "due_at"],
                name="event_to_do",
                condition=models.Q(done_at__isnull=True, given_up=False),
            )
        ]

    def __str__(self) -> str:
        """Give the key, which holds no personal data."""
        return self.key


# What somebody has not seen, and sees on the site or gets in a digest.
STILL_NEWS = models.Q(seen_at__isnull=True) & (models.Q(on_site=True) | models.Q(digest_at__isnull=False))


class Notice(models.Model):
    """One event told to one person, once; what they see under /meldingen/, and what mail and push are made from.

    `on_site` is whether they want to see it there. `digest_at` is when it goes into a digest, empty when it does not,
    when it has gone and when it was seen. `seen_at` is when they opened it, or the page it is about.
    """

    event = models.ForeignKey(Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="notices")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="notices",
        db_index=False,
    )
    publication = models.ForeignKey(
        Publication,
        verbose_name=_("publication"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    category = models.CharField(_("category"), max_length=20)
    reason = models.PositiveSmallIntegerField(_("reason"), choices=Reason.choices, default=Reason.CONCERNED)
    on_site = models.BooleanField(_("on the site"), default=True)
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)
    seen_at = models.DateTimeField(_("seen at"), null=True, blank=True)
    digest_at = models.DateTimeField(_("in the digest of"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "person"], name="one_notice_per_event_and_person"),
            models.CheckConstraint(
                condition=models.Q(seen_at__isnull=True) | models.Q(digest_at__isnull=True),
                name="what_was_seen_waits_for_no_digest",
            ),
        ]
        indexes = [
            # The list of one person, newest first, and what is still news to them, on the site or for a digest.
            models.Index(
                fields=["person", "-made_at", "-id"],
                name="notices_of_a_person_by_time",
                condition=models.Q(on_site=True),
            ),
            models.Index(
                fields=["person", "publication"],
                name="unread_notices_of_a_person",
                condition=STILL_NEWS,
            ),
            models.Index(
                fields=["digest_at", "person"], name="notices_for_a_digest", condition=models.Q(digest_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        """Give the numbers."""
        return f"event {self.event_id} for {self.person_id}"
