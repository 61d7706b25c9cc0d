"""A meeting, who comes, and what people want to ask there."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.rules import Visitor
from consultations.models import Part
from foundation import richtext


class Meeting(models.Model):
    """An evening, a walk or a call within a consultation; times are UTC.

    `seats` empty: there is room for everybody. `online_url` is only shown to who has a seat. `minutes_at` is when the
    report was published, `reminded_at` when people were told that it is tomorrow.
    """

    part = models.ForeignKey(Part, verbose_name=_("part"), on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(_("explanation (markdown)"), max_length=5_000, blank=True)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    place_name = models.CharField(_("place"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    accessibility = models.CharField(_("accessibility"), max_length=500, blank=True)
    online_url = models.URLField(_("link to take part online"), max_length=300, blank=True)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, editable=False)
    cancelled_why = models.CharField(_("why it is cancelled"), max_length=500, blank=True, editable=False)
    minutes = models.TextField(_("report (markdown)"), max_length=20_000, blank=True, editable=False)
    outcomes = models.TextField(_("outcomes (markdown)"), max_length=5_000, blank=True, editable=False)
    minutes_at = models.DateTimeField(_("report published at"), null=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_meeting_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(title=""), name="a_meeting_has_a_title"),
            models.CheckConstraint(condition=Q(seats__isnull=True) | Q(seats__gt=0), name="a_meeting_has_a_seat"),
        ]
        indexes = [
            models.Index(fields=["part", "starts_at"], name="meetings_of_a_part"),
            models.Index(
                fields=["starts_at"],
                condition=Q(reminded_at__isnull=True, cancelled_at__isnull=True),
                name="meetings_to_remind",
            ),
        ]

    def __str__(self) -> str:
        """Give the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Give the address; the part and its consultation must be loaded."""
        return self.url_of("meeting")

    def url_of(self, name: str, *more: object) -> str:
        """Give the address of one of its pages; the part and its consultation must be loaded."""
        part = self.part
        return reverse(f"consultations:dialogue:{name}", args=[part.consultation.slug, part.number, self.pk, *more])

    @property
    def text_html(self) -> SafeString:
        """The explanation as safe HTML."""
        return richtext.to_html(self.text)

    @property
    def minutes_html(self) -> SafeString:
        """The report as safe HTML."""
        return richtext.to_html(self.minutes)

    @property
    def outcomes_html(self) -> SafeString:
        """The outcomes as safe HTML."""
        return richtext.to_html(self.outcomes)


class Registration(models.Model):
    """That somebody comes, or waits for a seat. Who waits is ordered by `since` (UTC), the last time they signed up."""

    class State(models.TextChoices):
        """Whether there is a seat."""

        SEATED = "seated", _("has a seat")
        WAITING = "waiting", _("on the waiting list")
        CANCELLED = "cancelled", _("signed off")
        CAME = "came", _("was there")

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="registrations", db_index=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="registrations"
    )
    state = models.CharField(_("state"), max_length=9, choices=State.choices)
    since = models.DateTimeField(_("since"), db_default=Now())

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="one_registration_per_person"),
        ]
        indexes = [models.Index(fields=["meeting", "state", "since", "id"], name="registrations_in_order")]

    def __str__(self) -> str:
        """Give the number."""
        return f"#{self.pk}"


# Who takes a seat.
SEATED = (Registration.State.SEATED, Registration.State.CAME)


class QuestionQuerySet(models.QuerySet["Question"]):
    """How questions are asked for."""

    def visible_to(self, user: Visitor) -> QuestionQuerySet:
        """Keep what this person may read: what no moderator hid, and what waits for one only to its author."""
        shown = Q(is_waiting=False) | Q(author=user.pk) if user.is_authenticated else Q(is_waiting=False)
        return self.filter(shown, is_hidden=False)

    def in_order(self) -> QuestionQuerySet:
        """Put what most people want to know first."""
        return self.order_by("-support_count", "id")


class Question(models.Model):
    """What somebody wants to ask, written beforehand. `place` is what whoever leads the meeting does with it.

    `is_hidden` is a decision of a moderator, `is_waiting` that one still has to look.
    """

    class Place(models.TextChoices):
        """Where it is on the list of the evening."""

        ASKED = "asked", _("asked")
        PICKED = "picked", _("on the list")
        ANSWERED = "answered", _("answered")
        ASIDE = "aside", _("put aside")

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="questions", db_index=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(_("question"), max_length=500)
    answer = models.TextField(_("what was answered"), max_length=2_000, blank=True)
    place = models.CharField(_("place"), max_length=8, choices=Place.choices, default=Place.ASKED)
    support_count = models.PositiveIntegerField(_("want to know it too"), default=0)
    is_hidden = models.BooleanField(_("hidden"), default=False)
    is_waiting = models.BooleanField(_("waits for a moderator"), default=False)
    asked_at = models.DateTimeField(_("asked at"), db_default=Now(), editable=False)

    objects: ClassVar[QuestionQuerySet] = QuestionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        indexes = [models.Index(fields=["meeting", "-support_count", "id"], name="questions_in_order")]

    def __str__(self) -> str:
        """Give the beginning."""
        return self.text[:60]

    def get_absolute_url(self) -> str:
        """Give the lasting address; the meeting, its part and consultation must be loaded."""
        return self.meeting.url_of("question", self.pk)


class Backing(models.Model):
    """That somebody wants to know it too; once a person and question."""

    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.CASCADE, related_name="backings", db_index=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("support of a question")
        verbose_name_plural = _("support of questions")
        constraints = [models.UniqueConstraint(fields=["question", "person"], name="one_backing_per_person")]

    def __str__(self) -> str:
        """Give the numbers of both."""
        return f"{self.person_id} on {self.question_id}"
