"""What the page of an initiative shows about helping, the team and its updates, in one query for each."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from django.db.models import Count, Min, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from initiatives import coach, glance, rules
from initiatives.models import Initiative, Need, Offer, Update
from initiatives.team import team_of

NEWEST = 3
NAMES = 12


def helping_context(request: HttpRequest, initiative: Initiative) -> dict[str, object]:
    """Give what is needed, who helps with what by name, and what this reader may do about it."""
    needs = glance.needs_of(initiative)
    names = helpers_of(needs)
    mine = my_offers(request, needs)
    for need in needs:
        need.__dict__["helpers"] = names[need.pk]
        need.__dict__["can_offer"] = rules.is_open(need, initiative) and not rules.is_on_team(request.user, initiative)
        need.__dict__["mine"] = mine.get(need.pk)
    return {"needs": needs, "on_team": rules.is_on_team(request.user, initiative)}


def helpers_of(needs: list[Need]) -> defaultdict[int, list[str]]:
    """Give, per need, the names of those who help; who wants no name on the page has none here."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    if any(need.met for need in needs):
        rows = Offer.objects.counted().filter(need__in=[need.pk for need in needs if need.met], is_anonymous=False)
        for need, name in rows.exclude(person__display_name="").values_list("need", "person__display_name")[:200]:
            if len(names[need]) < NAMES:
                names[need].append(name)
    return names


def my_offers(request: HttpRequest, needs: list[Need]) -> dict[int, Offer]:
    """Give this person's own open offers, by need."""
    if not isinstance(request.user, User) or not needs or not glance.has(needs[0].initiative, "has_own_offers"):
        return {}
    return {one.need_id: one for one in Offer.objects.filter(need__in=needs, person=request.user, state__in=Offer.OPEN)}


def team_context(request: HttpRequest, initiative: Initiative) -> dict[str, object]:
    """Give who carries it, and whether this reader may change that."""
    return {
        "team": team_of(initiative),
        "can_manage_team": rules.can_manage_team(request.user, initiative),
    }


def updates_context(request: HttpRequest, initiative: Initiative) -> dict[str, object]:
    """Give the newest updates, and whether there are more on their own page."""
    if not glance.has(initiative, "has_updates"):
        return {
            "updates": [],
            "has_more_updates": False,
            "can_post_update": rules.can_post_update(request.user, initiative),
        }
    found = list(Update.objects.filter(initiative=initiative).visible_to(request.user).for_page()[: NEWEST + 1])
    return {
        "updates": found[:NEWEST],
        "has_more_updates": len(found) > NEWEST,
        "can_post_update": rules.can_post_update(request.user, initiative),
    }


def coach_context(
    request: HttpRequest, initiative: Initiative, needs: list[Need], updates: list[Update]
) -> dict[str, object]:
    """Give the next best steps to the team, and nothing to anybody else."""
    if not (initiative.is_published and rules.is_on_team(request.user, initiative)):
        return {}
    facts = facts_of(initiative, needs, updates)
    may_edit = rules.can_edit(request.user, initiative)
    # What a coordinator may not do is no advice for a coordinator.
    closed = set() if may_edit else {coach.Goal.EDIT, coach.Goal.TEAM}
    steps = [step for step in coach.next_steps(facts) if step.goal not in closed]
    return {
        "coach": [
            {"step": step, "url": address(step.goal, initiative), "is_edit": step.goal is coach.Goal.EDIT}
            for step in steps
        ],
        "offers_waiting": facts.offers_waiting,
    }


def facts_of(initiative: Initiative, needs: list[Need], updates: list[Update]) -> coach.Facts:
    """Read how an initiative stands, with one query more than the page takes already."""
    now = timezone.now()
    offers = Offer.objects.of(initiative).aggregate(
        waiting=Count("pk", filter=Q(state=Offer.State.OFFERED)),
        oldest=Min("created_at", filter=Q(state=Offer.State.OFFERED)),
        long_ago=Count(
            "pk", filter=Q(state=Offer.State.ACCEPTED, answered_at__lt=now - timedelta(days=coach.HELP_TAKES))
        ),
    )
    return coach.Facts(
        has_picture=initiative.picture is not None,
        needs=len(needs),
        needs_without_number=sum(need.takes_offers and need.quantity is None for need in needs),
        supporters=initiative.support_count,
        team=len(team_of(initiative)),
        age=(now - initiative.published_at).days if initiative.published_at else 0,
        update_age=(now - updates[0].at).days if updates else None,
        offers_waiting=offers["waiting"],
        oldest_offer=(now - offers["oldest"]).days if offers["oldest"] else 0,
        accepted_long_ago=offers["long_ago"],
    )


def address(goal: coach.Goal, initiative: Initiative) -> str:
    """Give where a step leads."""
    if goal is coach.Goal.SHARE:
        return "#share"
    names = {
        coach.Goal.OFFERS: "initiatives:offers",
        coach.Goal.EDIT: "initiatives:edit",
        coach.Goal.UPDATE: "initiatives:new_update",
        coach.Goal.TEAM: "initiatives:team",
        coach.Goal.POSTER: "initiatives:poster",
    }
    return reverse(names[goal], args=[initiative.slug])


def growing_context(request: HttpRequest, initiative: Initiative) -> dict[str, object]:
    """Give everything of this module for the page of an initiative."""
    # The team first: it tells the rules everybody's role, so that nothing asks for it again.
    team = team_context(request, initiative)
    helping = helping_context(request, initiative)
    updates = updates_context(request, initiative)
    found_needs, found_updates = helping["needs"], updates["updates"]
    assert isinstance(found_needs, list)
    assert isinstance(found_updates, list)
    return {**team, **helping, **updates, **coach_context(request, initiative, found_needs, found_updates)}
