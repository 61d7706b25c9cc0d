"""Two initiatives that become one, without anybody's support being lost or counted twice."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from initiatives.models.initiative import Initiative
from voting.models import Support


class Merge(models.Model):
    """A proposal that `gone` goes on in `kept`, and what came of it. Rules: docs/rules/merging.md. Times are UTC.

    Counts are of the moment of merging: `both` people supported the two, and are one in the count afterwards.
    """

    class State(models.TextChoices):
        """How far it is."""

        PROPOSED = "proposed", _("proposed")
        DECLINED = "declined", _("declined")
        MERGED = "merged", _("merged")
        UNDONE = "undone", _("undone")

    gone = models.ForeignKey(
        Initiative, verbose_name=_("goes on in the other"), on_delete=models.CASCADE, related_name="merges_away"
    )
    kept = models.ForeignKey(Initiative, verbose_name=_("goes on"), on_delete=models.CASCADE, related_name="merges_in")
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PROPOSED)
    reason = models.CharField(_("reason"), max_length=500)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("proposed by"), on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed at"), db_default=Now(), editable=False)
    gone_agreed_at = models.DateTimeField(_("agreed by the one that goes"), null=True, editable=False)
    kept_agreed_at = models.DateTimeField(_("agreed by the one that stays"), null=True, editable=False)
    merged_at = models.DateTimeField(_("merged at"), null=True, editable=False)
    undone_at = models.DateTimeField(_("undone at"), null=True, editable=False)
    gone_count = models.PositiveIntegerField(_("supporters of the one that goes"), default=0, editable=False)
    kept_count = models.PositiveIntegerField(_("supporters of the one that stays"), default=0, editable=False)
    both_count = models.PositiveIntegerField(_("supporters of both"), default=0, editable=False)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(gone=F("kept")), name="merge_is_of_two"),
            models.CheckConstraint(
                condition=~Q(state__in=["merged", "undone"]) | Q(merged_at__isnull=False), name="merged_has_a_moment"
            ),
            models.UniqueConstraint(
                fields=["gone"], condition=Q(state__in=["proposed", "merged"]), name="one_open_merge_away_each"
            ),
        ]

    def __str__(self) -> str:
        """Name the two."""
        return f"{self.gone} → {self.kept}"

    def get_absolute_url(self) -> str:
        """Give the page of this merge."""
        return reverse("initiatives:merge", args=[self.pk])

    @property
    def count_after(self) -> int:
        """How many people support the one that stays, once everybody is counted once."""
        return self.gone_count + self.kept_count - self.both_count


class Moved(models.Model):
    """One supporter of the one that went: whether their support moved, and whether they asked to be left out.

    `support` is the support of the one that stays that came of it: empty for who supported both, and once it was taken
    back. So what somebody gives anew afterwards is never taken for what moved.
    """

    merge = models.ForeignKey(Merge, verbose_name=_("merge"), on_delete=models.CASCADE, related_name="moved")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )
    supported_both = models.BooleanField(_("supported both"))
    support = models.OneToOneField(
        Support, verbose_name=_("moved support"), null=True, on_delete=models.SET_NULL, related_name="moved"
    )
    left_out_at = models.DateTimeField(_("left out at"), null=True)

    class Meta:
        verbose_name = _("moved support")
        verbose_name_plural = _("moved supports")
        constraints = [models.UniqueConstraint(fields=["merge", "person"], name="moved_once_per_merge")]

    def __str__(self) -> str:
        """Give the numbers."""
        return f"{self.merge_id}/{self.person_id}"
