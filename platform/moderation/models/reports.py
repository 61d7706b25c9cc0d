"""A report: somebody, with or without an account, says that something breaks the law or a house rule."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from moderation.models.cases import Case


def new_key() -> str:
    """Give the secret part of the address where somebody follows their report."""
    return secrets.token_urlsafe(18)


class Report(models.Model):
    """One report (DSA article 16). `key` opens its status page.

    Without a `case` it is about a page that nobody wrote; an administrator answers it (`answer`). `email` is empty for
    somebody with an account. Name, address and account are forgotten a year after the outcome. `abusive_at` is when a
    moderator found that it was not made in good faith; too many of those, and reports of that address or person are not
    taken for a while (article 23).
    """

    class Ground(models.TextChoices):
        """What somebody thinks is wrong with it."""

        LAW = "law", _("It is against the law")
        RULE = "rule", _("It is against the house rules")

    reference = models.CharField(_("reference"), max_length=14, unique=True, editable=False)
    key = models.CharField(_("key"), max_length=40, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(
        Case, verbose_name=_("case"), null=True, blank=True, on_delete=models.SET_NULL, related_name="reports"
    )
    address = models.CharField(_("address of the page"), max_length=500)
    ground = models.CharField(_("ground"), max_length=4, choices=Ground.choices)
    what = models.CharField(_("which law or rule"), max_length=40, blank=True)
    explanation = models.TextField(_("explanation"), max_length=4_000)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="reports",
    )
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)
    told_at = models.DateTimeField(_("outcome told at"), null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=2_000, blank=True)
    abusive_at = models.DateTimeField(_("found not to be in good faith at"), null=True, blank=True)
    forgotten_at = models.DateTimeField(_("name and address forgotten at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "email"],
                condition=Q(case__isnull=False) & ~Q(email=""),
                name="one_report_per_address_and_case",
            ),
            models.UniqueConstraint(
                fields=["case", "person"],
                condition=Q(case__isnull=False, person__isnull=False),
                name="one_report_per_person_and_case",
            ),
        ]
        indexes = [
            models.Index(fields=["email", "-abusive_at"], name="reports_of_an_address"),
            models.Index(fields=["told_at"], condition=Q(forgotten_at__isnull=True), name="reports_to_forget"),
            models.Index(fields=["made_at"], name="reports_by_date"),
        ]

    def __str__(self) -> str:
        """Give the reference."""
        return self.reference


class ReportCounter(models.Model):
    """The last reference of a report given out in a year; its row lock makes references unique."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    last = models.PositiveIntegerField(_("last number"))

    class Meta:
        verbose_name = _("counter of reports")
        verbose_name_plural = _("counters of reports")

    def __str__(self) -> str:
        """Give the year and the number."""
        return f"{self.year}: {self.last}"
