"""The outbox: one row per mail, written with the event it tells about and sent afterwards."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


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
