"""Asking people into the team and out of it."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions import welcome
from accounts.models import User
from foundation import audit
from foundation.errors import NotAllowed, Refused
from initiatives import rules
from initiatives.models import Initiative, Invitation, TeamMember, TeamRole
from notifications.catalogue import EventKind
from notifications.catalogue import initiatives as events
from notifications.telling import tell
from publications.models import Publication

SALT = "initiatives.team"
WORKS = timedelta(days=14)
State = Invitation.State


def team_of(initiative: Publication) -> list[TeamMember]:
    """Give the members, in the order they came; asked once for an object, and rules then know their roles too."""
    attached = initiative.__dict__.setdefault("attached", {})
    if "team" not in attached:
        # A page that asked beforehand whether there is a team (`has_team`) does not ask who is in none.
        asks = getattr(initiative, "has_team", True)
        rows = TeamMember.objects.filter(initiative_id=initiative.pk).select_related("person") if asks else []
        attached["team"] = list(rows)
        attached["team_roles"] = {one.person_id: one.role for one in attached["team"]}
    members: list[TeamMember] = attached["team"]
    return members


def team_ids(initiative: Publication) -> set[int]:
    """Give who carries the initiative, the author included: for a badge beside what they say."""
    return {initiative.author_id, *(one.person_id for one in team_of(initiative))}


def token_of(invitation: Invitation) -> str:
    """Give what stands in the link of an invitation."""
    return signing.dumps(invitation.pk, salt=SALT)


def invitation_of(token: str) -> Invitation | None:
    """Find the invitation of a link; None when we did not make it, or it was answered or ran out."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=WORKS)
    except signing.BadSignature:
        return None
    rows = Invitation.objects.select_related("initiative", "invited_by")
    return rows.filter(pk=pk, state=State.OPEN, expires_at__gt=timezone.now()).first()


@transaction.atomic
def invite(initiative: Initiative, *, by: User, email: str, role: TeamRole) -> Invitation:
    """Ask somebody into the team by e-mail; asking again sends a new link and the old one stops working.

    Whether the address has an account shows nowhere. Raises Refused when there are too many, or they are in already.
    """
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    if not rules.can_manage_team(by, publication):
        raise NotAllowed(_("Only the author and organisers ask people into the team."))
    email = email.strip().lower()
    if is_in(email, publication):
        raise Refused(_("This person is in the team already."))
    Invitation.objects.filter(initiative=initiative, email=email, state=State.OPEN).update(
        state=State.CANCELLED, email=""
    )
    if Invitation.objects.filter(initiative=initiative, state=State.OPEN).count() >= rules.MOST_INVITATIONS:
        raise Refused(_("Ten invitations wait for an answer. Take one back first."))
    if len(rules.team_roles(publication)) >= rules.MOST_IN_TEAM:
        raise Refused(_("The team is full: twenty people is the most."))
    invitation = Invitation.objects.create(
        initiative=initiative, email=email, role=role, invited_by=by, expires_at=timezone.now() + WORKS
    )
    audit.record("team.invited", actor=by, subject=publication, role=role.value, invitation=invitation.pk)
    tell(
        events.TEAM_INVITED,
        key=invitation.pk,
        about=publication,
        people=[welcome(email)],
        who=by.public_name,
        role=role.value,
        path=reverse("initiatives:invitation", args=[token_of(invitation)]),
    )
    return invitation


def is_in(email: str, publication: Publication) -> bool:
    """Say whether the person with this address carries the initiative already."""
    member = Q(pk=publication.author_id) | Q(teams__initiative=publication.pk)
    return User.objects.filter(member, email=email).exists()


@transaction.atomic
def join(invitation: Invitation, *, by: User) -> TeamMember:
    """Accept an invitation. Whoever holds the link may, so that an invitation also reaches who uses another address.

    Raises Refused when it was answered or ran out, and for the author.
    """
    publication, invitation = lock(invitation)
    if publication.author_id == by.pk:
        raise Refused(_("This is your own initiative: you need no invitation."))
    if not publication.is_published:
        raise Refused(_("This initiative has ended, so its team takes no new people."))
    close(invitation, State.ACCEPTED)
    member, _made = TeamMember.objects.update_or_create(
        initiative_id=publication.pk, person=by, defaults={"role": invitation.role}
    )
    audit.record("team.joined", actor=by, subject=publication, role=member.role)
    tell_one(events.TEAM_JOINED, invitation.invited_by, by, publication, number=invitation.pk)
    return member


@transaction.atomic
def refuse(invitation: Invitation, *, by: User | None = None) -> None:
    """Decline an invitation; who asked hears it. No account is needed for a no."""
    publication, invitation = lock(invitation)
    close(invitation, State.DECLINED)
    audit.record("team.declined", actor=by, subject=publication, invitation=invitation.pk)
    tell_one(events.TEAM_DECLINED, invitation.invited_by, None, publication, number=invitation.pk)


@transaction.atomic
def cancel(invitation: Invitation, *, by: User) -> None:
    """Take an invitation back; its link stops working."""
    publication, invitation = lock(invitation)
    if not rules.can_manage_team(by, publication):
        raise NotAllowed(_("Only the author and organisers ask people into the team."))
    close(invitation, State.CANCELLED)
    audit.record("team.cancelled", actor=by, subject=publication, invitation=invitation.pk)


def lock(invitation: Invitation) -> tuple[Publication, Invitation]:
    """Lock the publication, then the invitation, which must still wait for an answer."""
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=invitation.initiative_id)
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("invited_by").get(pk=invitation.pk)
    if invitation.state != State.OPEN or invitation.expires_at <= timezone.now():
        raise Refused(_("This invitation was answered already, taken back, or it is older than 14 days."))
    return publication, invitation


def close(invitation: Invitation, state: Invitation.State) -> None:
    """End an invitation, and forget the address it went to."""
    Invitation.objects.filter(pk=invitation.pk).update(state=state, email="")


@transaction.atomic
def remove(member: TeamMember, *, by: User) -> None:
    """Leave the team, or take somebody out of it. Doing it twice is the same as once."""
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=member.initiative_id)
    if not rules.can_remove(by, member, publication):
        raise NotAllowed(_("Only the author and organisers take somebody out of the team."))
    gone, _per_model = TeamMember.objects.filter(pk=member.pk).delete()
    if not gone:
        return
    left = member.person_id == by.pk
    audit.record("team.left" if left else "team.removed", actor=by, subject=publication, person=member.person_id)
    told = publication.author if left else member.person
    kind = events.TEAM_LEFT if left else events.TEAM_REMOVED
    tell_one(kind, told, member.person, publication, number=member.pk)


def tell_one(kind: EventKind, person: User, who: User | None, publication: Publication, *, number: int) -> None:
    """Tell one person what happened in the team."""
    tell(kind, key=number, about=publication, people=[person], who=who.public_name if who else "")


def forget_stale_invitations() -> int:
    """Close invitations that ran out, so that their addresses are forgotten."""
    stale = Invitation.objects.filter(state=State.OPEN, expires_at__lte=timezone.now())
    return stale.update(state=State.CANCELLED, email="")


def has_run_out(invitation: Invitation) -> bool:
    """Say whether its link stopped working."""
    return invitation.expires_at <= timezone.now()
