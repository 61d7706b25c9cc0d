"""What was said in words, laid out for staff: tagged by subject, and quoted in the answer of the province."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation
from consultations.models.course import Part
from consultations.models.taking_part import Response

# What stands where personal data was.
LEFT_OUT = "[…]"


class Tag(models.Model):
    """A subject that staff gives to what was said, for one consultation."""

    consultation = models.ForeignKey(
        Consultation, verbose_name=_("consultation"), on_delete=models.CASCADE, related_name="tags"
    )
    name = models.CharField(_("name"), max_length=50)

    class Meta:
        verbose_name = _("subject tag")
        verbose_name_plural = _("subject tags")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("consultation", Lower("name"), name="one_tag_per_name"),
            models.CheckConstraint(condition=~models.Q(name=""), name="a_tag_has_a_name"),
        ]

    def __str__(self) -> str:
        """Give the name."""
        return self.name


class Remark(models.Model):
    """One thing somebody said, copied from a response by the worker; `key` is the point of the method.

    `hidden` are the pieces of the text that are left out wherever others read it; `is_private` leaves out all of it.
    """

    part = models.ForeignKey(
        Part, verbose_name=_("part"), on_delete=models.CASCADE, related_name="remarks", db_index=False
    )
    response = models.ForeignKey(
        Response, verbose_name=_("response"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    key = models.CharField(_("key"), max_length=80)
    question = models.CharField(_("question"), max_length=300, blank=True)
    text = models.TextField(_("text"))
    hidden = models.JSONField(_("pieces left out"), default=list)
    is_private = models.BooleanField(_("left out"), default=False)
    tags = models.ManyToManyField(Tag, through="Tagging", verbose_name=_("subject tags"), related_name="remarks")

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        constraints = [models.UniqueConstraint(fields=["response", "key"], name="one_remark_per_point")]
        indexes = [models.Index(fields=["part", "id"], name="remarks_of_a_part")]

    def __str__(self) -> str:
        """Give the number."""
        return f"#{self.pk}"

    @property
    def shown(self) -> str:
        """The text as others may read it; longer pieces go first, so that none is cut in two by a shorter one."""
        if self.is_private:
            return LEFT_OUT
        text = self.text
        for piece in sorted(self.hidden, key=len, reverse=True):
            text = text.replace(piece, LEFT_OUT)
        return text


class Tagging(models.Model):
    """That somebody gave a tag to a remark."""

    remark = models.ForeignKey(Remark, verbose_name=_("remark"), on_delete=models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(
        Tag, verbose_name=_("subject tag"), on_delete=models.CASCADE, related_name="taggings", db_index=False
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("given by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )

    class Meta:
        verbose_name = _("tagging")
        verbose_name_plural = _("taggings")
        constraints = [models.UniqueConstraint(fields=["tag", "remark"], name="one_tagging_per_remark")]

    def __str__(self) -> str:
        """Give the number."""
        return f"#{self.pk}"
