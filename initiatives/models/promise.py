"""What the province promised, what it answered, and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import ExtractDay, ExtractMonth, ExtractYear, Now
from django.utils.translation import gettext_lazy as _

from initiatives.models.course import Office
from initiatives.models.initiative import Initiative


def as_number(day: str) -> models.Expression:
    """Write a day as 20261231: orders as days do."""
    return ExtractYear(day) * 10_000 + ExtractMonth(day) * 100 + ExtractDay(day)


class Promise(models.Model):
    """An answer at the latest on `due_on`, in calendar days of the Netherlands; at most one open per initiative.

    `rank`, descending, is the order of the public list: what is open by day, then what was closed last.
    """

    class Status(models.TextChoices):
        """Whether it still has to be kept."""

        OPEN = "open", _("open")
        KEPT = "kept", _("kept")
        RELEASED = "released", _("released")

    initiative = models.ForeignKey(
        Initiative, verbose_name=_("initiative"), on_delete=models.PROTECT, related_name="promises"
    )
    office = models.ForeignKey(Office, verbose_name=_("responsible office"), on_delete=models.PROTECT, db_index=False)
    text = models.CharField(_("what is promised"), max_length=300)
    due_on = models.DateField(_("at the latest on"))
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.OPEN, editable=False)
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        help_text=_("Empty: the threshold was reached."),
    )
    closed_on = models.DateField(_("closed on"), null=True, editable=False)
    overdue_at = models.DateTimeField(_("found overdue at"), null=True, editable=False)
    rank = models.GeneratedField(
        expression=Case(
            When(status="open", then=Value(200_000_000) - as_number("due_on")), default=as_number("closed_on")
        ),
        output_field=models.IntegerField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["-rank", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(status="open"), name="one_open_promise_per_initiative"
            ),
            models.CheckConstraint(
                condition=Q(status="open", closed_on__isnull=True)
                | Q(status__in=["kept", "released"], closed_on__isnull=False),
                name="a_closed_promise_has_its_day",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_promise_says_what"),
        ]
        indexes = [
            models.Index(fields=["-rank", "-id"], name="promises_in_order"),
            models.Index(fields=["status", "-rank", "-id"], name="promises_by_status"),
            models.Index(fields=["office", "-rank", "-id"], name="promises_by_office"),
        ]

    def __str__(self) -> str:
        """Give the number and the day."""
        return f"#{self.pk}: {self.due_on}"


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
