"""Support that came in as if one hand gave it: found by the clock, judged by a moderator."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from moderation.models.cases import Case
from publications.models import Publication


class Wave(models.Model):
    """A group of supporters of one publication that stands out, with what stands out about it.

    `evidence` is a list of findings, each a code with its numbers (see waves.wording). `score` goes from 0 to 100 and
    orders the list, nothing else. `fine_size` is how large it was when a moderator found nothing wrong with it.
    """

    class State(models.TextChoices):
        """What a moderator made of it."""

        OPEN = "open", _("to look at")
        FINE = "fine", _("nothing wrong")
        ASIDE = "aside", _("set aside")

    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="waves"
    )
    state = models.CharField(_("state"), max_length=5, choices=State.choices, default=State.OPEN)
    score = models.PositiveSmallIntegerField(_("score"))
    size = models.PositiveIntegerField(_("supporters"))
    evidence = models.JSONField(_("evidence"), default=list)
    first_at = models.DateTimeField(_("first support"))
    last_at = models.DateTimeField(_("last support"))
    found_at = models.DateTimeField(_("found at"), db_default=Now(), editable=False)
    fine_size = models.PositiveIntegerField(_("supporters when found fine"), null=True, blank=True)
    looked_at_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("looked at by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    case = models.ForeignKey(
        Case, verbose_name=_("case"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("wave")
        verbose_name_plural = _("waves")
        constraints = [
            models.CheckConstraint(condition=Q(score__lte=100), name="wave_score_up_to_100"),
            models.CheckConstraint(
                condition=~Q(state="aside") | Q(case__isnull=False), name="what_is_set_aside_was_decided"
            ),
        ]
        indexes = [
            models.Index(fields=["-score", "-id"], condition=Q(state="open"), name="waves_to_look_at"),
            models.Index(fields=["publication", "state"], name="waves_of_a_publication"),
            models.Index(fields=["last_at"], name="waves_by_age"),
        ]

    def __str__(self) -> str:
        """Give the number."""
        return f"#{self.pk}"


class WaveMember(models.Model):
    """One supporter in a wave, known to moderators by `number` only. `network` and `device` are letters within it."""

    wave = models.ForeignKey(Wave, verbose_name=_("wave"), on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )
    number = models.PositiveIntegerField(_("number"))
    at = models.DateTimeField(_("supported at"))
    network = models.PositiveIntegerField(_("network"))
    device = models.PositiveIntegerField(_("device"))
    is_new = models.BooleanField(_("account made just before"))
    is_alone = models.BooleanField(_("did nothing else"))
    objected_at = models.DateTimeField(_("said it was their own at"), null=True, blank=True)
    counted_again_at = models.DateTimeField(_("counted again at"), null=True, blank=True)

    class Meta:
        verbose_name = _("supporter in a wave")
        verbose_name_plural = _("supporters in waves")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "person"], name="once_in_a_wave"),
            models.UniqueConstraint(fields=["wave", "number"], name="one_number_each_in_a_wave"),
        ]

    def __str__(self) -> str:
        """Give the number."""
        return f"{self.number}"
