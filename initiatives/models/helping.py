"""Who helps with what: an offer on a need, and the messages between who offers and the team."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from initiatives.models.initiative import Initiative


class Need(models.Model):
    """Something an initiative needs from others; at most one of each kind.

    `quantity` empty means: the more the better. `met` is the sum of what was accepted, kept exact by `helping`.
    A need the author took away stays, with `is_asked` off, as long as somebody offered help on it.
    """

    class Kind(models.TextChoices):
        """What residents can bring."""

        SUPPORTERS = "supporters", _("supporters")
        HELPERS = "helpers", _("helping hands")
        GOODS = "goods", _("goods")
        KNOWLEDGE = "knowledge", _("knowledge")
        PLACE = "place", _("a place")
        MONEY = "money", _("money")

    initiative = models.ForeignKey(
        Initiative, verbose_name=_("initiative"), on_delete=models.CASCADE, related_name="needs"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = models.CharField(_("explanation"), max_length=200, blank=True)
    quantity = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    unit = models.CharField(_("of what"), max_length=30, blank=True, default="", db_default="")
    met = models.PositiveIntegerField(_("found"), default=0, db_default=0, editable=False)
    is_asked = models.BooleanField(_("asked for"), default=True, db_default=True, editable=False)

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "kind"], name="one_need_of_each_kind"),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gte=1, met__lte=F("quantity")),
                name="never_more_accepted_than_needed",
            ),
        ]

    def __str__(self) -> str:
        """Give the kind."""
        return self.get_kind_display()

    @property
    def room(self) -> int | None:
        """How many are still needed; None when every one more is welcome."""
        return None if self.quantity is None else max(0, self.quantity - self.met)

    @property
    def is_full(self) -> bool:
        """Whether everything was found."""
        return self.room == 0

    @property
    def takes_offers(self) -> bool:
        """Whether people can offer something for it: supporters have a button of their own."""
        return self.is_asked and self.kind != self.Kind.SUPPORTERS


class OfferQuerySet(models.QuerySet["Offer"]):
    """How offers are asked for."""

    def of(self, initiative: Initiative) -> OfferQuerySet:
        """Keep the offers on the needs of one initiative."""
        return self.filter(need__initiative=initiative)

    def open(self) -> OfferQuerySet:
        """Keep what waits for an answer."""
        return self.filter(state=Offer.State.OFFERED)

    def counted(self) -> OfferQuerySet:
        """Keep what counts towards a need: promised by both sides, or done."""
        return self.filter(state__in=Offer.COUNTED)


class Offer(models.Model):
    """One person's help for one need. `accepted` is how much of `amount` the team took, and what the need counts.

    `is_anonymous` hides the name from the public, never from the team. All times are UTC.
    """

    class State(models.TextChoices):
        """Where an offer is."""

        OFFERED = "offered", _("waits for an answer")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        DONE = "done", _("done")
        WITHDRAWN = "withdrawn", _("taken back")

    COUNTED = (State.ACCEPTED, State.DONE)
    OPEN = (State.OFFERED, State.ACCEPTED)

    need = models.ForeignKey(Need, verbose_name=_("need"), on_delete=models.CASCADE, related_name="offers")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="offers",
        db_index=False,  # offers_of_a_person is enough
    )
    text = models.TextField(_("message"), max_length=1_000)
    amount = models.PositiveIntegerField(_("how many"), default=1)
    accepted = models.PositiveIntegerField(_("accepted"), default=0, editable=False)
    is_anonymous = models.BooleanField(_("name not shown to the public"), default=False)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.OFFERED, editable=False)
    created_at = models.DateTimeField(_("offered at"), db_default=Now(), editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    done_at = models.DateTimeField(_("done at"), null=True, editable=False)

    objects: ClassVar[OfferQuerySet] = OfferQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("offer of help")
        verbose_name_plural = _("offers of help")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["need", "person"],
                condition=Q(state__in=["offered", "accepted"]),
                name="one_open_offer_per_person_and_need",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "done"], accepted__gte=1, accepted__lte=F("amount"))
                | (~Q(state__in=["accepted", "done"]) & Q(accepted=0)),
                name="only_what_was_accepted_counts",
            ),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="offers_of_a_person")]

    def __str__(self) -> str:
        """Give the need and the state."""
        return f"{self.need_id}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        """Give the address of its conversation."""
        return reverse("initiatives:offer", args=[self.pk])


class OfferMessage(models.Model):
    """A word between who offers and the team, read on the site; addresses stay with the platform."""

    offer = models.ForeignKey(Offer, verbose_name=_("offer"), on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(_("text"), max_length=2_000)
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["id"]

    def __str__(self) -> str:
        """Give the number of the offer, never the text."""
        return f"#{self.offer_id}"
