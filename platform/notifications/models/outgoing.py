"""What leaves the building: one row per message, kept until it is delivered or given up."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from notifications.models.events import Lane, Notice


class Outgoing(models.Model):
    """A message on its way out; all times are UTC.

    `key` names the occasion and the person, so that the same news is one message. `dropped` says why a message was not
    sent after all, though nothing failed: the person saw it on the site, or no longer wants it.
    """

    key = models.CharField(_("key"), max_length=160, unique=True)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)
    due_at = models.DateTimeField(_("due at"), db_default=Now())
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True, editable=False)
    failed_at = models.DateTimeField(_("last failed at"), null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    given_up = models.BooleanField(_("given up"), default=False)
    error = models.CharField(_("what went wrong"), max_length=200, blank=True)
    dropped = models.CharField(_("why it was not sent"), max_length=20, blank=True)

    class Meta:
        abstract = True


class Mail(Outgoing):
    """A mail to one person with an account, or to an address that asked for a newsletter.

    With a `notice` its text is that of the notice's event; otherwise it is made from `template` and `context`. Either
    way the text is made when it is sent.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("recipient"), null=True, blank=True, on_delete=models.CASCADE
    )
    address = models.EmailField(_("address without an account"), blank=True)
    notice = models.OneToOneField(
        Notice, verbose_name=_("notice"), null=True, blank=True, on_delete=models.CASCADE, related_name="mail"
    )
    template = models.CharField(_("template"), max_length=80)
    context = models.JSONField(_("context"), default=dict)
    language = models.CharField(_("language"), max_length=5, default="nl")
    lane = models.PositiveSmallIntegerField(_("lane"), choices=Lane.choices, default=Lane.DEFAULT)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("outbox")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recipient__isnull=False, address="")
                | (models.Q(recipient__isnull=True) & ~models.Q(address="")),
                name="mail_goes_to_one_address",
            )
        ]
        indexes = [
            models.Index(
                fields=["lane", "due_at"],
                name="mail_that_is_due",
                condition=models.Q(sent_at__isnull=True, given_up=False, dropped=""),
            ),
            models.Index(fields=["sent_at"], name="mail_that_was_sent", condition=models.Q(sent_at__isnull=False)),
            models.Index(fields=["failed_at"], name="mail_that_failed", condition=models.Q(failed_at__isnull=False)),
            models.Index(fields=["created_at"], name="mail_given_up", condition=models.Q(given_up=True)),
            models.Index(fields=["recipient", "sent_at"], name="mail_of_a_person"),
        ]

    def __str__(self) -> str:
        """Give the template and the number of the person, never the address."""
        return f"{self.template} #{self.recipient_id or 'newsletter'}"


class Suppressed(models.Model):
    """An address that mail no longer goes to, because it came back or its owner complained; sign-in codes still go."""

    class Why(models.TextChoices):
        """What the mail server told."""

        BOUNCE = "bounce", _("mail came back")
        COMPLAINT = "complaint", _("marked as unwanted")

    address = models.EmailField(_("address"), unique=True)
    why = models.CharField(_("why"), max_length=10, choices=Why.choices)
    since = models.DateTimeField(_("since"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        ordering = ["-since"]

    def __str__(self) -> str:
        """Give the number, never the address."""
        return f"suppressed #{self.pk}"


class Returned(models.Model):
    """Something a mail server or a reader sent back about mail to an address; kept for as long as it counts.

    `key` names the very report, so that one that comes in twice counts once. `status` is the code of RFC 3463, such as
    5.1.1, or empty.
    """

    class Kind(models.TextChoices):
        """What came back."""

        HARD = "hard", _("address does not work")
        SOFT = "soft", _("not delivered this time")
        COMPLAINT = "complaint", _("marked as unwanted")

    key = models.CharField(_("key"), max_length=160, unique=True)
    address = models.EmailField(_("address"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    status = models.CharField(_("status"), max_length=12, blank=True)
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("returned mail")
        verbose_name_plural = _("returned mail")
        indexes = [
            models.Index(fields=["address", "at"], name="returned_from_an_address"),
            models.Index(fields=["at"], name="returned_by_age"),
        ]

    def __str__(self) -> str:
        """Give what came back, never the address."""
        return f"{self.kind} {self.status}".strip()
