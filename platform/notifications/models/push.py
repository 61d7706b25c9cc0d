"""Web push: the browsers somebody said yes on, and the short messages on their way there."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from notifications.models.events import Notice
from notifications.models.outgoing import Outgoing


class Device(models.Model):
    """One browser of one person that takes push messages: the address its maker gave, and the two keys to lock with.

    Who holds the address can send to it, so it is shown to nobody.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="devices"
    )
    endpoint = models.URLField(_("address"), max_length=1000, unique=True)
    p256dh = models.CharField(_("public key"), max_length=120)
    auth = models.CharField(_("secret"), max_length=40)
    name = models.CharField(_("what it is called"), max_length=60, blank=True)
    since = models.DateTimeField(_("since"), db_default=Now(), editable=False)
    heard_at = models.DateTimeField(_("last reached at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")

    def __str__(self) -> str:
        """Give the number of the person, never the address."""
        return f"device of {self.person_id}"


class Push(Outgoing):
    """One notice on its way to all devices of one person; `reached` are the devices that have it already."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE)
    notice = models.OneToOneField(
        Notice, verbose_name=_("notice"), on_delete=models.CASCADE, related_name="push_message"
    )
    reached = ArrayField(models.BigIntegerField(), verbose_name=_("devices reached"), db_default=[], blank=True)

    class Meta:
        verbose_name = _("push message")
        verbose_name_plural = _("push messages")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="push_that_is_due",
                condition=models.Q(sent_at__isnull=True, given_up=False, dropped=""),
            ),
            models.Index(fields=["created_at"], name="push_given_up", condition=models.Q(given_up=True)),
        ]

    def __str__(self) -> str:
        """Give the numbers."""
        return f"notice {self.notice_id} for {self.person_id}"
