"""The house rules in versions, so that a decision always points to the rule as it read then."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class RulesVersion(models.Model):
    """One version of the house rules; the newest that is in force counts. Versions are never changed, only followed."""

    number = models.PositiveIntegerField(_("version"), unique=True)
    in_force_from = models.DateField(_("in force from"))
    what_changed = models.CharField(_("what changed"), max_length=280, blank=True)
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("version of the house rules")
        verbose_name_plural = _("house rules")
        ordering = ["-number"]

    def __str__(self) -> str:
        """Give the number."""
        return f"{self.number}"


class HouseRule(models.Model):
    """One numbered rule of a version. `code` stays the same over versions ("personal-data"), the number may not."""

    version = models.ForeignKey(RulesVersion, verbose_name=_("version"), on_delete=models.PROTECT, related_name="rules")
    number = models.PositiveSmallIntegerField(_("number"))
    code = models.SlugField(_("code"), max_length=40)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=2_000)
    title_en = models.CharField(_("title in English"), max_length=120)
    text_en = models.TextField(_("text in English"), max_length=2_000)

    class Meta:
        verbose_name = _("house rule")
        verbose_name_plural = _("house rules")
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="one_rule_per_number"),
            models.UniqueConstraint(fields=["version", "code"], name="one_rule_per_code"),
        ]

    def __str__(self) -> str:
        """Give number and title."""
        return f"{self.number}. {self.title}"
