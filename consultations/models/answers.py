"""What became of it: the answer of the province, passage by passage, tied to what was said."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation
from consultations.models.remarks import Remark, Tag
from foundation import richtext


class Report(models.Model):
    """The answer to a consultation. Who wrote last is the drafter; somebody else checks `version` and publishes it."""

    class Outcome(models.TextChoices):
        """What the consultation led to, in one word."""

        CHANGED = "changed", _("the plan changes")
        PARTLY = "partly", _("the plan changes in part")
        SAME = "same", _("the plan stays as it is")
        STOPPED = "stopped", _("the plan is off")

    consultation = models.OneToOneField(
        Consultation, verbose_name=_("consultation"), on_delete=models.CASCADE, related_name="report"
    )
    text = models.TextField(_("answer in short (markdown)"), max_length=10_000)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("drafted by"), on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField(_("drafted at"), db_default=Now(), editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)

    class Meta:
        verbose_name = _("answer to a consultation")
        verbose_name_plural = _("answers to consultations")
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("drafted_by")),
                name="another_person_checks_the_report",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(checked_by__isnull=False),
                name="a_published_report_was_checked",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_report_has_a_text"),
        ]

    def __str__(self) -> str:
        """Give the number of the consultation."""
        return f"#{self.consultation_id}"

    @property
    def text_html(self) -> SafeString:
        """The text as safe HTML."""
        return richtext.to_html(self.text)

    @property
    def is_published(self) -> bool:
        """Whether everybody can read it."""
        return self.published_at is not None

    def get_absolute_url(self) -> str:
        """Give the address of the answer; the consultation must be loaded."""
        return reverse("consultations:answer", args=[self.consultation.slug])


class Passage(models.Model):
    """One decision: what was done with what people said about one subject, and where that can be read."""

    class Decision(models.TextChoices):
        """What was done with it."""

        USED = "used", _("used")
        PARTLY = "partly", _("used in part")
        NOT_USED = "not_used", _("not used")
        LATER = "later", _("comes back later")

    report = models.ForeignKey(Report, verbose_name=_("answer"), on_delete=models.CASCADE, related_name="passages")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("subject"), max_length=120)
    text = models.TextField(_("what people said, and what we do with it"), max_length=4_000)
    decision = models.CharField(_("decision"), max_length=8, choices=Decision.choices)
    reason = models.TextField(_("why"), max_length=2_000, blank=True)
    where = models.CharField(_("where it can be read"), max_length=200, blank=True)
    link = models.CharField(_("link to the document"), max_length=500, blank=True, validators=[URLValidator(["https"])])
    tags = models.ManyToManyField(Tag, verbose_name=_("subject tags"), blank=True, related_name="passages")
    remarks = models.ManyToManyField(
        Remark, through="Quote", verbose_name=_("quotes"), blank=True, related_name="passages"
    )

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="used") | ~Q(reason=""), name="what_is_not_simply_used_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        """Give the subject."""
        return self.title

    @property
    def anchor(self) -> str:
        """Where it is on the page of the answer."""
        return f"besluit-{self.pk}"

    @property
    def text_html(self) -> SafeString:
        """The text as safe HTML."""
        return richtext.to_html(self.text)


class Quote(models.Model):
    """That a remark is answered by a passage; staff chooses which ones everybody reads with it."""

    passage = models.ForeignKey(Passage, verbose_name=_("passage"), on_delete=models.CASCADE, related_name="quotes")
    remark = models.ForeignKey(Remark, verbose_name=_("remark"), on_delete=models.CASCADE, related_name="quotes")
    is_shown = models.BooleanField(_("can be read by everybody"), default=False)

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["passage", "remark"], name="one_quote_per_remark")]

    def __str__(self) -> str:
        """Give the number."""
        return f"#{self.pk}"


class Step(models.Model):
    """Something that follows from a decision; days are those in the Netherlands. May come after publishing."""

    passage = models.ForeignKey(Passage, verbose_name=_("passage"), on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(_("what follows"), max_length=200)
    due_on = models.DateField(_("planned for"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("step after an answer")
        verbose_name_plural = _("steps after an answer")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["passage", "title"], name="one_step_per_title"),
            models.CheckConstraint(condition=~Q(title=""), name="a_step_has_a_title"),
        ]

    def __str__(self) -> str:
        """Give what follows."""
        return self.title
