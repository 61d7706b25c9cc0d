"""What the province answered to what it promised, and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from initiatives.models.initiative import Initiative
from promises.models import Promise


class Answer(models.Model):
    """The answer to a promise: written by one official, checked by another, then public.

    `version` counts the wordings, so that nobody publishes a text they did not read.
    """

    class Outcome(models.TextChoices):
        """What the province decided; the same words as in the course."""

        ADOPTED = "adopted", _("adopted")
        PARTLY = "partly", _("partly adopted")
        DECLINED = "declined", _("declined")

    promise = models.OneToOneField(Promise, verbose_name=_("promise"), on_delete=models.PROTECT, related_name="answer")
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    reasons = models.TextField(_("answer, with the reasons"), max_length=10_000)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    drafted_at = models.DateTimeField(_("written at"), db_default=Now(), editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reasons=""), name="an_answer_has_reasons"),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("drafted_by")),
                name="answer_is_checked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, checked_by__isnull=True)
                | Q(published_at__isnull=False, checked_by__isnull=False),
                name="an_answer_is_public_once_checked",
            ),
        ]

    def __str__(self) -> str:
        """Give the outcome."""
        return self.get_outcome_display()


class Milestone(models.Model):
    """Something that will be done after "adopted", with its day."""

    initiative = models.ForeignKey(
        Initiative, verbose_name=_("initiative"), on_delete=models.PROTECT, related_name="milestones"
    )
    title = models.CharField(_("what will be done"), max_length=160)
    due_on = models.DateField(_("planned for"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    note = models.CharField(_("how it went"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        """Give what will be done."""
        return self.title


class ClosingReport(models.Model):
    """What became of an initiative: the end of its course."""

    initiative = models.OneToOneField(
        Initiative, verbose_name=_("initiative"), on_delete=models.PROTECT, related_name="closing_report"
    )
    text = models.TextField(_("what became of it"), max_length=10_000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    written_at = models.DateTimeField(_("written at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("closing report")
        verbose_name_plural = _("closing reports")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_closing_report_tells")]

    def __str__(self) -> str:
        """Give the number of the initiative."""
        return f"#{self.initiative_id}"
