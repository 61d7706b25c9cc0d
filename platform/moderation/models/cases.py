"""A case: one thing that somebody or something asks a moderator to look at."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from places.models import Municipality
from publications.models import Publication


class Source(models.TextChoices):
    """What made it a case (DSA article 17, 3b)."""

    SIGNAL = "signal", _("automatic signal")
    REPORT = "report", _("report")
    OWN = "own", _("own initiative")


class Case(models.Model):
    """One subject that is or was looked at; while it is open there is one case per subject.

    `subject_kind` and `subject_id` name what it is about (see `subjects`). `priority` orders the queue: harm x reach,
    raised with age by the query. `due_at` is when it should be decided. `claimed_until` frees a case nobody finished.
    """

    class State(models.TextChoices):
        """Where it is."""

        OPEN = "open", _("open")
        DECIDED = "decided", _("decided")

    subject_kind = models.CharField(_("kind"), max_length=20)
    subject_id = models.BigIntegerField(_("number of the subject"))
    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="cases",
    )
    source = models.CharField(_("source"), max_length=8, choices=Source.choices)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    harm = models.PositiveSmallIntegerField(_("harm"), default=1, help_text=_("1 a trifle, 100 a threat to life."))
    reach = models.PositiveIntegerField(_("reach"), default=0)
    priority = models.FloatField(_("priority"), default=0.0)
    opened_at = models.DateTimeField(_("opened at"), db_default=Now(), editable=False)
    due_at = models.DateTimeField(_("due at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="claimed_cases",
    )
    claimed_until = models.DateTimeField(_("taken until"), null=True, blank=True)
    wants_second_opinion = models.BooleanField(_("wants a second opinion"), default=False)
    # Whoever asked does not get it from the queue again until a colleague looked.
    second_opinion_from = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("second opinion asked by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # What was screened or reported, as it read then: what is edited afterwards must not change the evidence.
    text_then = models.TextField(_("text at that moment"), blank=True)
    # When what was removed for good was wiped, after the term of appeal.
    erased_at = models.DateTimeField(_("wiped at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"], condition=Q(state="open"), name="one_open_case_per_subject"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True) | Q(state="decided", decided_at__isnull=False),
                name="decided_cases_have_a_date",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by__isnull=True, claimed_until__isnull=True)
                | Q(claimed_by__isnull=False, claimed_until__isnull=False),
                name="claims_run_out",
            ),
        ]
        indexes = [
            models.Index(fields=["-priority", "-id"], condition=Q(state="open"), name="queue_of_all"),
            models.Index(
                fields=["municipality", "-priority", "-id"], condition=Q(state="open"), name="queue_of_a_place"
            ),
            models.Index(
                fields=["-priority", "-id"],
                condition=Q(state="open", wants_second_opinion=True),
                name="queue_of_second_opinions",
            ),
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="cases_of_a_subject"),
            models.Index(fields=["author", "-id"], name="cases_of_an_author"),
        ]

    def __str__(self) -> str:
        """Give the number."""
        return f"#{self.pk}"


class Signal(models.Model):
    """One thing that the screening saw, with a reason that a moderator can read and what it weighs (0-100)."""

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.CASCADE, related_name="signals")
    code = models.CharField(_("code"), max_length=30)
    weight = models.PositiveSmallIntegerField(_("weight"))
    reason = models.CharField(_("reason"), max_length=280)
    start = models.PositiveIntegerField(_("from character"), null=True, blank=True)
    end = models.PositiveIntegerField(_("until character"), null=True, blank=True)
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("signal")
        verbose_name_plural = _("signals")
        ordering = ["-weight", "id"]
        # What was decided before about the same kind of thing.
        indexes = [models.Index(fields=["code", "-id"], name="signals_by_code")]

    def __str__(self) -> str:
        """Give the code."""
        return self.code


class CaseNote(models.Model):
    """What moderators tell each other about a case; nobody else sees it."""

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("text"), max_length=2_000)
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["id"]

    def __str__(self) -> str:
        """Give the beginning."""
        return self.text[:40]
