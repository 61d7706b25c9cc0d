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
