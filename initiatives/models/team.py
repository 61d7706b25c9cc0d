"""The people who carry an initiative together with its author, and how they were asked."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from initiatives.models.initiative import Initiative


class TeamRole(models.TextChoices):
    """What a member of the team may do; the author is no member but more than all of them."""

    ORGANISER = "organiser", _("organiser")
    COORDINATOR = "coordinator", _("coordinator of helpers")


class TeamMember(models.Model):
    """Somebody who carries an initiative together with its author."""

    initiative = models.ForeignKey(
        Initiative, verbose_name=_("initiative"), on_delete=models.CASCADE, related_name="team"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="teams"
    )
    role = models.CharField(_("role"), max_length=11, choices=TeamRole.choices)
    since = models.DateTimeField(_("since"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["initiative", "person"], name="once_in_a_team")]

    def __str__(self) -> str:
        """Give the role."""
        return self.get_role_display()


class Invitation(models.Model):
    """An invitation into a team, by e-mail. The link in that mail holds its number, signed; it works once.

    The address is kept only until the invitation is answered, taken back or run out.
    """

    class State(models.TextChoices):
        """Where an invitation is."""

        OPEN = "open", _("waits for an answer")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        CANCELLED = "cancelled", _("taken back")

    initiative = models.ForeignKey(
        Initiative, verbose_name=_("initiative"), on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    role = models.CharField(_("role"), max_length=11, choices=TeamRole.choices)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("invited by"), on_delete=models.CASCADE, related_name="+"
    )
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.OPEN, editable=False)
    created_at = models.DateTimeField(_("invited at"), db_default=Now(), editable=False)
    expires_at = models.DateTimeField(_("works until"))

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                "initiative",
                Lower("email"),
                condition=Q(state="open"),
                name="one_open_invitation_per_address",
            ),
            models.CheckConstraint(
                condition=Q(state="open") & ~Q(email="") | ~Q(state="open") & Q(email=""),
                name="address_kept_only_while_open",
            ),
        ]

    def __str__(self) -> str:
        """Give the number, never the address."""
        return f"#{self.pk}"
