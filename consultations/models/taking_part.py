"""Who takes part, and what was said: two tables that no column joins.

A participation knows the person, a response knows the answers. The key of the response is worked out from the number of
the participation with a secret that is not in the database (`consultations.keys`), so a copy of the database alone does
not say who answered what.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from consultations.models.course import Part
from places.models import Municipality


class Channel(models.TextChoices):
    """By which way an answer came."""

    SITE = "site", _("on this site")
    EMBED = "embed", _("on the site of a municipality")
    PAPER = "paper", _("on paper")


class AgeGroup(models.TextChoices):
    """The groups that results are shown by."""

    UNDER_18 = "0-17", _("under 18")
    UNDER_30 = "18-29", _("18 to 29")
    UNDER_45 = "30-44", _("30 to 44")
    UNDER_65 = "45-64", _("45 to 64")
    OVER_65 = "65-", _("65 and over")
    UNKNOWN = "", _("not said")


class Participation(models.Model):
    """That somebody takes part in one part of a consultation; once per person, address or device.

    `email_hash` is a keyed hash of a confirmed address, `code_hash` of the code that who has no account holds. All
    three empty: answered on paper.
    """

    part = models.ForeignKey(Part, verbose_name=_("part"), on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="participations",
    )
    email_hash = models.CharField(_("hash of the address"), max_length=64, blank=True, editable=False)
    code_hash = models.CharField(_("hash of the code"), max_length=64, blank=True, editable=False)
    channel = models.CharField(_("came by"), max_length=5, choices=Channel.choices, default=Channel.SITE)
    started_at = models.DateTimeField(_("started at"), db_default=Now(), editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(
                fields=["part", "person"], condition=Q(person__isnull=False), name="one_participation_per_person"
            ),
            models.UniqueConstraint(
                fields=["part", "email_hash"], condition=~Q(email_hash=""), name="one_participation_per_address"
            ),
            models.UniqueConstraint(
                fields=["code_hash"], condition=~Q(code_hash=""), name="one_participation_per_code"
            ),
        ]
        indexes = [models.Index(fields=["part", "sent_at"], name="participations_by_sending")]

    def __str__(self) -> str:
        """Give the number."""
        return f"#{self.pk}"


class Response(models.Model):
    """What somebody answered. Without person, address or exact time; `changed_on` is a day in the Netherlands.

    `data` belongs to the method; `version` says which wording of the questions was answered.
    """

    class State(models.TextChoices):
        """Whether it counts."""

        STARTED = "started", _("started")
        SENT = "sent", _("sent")
        WITHDRAWN = "withdrawn", _("withdrawn")

    key = models.UUIDField(_("key"), primary_key=True, editable=False)
    part = models.ForeignKey(
        Part, verbose_name=_("part"), on_delete=models.CASCADE, related_name="responses", db_index=False
    )
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.STARTED)
    version = models.PositiveIntegerField(_("version of the questions"), default=1)
    data = models.JSONField(_("answers"), default=dict)
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    age_group = models.CharField(_("age group"), max_length=5, choices=AgeGroup.choices, blank=True)
    channel = models.CharField(_("came by"), max_length=5, choices=Channel.choices, default=Channel.SITE)
    changed_on = models.DateField(_("last changed on"))

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        indexes = [models.Index(fields=["part", "state", "key"], name="responses_of_a_part")]

    def __str__(self) -> str:
        """Give the key."""
        return str(self.key)


class EmailCode(models.Model):
    """A code sent to an address to prove that it is somebody's; used once, and not after `until` (UTC)."""

    part = models.ForeignKey(Part, verbose_name=_("part"), on_delete=models.CASCADE, related_name="+")
    email_hash = models.CharField(_("hash of the address"), max_length=64)
    code_hash = models.CharField(_("hash of the code"), max_length=64)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    until = models.DateTimeField(_("valid until"))

    class Meta:
        verbose_name = _("code by e-mail")
        verbose_name_plural = _("codes by e-mail")
        constraints = [models.UniqueConstraint(fields=["part", "email_hash"], name="one_code_per_address")]
        indexes = [models.Index(fields=["until"], name="codes_by_age")]

    def __str__(self) -> str:
        """Give the number."""
        return f"#{self.pk}"
