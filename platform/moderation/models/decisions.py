"""What was decided about a case, why, and what came of an appeal. Decisions are never changed: undoing is a new one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from moderation.models.cases import Case, Source
from moderation.models.house_rules import HouseRule


class Measure(models.TextChoices):
    """What can be done (DSA article 17, 1)."""

    LEAVE = "leave", _("leave it as it is")
    ASK = "ask", _("ask to change it")
    LABEL = "label", _("put a note with it")
    HIDE = "hide", _("hide it")
    REMOVE = "remove", _("remove it for good")
    WARN = "warn", _("warn the person")
    LIMIT = "limit", _("limit the account for a time")
    SUSPEND = "suspend", _("suspend the account for a time")
    RESTORE = "restore", _("restore it")


# What takes something from somebody, and so needs a ground, facts and a way to appeal.
RESTRICTING = {
    Measure.ASK,
    Measure.LABEL,
    Measure.HIDE,
    Measure.REMOVE,
    Measure.WARN,
    Measure.LIMIT,
    Measure.SUSPEND,
}


class Law(models.TextChoices):
    """The laws a decision can rest on, as an article a resident can look up."""

    INSULT = "sr-266", _("insult (Criminal Code, article 266)")
    CHILD = "sr-252", _("sexual abuse of children (Criminal Code, article 252)")
    TERROR = "sr-83", _("terrorism (Criminal Code, article 83)")
    THREAT = "sr-285", _("threat (Criminal Code, article 285)")
    INCITEMENT = "sr-137d", _("incitement to hatred or violence (Criminal Code, article 137d)")
    GROUP_INSULT = "sr-137c", _("insult of a group (Criminal Code, article 137c)")
    PRIVACY = "avg-6", _("personal data without permission (GDPR, article 6)")
    COPYRIGHT = "aw-1", _("copyright (Copyright Act, article 1)")
    FRAUD = "sr-326", _("fraud (Criminal Code, article 326)")
    OTHER = "other", _("another law, named in the reasons")


class Decision(models.Model):
    """One decision: what, on which ground, on which facts. The database refuses to change or delete it.

    Something restricting rests on a house rule or a law. `before` is what the subject was like, to give exactly that
    back. `undoes` is the decision that this one takes back. `until` ends a measure for a time. `facts` are written for
    the author; `statement` is the whole statement of reasons as it was sent, in Dutch.
    """

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="decisions")
    measure = models.CharField(_("measure"), max_length=8, choices=Measure.choices)
    rule = models.ForeignKey(
        HouseRule, verbose_name=_("house rule"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    law = models.CharField(_("law"), max_length=10, choices=Law.choices, blank=True)
    facts = models.TextField(_("facts"), max_length=2_000, blank=True)
    source = models.CharField(_("source"), max_length=8, choices=Source.choices)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    before = models.JSONField(_("state before"), default=dict)
    undoes = models.OneToOneField(
        "self", verbose_name=_("takes back"), null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), on_delete=models.DO_NOTHING, db_constraint=False
    )
    decided_at = models.DateTimeField(_("decided at"), db_default=Now(), editable=False)
    statement = models.TextField(_("statement of reasons"), blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(measure__in=["leave", "restore"])
                | (Q(rule__isnull=False, law="") & ~Q(facts=""))
                | (Q(rule__isnull=True) & ~Q(law="") & ~Q(facts="")),
                name="what_restricts_has_one_ground_and_facts",
            ),
            models.CheckConstraint(
                condition=~Q(measure__in=["limit", "suspend"]) | Q(until__isnull=False),
                name="accounts_are_restricted_for_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "-id"], name="decisions_of_a_case"),
            models.Index(fields=["-decided_at", "-id"], name="decisions_by_time"),
            models.Index(fields=["decided_by", "-id"], name="decisions_of_a_moderator"),
        ]

    def __str__(self) -> str:
        """Give the number and what was decided."""
        return f"{self.pk} {self.measure}"

    @property
    def restricts(self) -> bool:
        """Whether it took something from somebody."""
        return self.measure in RESTRICTING


class Appeal(models.Model):
    """Somebody disagrees; a moderator who did not decide looks again and says why (DSA article 20)."""

    class State(models.TextChoices):
        """What came of it."""

        OPEN = "open", _("open")
        UPHELD = "upheld", _("the decision stands")
        GRANTED = "granted", _("the decision is taken back")

    decision = models.OneToOneField(
        Decision, verbose_name=_("decision"), on_delete=models.PROTECT, related_name="appeal"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), null=True, on_delete=models.SET_NULL, related_name="appeals"
    )
    text = models.TextField(_("why"), max_length=4_000)
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)
    due_on = models.DateField(_("answer at the latest on"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reasons = models.TextField(_("reasons"), max_length=4_000, blank=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | (Q(decided_at__isnull=False) & ~Q(state="open") & ~Q(reasons="")),
                name="decided_appeals_have_reasons",
            )
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(state="open"), name="appeals_to_decide")]

    def __str__(self) -> str:
        """Give the number."""
        return f"appeal {self.pk}"


class Restriction(models.Model):
    """What an account may not do for a time; over when `until` has passed or the decision was taken back."""

    class Kind(models.TextChoices):
        """How far it goes."""

        LIMITED = "limited", _("everything is checked before it appears")
        SUSPENDED = "suspended", _("nothing can be placed")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="restrictions"
    )
    kind = models.CharField(_("kind"), max_length=9, choices=Kind.choices)
    decision = models.OneToOneField(
        Decision, verbose_name=_("decision"), on_delete=models.PROTECT, related_name="restriction"
    )
    until = models.DateTimeField(_("until"))
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("restriction")
        verbose_name_plural = _("restrictions")
        indexes = [
            models.Index(fields=["person", "until"], condition=Q(lifted_at__isnull=True), name="restricted_people")
        ]

    def __str__(self) -> str:
        """Give the kind."""
        return self.kind
