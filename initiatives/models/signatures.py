"""Who counts towards a threshold: declarations online, and sheets of signatures on paper."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from initiatives.models.initiative import Initiative
from places.models import Municipality
from voting.models import Support


class Declaration(models.Model):
    """What a supporter declares so that their support counts; goes with the support. No date of birth, on purpose."""

    support = models.OneToOneField(
        Support, verbose_name=_("support"), primary_key=True, on_delete=models.CASCADE, related_name="declaration"
    )
    age_16 = models.BooleanField(_("is 16 or older"))
    lives_in_province = models.BooleanField(_("lives in Overijssel"))
    municipality = models.ForeignKey(Municipality, verbose_name=_("lives in"), on_delete=models.PROTECT)
    declared_at = models.DateTimeField(_("declared at"), db_default=Now())

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        constraints = [
            models.CheckConstraint(condition=Q(age_16=True, lives_in_province=True), name="who_declares_counts")
        ]

    def __str__(self) -> str:
        """Give the number of the support."""
        return f"#{self.support_id}"


class SignatureSheet(models.Model):
    """Signatures on paper from one municipality, with their scan in the private storage; counts once found right.

    The scan is removed some time after the course ended (initiatives/forgetting.py); the number stays.
    """

    class Verdict(models.TextChoices):
        """What the second person found."""

        ENTERED = "entered", _("to be checked")
        RIGHT = "right", _("right")
        WRONG = "wrong", _("wrong")

    initiative = models.ForeignKey(
        Initiative, verbose_name=_("initiative"), on_delete=models.PROTECT, related_name="sheets"
    )
    municipality = models.ForeignKey(Municipality, verbose_name=_("municipality"), on_delete=models.PROTECT)
    number = models.PositiveIntegerField(_("number of signatures"))
    scan = models.CharField(_("scan"), max_length=100, blank=True, editable=False)
    scan_removed_at = models.DateTimeField(_("scan removed at"), null=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    entered_at = models.DateTimeField(_("entered at"), db_default=Now(), editable=False)
    verdict = models.CharField(
        _("verdict"), max_length=8, choices=Verdict.choices, default=Verdict.ENTERED, editable=False
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    checked_at = models.DateTimeField(_("checked at"), null=True, editable=False)

    class Meta:
        verbose_name = _("sheet of signatures")
        verbose_name_plural = _("sheets of signatures")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="a_sheet_has_signatures"),
            models.CheckConstraint(
                condition=Q(scan="", scan_removed_at__isnull=False) | ~Q(scan="") & Q(scan_removed_at__isnull=True),
                name="a_sheet_has_a_scan_until_it_is_removed",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("entered_by")),
                name="sheet_is_checked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(verdict="entered", checked_by__isnull=True)
                | Q(verdict__in=["right", "wrong"], checked_by__isnull=False),
                name="a_verdict_has_its_judge",
            ),
        ]

    def __str__(self) -> str:
        """Give the number of signatures."""
        return f"{self.number}"
