"""Sentences that moderators use again and again to say what something is about, checked once for plain Dutch."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReasonTemplate(models.Model):
    """One such sentence. `rule` is the code of a house rule, the same over versions; empty, it goes with any ground."""

    rule = models.SlugField(_("code of the house rule"), max_length=40, blank=True)
    text = models.CharField(
        _("sentence"), max_length=400, help_text=_("To the author, in plain Dutch: what it is about, without blame.")
    )
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("sentence for reasons")
        verbose_name_plural = _("sentences for reasons")
        ordering = ["rule", "id"]
        constraints = [models.UniqueConstraint(fields=["rule", "text"], name="one_sentence_once_per_rule")]

    def __str__(self) -> str:
        """Give the sentence."""
        return self.text
