"""How a person wants to hear things: per category and channel, and at which hours."""

from __future__ import annotations

from datetime import time

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _


def new_key() -> str:
    """Give a key that nobody guesses, for an address that needs no signing in."""
    return get_random_string(32)


class Pace(models.TextChoices):
    """How often mail of one category comes."""

    NOW = "now", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("No mail")


class Preference(models.Model):
    """What one person chose for one category of the catalogue; without a row the category's own defaults hold."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="preferences"
    )
    category = models.CharField(_("category"), max_length=20)
    on_site = models.BooleanField(_("on the site"))
    mail = models.CharField(_("mail"), max_length=6, choices=Pace.choices)
    push = models.BooleanField(_("on this phone or computer"))

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = [models.UniqueConstraint(fields=["person", "category"], name="one_preference_per_category")]

    def __str__(self) -> str:
        """Give the number of the person and the category."""
        return f"{self.person_id} {self.category}"


class Rhythm(models.Model):
    """When somebody wants to be left alone and when their digest comes; hours are Dutch clock hours.

    `quiet_from` may be later than `quiet_until`: then the quiet runs over midnight. `paused_until` is the first day of
    mail again. `language` is what their messages are written in. `feed_key` opens their own Atom feed.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="rhythm",
        primary_key=True,
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="nl")
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True)
    paused_until = models.DateField(_("paused until"), null=True, blank=True)
    digest_hour = models.PositiveSmallIntegerField(
        _("hour of the digest"), default=8, validators=[MaxValueValidator(23)]
    )
    digest_weekday = models.PositiveSmallIntegerField(
        _("day of the weekly digest"),
        default=1,
        validators=[MaxValueValidator(7)],
        help_text=_("1 is Monday, 7 is Sunday."),
    )
    feed_key = models.CharField(_("key of the feed"), max_length=40, unique=True, default=new_key)
    changed_at = models.DateTimeField(_("changed at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("rhythm")
        verbose_name_plural = _("rhythms")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_have_two_ends",
            ),
            models.CheckConstraint(
                condition=models.Q(digest_hour__lte=23, digest_weekday__gte=1, digest_weekday__lte=7),
                name="digest_has_an_hour_and_a_day",
            ),
        ]

    def __str__(self) -> str:
        """Give the number of the person."""
        return f"rhythm of {self.person_id}"

    @property
    def quiet(self) -> tuple[time, time] | None:
        """The quiet hours, or None; from and until the same is no quiet at all."""
        if self.quiet_from is None or self.quiet_until is None or self.quiet_from == self.quiet_until:
            return None
        return self.quiet_from, self.quiet_until
