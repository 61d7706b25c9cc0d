"""What an edition says and to whom, and who asked for editions."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from newsletters import wording
from places.models import Municipality
from publications.models import Publication
from themes.models import Theme


class Subscription(models.Model):
    """Somebody who asked for the newsletter: a person with an account, or an address that answered our question.

    Without `confirmed_at` the address was typed in and has not answered yet; such a row is forgotten after a week.
    Without themes somebody hears about all of them. Without municipalities, about the one they live in, and about the
    whole province. Ending a subscription removes the row.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="newsletter",
    )
    address = models.EmailField(_("address without an account"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="nl")
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="+")
    municipalities = models.ManyToManyField(
        Municipality, verbose_name=_("municipalities"), blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked at"), db_default=Now())
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("newsletter subscription")
        verbose_name_plural = _("newsletter subscriptions")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["address"], condition=~Q(address=""), name="one_subscription_per_address"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, address="", confirmed_at__isnull=False)
                | (Q(person__isnull=True) & ~Q(address="")),
                name="subscription_is_of_a_person_or_an_address",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(confirmed_at__isnull=True), name="subscription_unanswered")
        ]

    def __str__(self) -> str:
        """Give the number, never the address."""
        return f"#{self.pk}"


class EditionQuerySet(models.QuerySet["Edition"]):
    """How editions are asked for."""

    def public(self) -> EditionQuerySet:
        """Keep what is in the archive: what went out, or is going out now."""
        return self.filter(state__in=(Edition.State.SENDING, Edition.State.SENT))


class Edition(models.Model):
    """One newsletter: what it says, for whom it is, and how far it got. All times are UTC.

    `version` counts the changes of its text or audience, so that what was looked at is what is sent. `due_at` is when
    the clock starts it; from then on nothing of it changes. `reached` is the last subscription that a mail was written
    for, `recipients` how many there are. An empty audience is everybody who asked for the newsletter.
    """

    class State(models.TextChoices):
        """Where an edition is."""

        DRAFT = "draft", _("draft")
        SCHEDULED = "scheduled", _("scheduled")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        CANCELLED = "cancelled", _("cancelled")
        STOPPED = "stopped", _("stopped")

    EDITABLE = (State.DRAFT, State.CANCELLED)

    subject = models.CharField(_("subject"), max_length=100, help_text=_("Says what is in it. Most people read this."))
    preheader = models.CharField(
        _("preheader"), max_length=150, blank=True, help_text=_("What mail programs show after the subject.")
    )
    body = models.TextField(_("text (markdown)"), max_length=20_000)
    publications = models.ManyToManyField(Publication, through="EditionItem", related_name="+")
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="+")
    municipalities = models.ManyToManyField(
        Municipality, verbose_name=_("municipalities"), blank=True, related_name="+"
    )
    roles = ArrayField(models.CharField(max_length=20), verbose_name=_("who"), default=list, blank=True)
    active_days = models.PositiveSmallIntegerField(
        _("active in the last … days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("Only people with an account who did something here in that time. Empty: everybody."),
    )
    slug = models.SlugField(_("address"), max_length=90, blank=True, editable=False, db_index=False)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.DRAFT, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)
    due_at = models.DateTimeField(_("goes out at"), null=True, editable=False)
    started_at = models.DateTimeField(_("started at"), null=True, editable=False)
    written_at = models.DateTimeField(_("all mail written at"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    reached = models.BigIntegerField(_("last subscription reached"), default=0, editable=False)
    recipients = models.PositiveIntegerField(_("recipients"), default=0, editable=False)

    objects: ClassVar[EditionQuerySet] = EditionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["slug"], condition=~Q(slug=""), name="one_address_per_edition"),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(due_at__isnull=False), name="scheduled_edition_has_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sending", "sent"]) | (Q(started_at__isnull=False) & ~Q(slug="")),
                name="public_edition_has_a_day_and_an_address",
            ),
        ]
        indexes = [
            models.Index(F("due_at"), condition=Q(state="scheduled"), name="edition_due"),
            models.Index(
                fields=["-started_at", "-id"], condition=Q(state__in=["sending", "sent"]), name="edition_archive"
            ),
        ]

    def __str__(self) -> str:
        """Give the subject."""
        return self.subject

    def get_absolute_url(self) -> str:
        """Give the address in the archive; only what is public has one."""
        return reverse("newsletters:edition", args=[self.slug])

    @property
    def body_html(self) -> SafeString:
        """The text as safe HTML, for a page."""
        return wording.to_html(self.body)

    @property
    def body_in_mail(self) -> SafeString:
        """The text as safe HTML, for mail."""
        return wording.in_mail(wording.to_html(self.body))

    @property
    def body_text(self) -> str:
        """The text for mail programs that show no HTML."""
        return wording.to_text(self.body)

    @property
    def is_editable(self) -> bool:
        """Whether its text may change."""
        return self.state in self.EDITABLE

    def shown(self) -> QuerySet[Publication]:
        """Give the publications to show, in the editor's order, as far as everybody may still see them."""
        found = self.publications.filter(state=Publication.State.PUBLISHED).order_by("editionitem__position")
        return found.select_related("theme", "municipality").defer("search_body", "search_vector")


class EditionItem(models.Model):
    """A publication that an edition points at."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="items")
    publication = models.ForeignKey(Publication, verbose_name=_("publication"), on_delete=models.CASCADE)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("publication in an edition")
        verbose_name_plural = _("publications in editions")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["edition", "publication"], name="once_in_an_edition")]

    def __str__(self) -> str:
        """Give the numbers."""
        return f"{self.edition_id}: {self.publication_id}"
