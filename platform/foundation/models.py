"""The audit trail: who did what to what, and when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One thing that was done. Rows are only ever added: the database refuses to change or delete them.

    `action` is a stable dotted name such as ``initiative.published``; `at` is UTC from the database clock.
    The actor may be gone later (then the number stays in `data`), and is empty when the clock did it.
    """

    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)
    action = models.CharField(_("action"), max_length=80)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("actor"),
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    subject_type = models.CharField(_("kind of subject"), max_length=60)
    subject_id = models.CharField(_("subject"), max_length=64)
    data = models.JSONField(_("data"), default=dict)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_by_subject"),
            models.Index(fields=["actor", "id"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        """Give the action and what it was done to."""
        return f"{self.action} {self.subject_type} {self.subject_id}"


class Written(models.Model):
    """One thing that somebody wrote or changed, waiting to be looked at by a program; `seconds` is how long it took."""

    kind = models.CharField(_("kind"), max_length=20)
    subject_id = models.BigIntegerField(_("subject"))
    author_id = models.BigIntegerField(_("author"), null=True)
    seconds = models.FloatField(_("seconds"), null=True)
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)
    due_at = models.DateTimeField(_("due at"), db_default=Now())
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    done_at = models.DateTimeField(_("done at"), null=True)

    class Meta:
        verbose_name = _("written text")
        verbose_name_plural = _("written texts")
        indexes = [models.Index(fields=["due_at"], condition=models.Q(done_at__isnull=True), name="written_to_look_at")]

    def __str__(self) -> str:
        """Give the kind and number."""
        return f"{self.kind} {self.subject_id}"


class Trace(models.Model):
    """From where somebody did something, as hashes that say "the same or not" and nothing else (see `traces`).

    `network` and `device` hold for one day: on another day the same place has another hash. Kept thirty days.
    """

    kind = models.CharField(_("kind"), max_length=20)
    subject_id = models.BigIntegerField(_("subject"))
    person_id = models.BigIntegerField(_("person"))
    publication_id = models.BigIntegerField(_("publication"), null=True)
    network = models.CharField(_("network"), max_length=24)
    device = models.CharField(_("device"), max_length=24)
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("trace")
        verbose_name_plural = _("traces")
        indexes = [
            models.Index(fields=["kind", "publication_id", "at"], name="traces_of_a_publication"),
            models.Index(fields=["at"], name="traces_by_age"),
        ]

    def __str__(self) -> str:
        """Give the kind and number."""
        return f"{self.kind} {self.subject_id}"


class TraceSalt(models.Model):
    """What the hashes of one day (UTC) were made with; once it is deleted, nobody can make them again."""

    day = models.DateField(_("day"), primary_key=True)
    salt = models.BinaryField(_("salt"), max_length=32)

    class Meta:
        verbose_name = _("salt of a day")
        verbose_name_plural = _("salts of days")

    def __str__(self) -> str:
        """Give the day."""
        return self.day.isoformat()
