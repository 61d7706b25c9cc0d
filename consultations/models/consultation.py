"""A consultation: what the province asks, who is asked, and what can still change."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from consultations.querysets import ConsultationQuerySet
from foundation import richtext
from places.models import Municipality
from promises.models import Office
from publications.models import Publication


class Consultation(Publication):
    """A question of the province to its residents. Its `stage` is written by the clock and by actions, never by hand.

    `answer_by` is the last day (in the Netherlands) on which the province tells what it did with what was said;
    `opens_at` and `closes_at` are UTC and repeat the first and last moment of its phases, for lists.
    """

    class Stage(models.TextChoices):
        """Where it is in its course; docs/rules/course-of-a-consultation.md."""

        DRAFT = "draft", _("being prepared")
        ANNOUNCED = "announced", _("opens soon")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed, answer follows")
        ANSWERED = "answered", _("answered")

    class PolicyPhase(models.TextChoices):
        """Where the policy is that it is about."""

        PREPARATION = "preparation", _("preparation")
        EXECUTION = "execution", _("execution")
        EVALUATION = "evaluation", _("evaluation")

    class Level(models.TextChoices):
        """How much those who take part decide: the participation ladder."""

        INFORM = "inform", _("you hear about it")
        CONSULT = "consult", _("you give your opinion")
        ADVISE = "advise", _("you give advice")
        COPRODUCE = "coproduce", _("we make it together")
        DECIDE = "decide", _("you decide")

    class Access(models.TextChoices):
        """What somebody shows before taking part."""

        ANYONE = "anyone", _("anyone, once per device")
        EMAIL = "email", _("with a confirmed e-mail address")
        ACCOUNT = "account", _("with an account")

    class ResultsShown(models.TextChoices):
        """When everybody can see the results."""

        LIVE = "live", _("while it is open")
        AFTER = "after", _("after it closed")

    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.DRAFT, editable=False)
    story = models.TextField(_("explanation (markdown)"), max_length=20_000, blank=True)
    can_change = models.TextField(_("what can change"), max_length=2_000, blank=True)
    cannot_change = models.TextField(_("what is decided already"), max_length=2_000, blank=True)
    policy_phase = models.CharField(
        _("policy phase"), max_length=12, choices=PolicyPhase.choices, default=PolicyPhase.PREPARATION
    )
    level = models.CharField(_("level of participation"), max_length=10, choices=Level.choices, default=Level.CONSULT)
    official = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("responsible official"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    office = models.ForeignKey(
        Office, verbose_name=_("office that answers"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer_by = models.DateField(_("answer at the latest on"), null=True, blank=True)
    concerned = models.ManyToManyField(
        Municipality,
        verbose_name=_("municipalities concerned"),
        blank=True,
        related_name="consultations",
        help_text=_("Empty: the whole province."),
    )
    access = models.CharField(_("who may take part"), max_length=8, choices=Access.choices, default=Access.ANYONE)
    postcodes = models.CharField(
        _("postcodes of who may take part"),
        max_length=500,
        blank=True,
        help_text=_("Four digits or ranges, for example 7411-7439, 8011. Empty: everybody."),
    )
    minimum_age = models.PositiveSmallIntegerField(_("minimum age"), default=0)
    asks_place = models.BooleanField(_("ask for the postcode (four digits)"), default=True)
    asks_age = models.BooleanField(_("ask for the age group"), default=True)
    results_shown = models.CharField(
        _("results are public"), max_length=5, choices=ResultsShown.choices, default=ResultsShown.AFTER
    )
    is_open_data = models.BooleanField(_("publish as open data"), default=True)
    blueprint = models.CharField(_("made from"), max_length=30, blank=True, editable=False)
    # What an editor saw when they began to change it: who saves over the work of another is told so.
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    # The page it was begun on, so that pressing twice makes one.
    begun_on = models.UUIDField(_("page it was begun on"), null=True, unique=True, editable=False)
    opens_at = models.DateTimeField(_("opens at"), null=True, editable=False)
    closes_at = models.DateTimeField(_("closes at"), null=True, editable=False)

    objects: ClassVar[ConsultationQuerySet] = ConsultationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="draft") | Q(opens_at__isnull=False, closes_at__isnull=False),
                name="a_consultation_that_goes_on_has_dates",
            ),
            models.CheckConstraint(condition=Q(minimum_age__lte=99), name="minimum_age_is_an_age"),
        ]
        indexes = [
            models.Index(fields=["stage", "closes_at"], name="consultations_by_closing"),
            models.Index(fields=["stage", "opens_at"], name="consultations_by_opening"),
        ]

    @property
    def story_html(self) -> SafeString:
        """The explanation as safe HTML."""
        return richtext.to_html(self.story)

    @property
    def is_answered(self) -> bool:
        """Whether the province said what it did with what was said."""
        return self.stage == self.Stage.ANSWERED

    @property
    def is_open(self) -> bool:
        """Whether it is open by what the clock wrote; a write compares with the database time itself."""
        return self.stage == self.Stage.OPEN
