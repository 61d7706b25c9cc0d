"""What the screening goes by: word rules, policies per place and kind, and the marks of recent texts."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from places.models import Municipality


class WordRule(models.Model):
    """A word that a moderator wants to see; a star stands for any beginning or ending. Editable by administrators."""

    class Code(models.TextChoices):
        """What kind of word it is."""

        INSULT = "insult", _("insult")
        THREAT = "threat", _("threat")
        HATE = "hate", _("discrimination")
        SPAM = "spam", _("advertising")

    code = models.CharField(_("kind"), max_length=10, choices=Code.choices)
    language = models.CharField(_("language"), max_length=5, choices=[("nl", _("Dutch")), ("en", _("English"))])
    pattern = models.CharField(
        _("word"),
        max_length=400,
        help_text=_(
            "One word or more. A star stands for any beginning or ending; by itself for at most four words. "
            "Words with a | between them may take each other's place; &lt;jou&gt; is a group of such words. "
            "A & stands between what has to be near each other."
        ),
    )
    allowed = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("not in"),
        default=list,
        blank=True,
        help_text=_("Words or phrases in which it says nothing, with commas between."),
    )
    weight = models.PositiveSmallIntegerField(_("weight"), validators=[MinValueValidator(1), MaxValueValidator(100)])
    is_active = models.BooleanField(_("in use"), default=True)
    changed_at = models.DateTimeField(_("changed at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("word rule")
        verbose_name_plural = _("word rules")
        ordering = ["code", "pattern"]
        constraints = [
            models.UniqueConstraint(fields=["language", "pattern"], name="one_rule_per_word"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=100), name="word_weight_1_to_100"),
        ]

    def __str__(self) -> str:
        """Give the word."""
        return self.pattern


class Policy(models.Model):
    """When something of a kind can be read in a place; the most specific row holds, without any: at once."""

    class When(models.TextChoices):
        """At once, after a moderator, or by how long we know somebody."""

        AFTER = "after", _("at once, moderators look afterwards")
        BEFORE = "before", _("after a moderator looked at it")
        TRUST = "trust", _("at once for who placed three good things, others after a moderator")

    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        help_text=_("Empty: the whole province."),
    )
    kind = models.CharField(_("kind"), max_length=20, blank=True, help_text=_("Empty: every kind."))
    when = models.CharField(_("can be read"), max_length=6, choices=When.choices, default=When.AFTER)

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind"], name="one_policy_per_place_and_kind", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        """Give place, kind and when."""
        return f"{self.municipality or '*'} {self.kind or '*'}: {self.when}"


class Learned(models.Model):
    """What the site's own decisions taught about the order of the queue (see `learning`); one row, made every night."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    weights = models.JSONField(_("weights"), default=list)
    taken = models.PositiveIntegerField(_("texts that were hidden or removed"), default=0)
    left = models.PositiveIntegerField(_("texts that were left alone"), default=0)
    learned_at = models.DateTimeField(_("learned at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("what was learned")
        verbose_name_plural = _("what was learned")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_learned")]

    def __str__(self) -> str:
        """Give from how many decisions."""
        return f"{self.taken} / {self.left}"


class Marks(models.Model):
    """The marks of one text (see screening.copies), to find copies of it; kept thirty days."""

    subject_kind = models.CharField(_("kind"), max_length=20)
    subject_id = models.BigIntegerField(_("subject"))
    author_id = models.BigIntegerField(_("author"), null=True)
    marks = ArrayField(models.BigIntegerField(), verbose_name=_("marks"))
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("marks of a text")
        verbose_name_plural = _("marks of texts")
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="one_set_of_marks_per_subject")
        ]
        indexes = [
            GinIndex(fields=["marks"], name="texts_alike"),
            models.Index(fields=["made_at"], name="marks_by_age"),
        ]

    def __str__(self) -> str:
        """Give what it is of."""
        return f"{self.subject_kind} {self.subject_id}"
