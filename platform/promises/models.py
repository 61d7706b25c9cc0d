"""The offices of the province, and what they promised."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import ExtractDay, ExtractMonth, ExtractYear, Now
from django.utils.translation import gettext_lazy as _

from publications.models import Publication
from publications.querysets import HEAVY


class Office(models.Model):
    """A part of the province that gives answers; its people get the reminders."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("people"),
        blank=True,
        related_name="offices",
        help_text=_("They get the reminders. Empty: all officials."),
    )

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["name"]

    def __str__(self) -> str:
        """Give the name."""
        return self.name


def as_number(day: str) -> models.Expression:
    """Write a day as 20261231: orders as days do."""
    return ExtractYear(day) * 10_000 + ExtractMonth(day) * 100 + ExtractDay(day)


class PromiseQuerySet(models.QuerySet["Promise"]):
    """How promises are asked for."""

    def open(self) -> PromiseQuerySet:
        """Keep what still has to be kept."""
        return self.filter(status=Promise.Status.OPEN)

    def public(self) -> PromiseQuerySet:
        """Keep what everybody may read: the promises of pages that can be opened, also of what stopped."""
        return self.filter(publication__state__in=("published", "withdrawn", "archived"))

    def for_lines(self) -> PromiseQuerySet:
        """Load what a line of a list shows, and nothing heavy."""
        found = self.select_related("office", "publication")
        return found.defer(*(f"publication__{name}" for name in HEAVY))


class Promise(models.Model):
    """An answer at the latest on `due_on`, in calendar days of the Netherlands; at most one open per publication.

    `rank`, descending, is the order of the public list: what is open by day, then what was closed last.
    """

    class Status(models.TextChoices):
        """Whether it still has to be kept."""

        OPEN = "open", _("open")
        KEPT = "kept", _("kept")
        RELEASED = "released", _("released")

    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), on_delete=models.PROTECT, related_name="promises"
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
        help_text=_("Empty: a rule of the site promised it."),
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

    objects: ClassVar[PromiseQuerySet] = PromiseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["-rank", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication"], condition=Q(status="open"), name="one_open_promise_per_publication"
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
