"""What kind an initiative is, the rules that held when it was posted, and the course it takes to an answer."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from initiatives.models.initiative import Initiative
from places.models import Municipality
from promises.models import Office


class Kind(models.Model):
    """A kind of initiative with its rules (docs/rules/thresholds.md); a threshold of 0 is none."""

    class Counting(models.TextChoices):
        """Whose support counts towards the threshold."""

        PROVINCE = "province", _("the whole province")
        MUNICIPALITY = "municipality", _("only the municipality of the initiative")

    slug = models.SlugField(_("short name"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    explanation = models.CharField(_("explanation for who chooses it"), max_length=300)
    threshold = models.PositiveIntegerField(_("supporters needed"), default=0, help_text=_("0: no threshold."))
    counting = models.CharField(_("who counts"), max_length=12, choices=Counting.choices, default=Counting.PROVINCE)
    term_days = models.PositiveSmallIntegerField(
        _("within this many calendar days"), null=True, blank=True, help_text=_("Empty: no term.")
    )
    answer_days = models.PositiveSmallIntegerField(_("answer within this many calendar days"), default=60)
    promise = models.CharField(_("what is promised"), max_length=300)
    office = models.ForeignKey(Office, verbose_name=_("responsible office"), on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=10)
    is_open = models.BooleanField(_("can be chosen"), default=True)
    is_default = models.BooleanField(_("chosen when nothing is"), default=False)

    class Meta:
        verbose_name = _("kind of initiative")
        verbose_name_plural = _("kinds of initiative")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="one_default_kind"),
            models.CheckConstraint(condition=Q(is_default=False) | Q(is_open=True), name="default_kind_is_open"),
            models.CheckConstraint(condition=Q(answer_days__gte=1), name="an_answer_takes_a_day"),
            models.CheckConstraint(condition=Q(term_days__isnull=True) | Q(term_days__gte=1), name="a_term_has_days"),
        ]

    def __str__(self) -> str:
        """Give the name."""
        return self.name


class KindThreshold(models.Model):
    """Another number of supporters for one municipality."""

    kind = models.ForeignKey(Kind, verbose_name=_("kind"), on_delete=models.CASCADE, related_name="thresholds")
    municipality = models.ForeignKey(Municipality, verbose_name=_("municipality"), on_delete=models.CASCADE)
    threshold = models.PositiveIntegerField(_("supporters needed"))

    class Meta:
        verbose_name = _("number for a municipality")
        verbose_name_plural = _("numbers per municipality")
        constraints = [
            models.UniqueConstraint(fields=["kind", "municipality"], name="one_threshold_per_municipality"),
            models.CheckConstraint(condition=Q(threshold__gte=1), name="a_threshold_of_a_place_is_one_or_more"),
        ]

    def __str__(self) -> str:
        """Give the place and the number."""
        return f"{self.municipality_id}: {self.threshold}"


class Course(models.Model):
    """How far an initiative is on the way to an answer, beside the state of its publication.

    `threshold`, `counted_in` (empty: the whole province) and `ends_on` (the last day that counts) are the rules of the
    day of posting. `online` and `paper` are what counts now; from `forgotten_at` on they stay as they are, because what
    they were counted from is gone. An initiative without a course is an open idea.
    """

    class State(models.TextChoices):
        """The steps; which may follow which is in initiatives/courses.py."""

        OPEN = "open", _("open")
        REACHED = "reached", _("threshold reached")
        OWED = "owed", _("answer owed")
        ADOPTED = "adopted", _("adopted")
        PARTLY = "partly", _("partly adopted")
        DECLINED = "declined", _("declined")
        DOING = "doing", _("being done")
        DONE = "done", _("done")
        WITHDRAWN = "withdrawn", _("withdrawn")
        LAPSED = "lapsed", _("lapsed")

    initiative = models.OneToOneField(
        Initiative, verbose_name=_("initiative"), primary_key=True, on_delete=models.CASCADE, related_name="course"
    )
    kind = models.ForeignKey(Kind, verbose_name=_("kind"), on_delete=models.PROTECT, related_name="courses")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    threshold = models.PositiveIntegerField(_("supporters needed"), default=0)
    counted_in = models.ForeignKey(
        Municipality, verbose_name=_("counted in"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ends_on = models.DateField(_("last day of the term"), null=True, blank=True)
    online = models.PositiveIntegerField(_("counted online"), default=0)
    paper = models.PositiveIntegerField(_("counted on paper"), default=0)
    warned_at = models.DateTimeField(_("author warned at"), null=True, blank=True)
    forgotten_at = models.DateTimeField(_("signatures forgotten at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("course of an initiative")
        verbose_name_plural = _("courses of initiatives")
        indexes = [
            models.Index(fields=["ends_on"], condition=Q(state="open", ends_on__isnull=False), name="running_terms")
        ]

    def __str__(self) -> str:
        """Give the state."""
        return self.get_state_display()

    @property
    def total(self) -> int:
        """What counts towards the threshold, online and on paper."""
        return self.online + self.paper


class CourseStep(models.Model):
    """A step of the course, for everybody to read, with its reason. No actor: the count or the clock."""

    course = models.ForeignKey(Course, verbose_name=_("course"), on_delete=models.CASCADE, related_name="steps")
    came_from = models.CharField(_("from"), max_length=10, choices=Course.State.choices)
    state = models.CharField(_("to"), max_length=10, choices=Course.State.choices)
    at = models.DateTimeField(_("at"), db_default=Now())
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=500)

    class Meta:
        verbose_name = _("step of a course")
        verbose_name_plural = _("steps of courses")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_step_has_a_reason")]

    def __str__(self) -> str:
        """Give the state it led to."""
        return self.get_state_display()
