"""Who may do what with an initiative.

The team carries an initiative together with its author: an organiser may do everything the author may, except withdraw
it and remove the author; a coordinator of helpers answers offers and posts updates.

A member of the team may support the initiative like everybody else, only the author may not: the author's own voice is
in the initiative itself, a member was once a supporter, and a count that dropped because somebody started to help would
be less honest than one that holds a few people who do more than support.
"""

from __future__ import annotations

from datetime import date

from accounts.models import User
from accounts.rules import Visitor, may_moderate
from initiatives.models import Answer, Course, Need, Offer, SignatureSheet, TeamMember, TeamRole, Update
from promises.rules import can_answer
from publications.models import Publication

# Enough for anybody with many plans, too few for a robot.
MOST_A_DAY = 5
MOST_IN_TEAM = 20
MOST_INVITATIONS = 10


def team_roles(initiative: Publication) -> dict[int, str]:
    """Give the role of every member of the team, asked once for an object; whoever loads the team attaches it."""
    attached: dict[str, dict[int, str]] = initiative.__dict__.setdefault("attached", {})
    if "team_roles" not in attached:
        rows = TeamMember.objects.filter(initiative_id=initiative.pk).values_list("person_id", "role")
        attached["team_roles"] = dict(rows)
    return attached["team_roles"]


def is_on_team(user: Visitor, initiative: Publication, *roles: TeamRole) -> bool:
    """Say whether this person carries the initiative: its author, or a member (with one of these roles)."""
    if not isinstance(user, User):
        return False
    if initiative.author_id == user.pk:
        return True
    role = team_roles(initiative).get(user.pk)
    return role is not None and (not roles or role in roles)


def can_edit(user: Visitor, initiative: Publication) -> bool:
    """The author and organisers change it as long as it is published; its author while it waits for a moderator."""
    if initiative.state == Publication.State.SUBMITTED:
        return speaks_for(user, initiative)
    return initiative.is_published and is_on_team(user, initiative, TeamRole.ORGANISER)


def speaks_for(user: Visitor, initiative: Publication) -> bool:
    """Say whether this person decides for an initiative, in whatever state it is."""
    return isinstance(user, User) and initiative.author_id == user.pk


def can_propose_merge(user: Visitor, gone: Publication, kept: Publication) -> bool:
    """Those behind one of the two, and moderators of both places, may propose that they become one."""
    if speaks_for(user, gone) or speaks_for(user, kept):
        return True
    return may_moderate(user, gone.municipality) and may_moderate(user, kept.municipality)


def can_go_on_elsewhere(course: Course | None) -> bool:
    """What was promised or answered has to stay where it can be followed, so such a page cannot go on in another."""
    return course is None or course.state in {Course.State.OPEN, Course.State.LAPSED}


def can_withdraw(user: Visitor, initiative: Publication) -> bool:
    """Only the author withdraws it, as long as it is published."""
    return isinstance(user, User) and initiative.author_id == user.pk and initiative.is_published


def can_see_history(user: Visitor, initiative: Publication) -> bool:
    """Everybody who may open the page sees how it was worded before."""
    return initiative.state in {Publication.State.PUBLISHED, Publication.State.WITHDRAWN, Publication.State.ARCHIVED}


def can_offer(user: Visitor, need: Need, initiative: Publication) -> bool:
    """Everybody with an account offers help on what is still needed, except the team itself."""
    return is_open(need, initiative) and isinstance(user, User) and not is_on_team(user, initiative)


def is_open(need: Need, initiative: Publication) -> bool:
    """Say whether help can be offered on a need at all."""
    return initiative.is_published and need.takes_offers and not need.is_full


def can_answer_offers(user: Visitor, initiative: Publication) -> bool:
    """The whole team answers offers, also after the initiative ended: helpers must never be left without a word."""
    return is_on_team(user, initiative)


def can_see_offer(user: Visitor, offer: Offer, initiative: Publication) -> bool:
    """An offer is between who made it and the team."""
    return isinstance(user, User) and (offer.person_id == user.pk or can_answer_offers(user, initiative))


def can_manage_team(user: Visitor, initiative: Publication) -> bool:
    """The author and organisers ask people into the team and out of it."""
    return initiative.is_published and can_edit(user, initiative)


def can_remove(user: Visitor, member: TeamMember, initiative: Publication) -> bool:
    """Everybody may leave; the author and organisers may remove others. The author is no member, so stays."""
    return isinstance(user, User) and (member.person_id == user.pk or can_manage_team(user, initiative))


def can_post_update(user: Visitor, initiative: Publication) -> bool:
    """The whole team tells followers how it goes."""
    return initiative.is_published and is_on_team(user, initiative)


def can_remove_update(user: Visitor, update: Update, initiative: Publication) -> bool:
    """Who wrote an update takes it back; so do the author and organisers."""
    if not isinstance(user, User):
        return False
    return update.author_id == user.pk or is_on_team(user, initiative, TeamRole.ORGANISER)


def can_check_answer(user: Visitor, answer: Answer) -> bool:
    """An answer is checked by an official who did not write it."""
    return can_answer(user) and isinstance(user, User) and answer.drafted_by_id != user.pk


def can_check_sheet(user: Visitor, sheet: SignatureSheet) -> bool:
    """Signatures are checked by an official who did not enter them."""
    return can_answer(user) and isinstance(user, User) and sheet.entered_by_id != user.pk


def can_archive(user: Visitor, initiative: Publication) -> bool:
    """Officials, and the moderators of the place, close what has gone quiet."""
    return initiative.is_published and (can_answer(user) or may_moderate(user, initiative.municipality))


def declares_in_time(course: Course, today: date) -> bool:
    """Support counts towards a threshold as long as the course is open, the last day of its term included."""
    in_term = course.ends_on is None or today <= course.ends_on
    return course.threshold > 0 and course.state == Course.State.OPEN and in_term
