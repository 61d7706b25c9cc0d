"""Loads who helps whom in the demo: numbers on needs, teams, offers with their conversations, and updates."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from accounts.models import User
from initiatives.models import Initiative, Need, Offer, OfferMessage, TeamMember, Update
from publications import landscapes
from publications.actions import keep_picture
from publications.models import Publication


def load_helping(rows: list[dict[str, Any]], people: dict[str, User], initiatives: list[Initiative]) -> dict[str, int]:
    """Load every row onto the initiative with its title; give the counts."""
    by_title = {one.title: one for one in initiatives}
    for row in rows:
        one = by_title[row["title"]]
        for member in row.get("team", []):
            person = people[member["person"]]
            TeamMember.objects.create(initiative=one, person=person, role=member["role"])
        load_offers(one, row, people)
        for update in row.get("updates", []):
            load_update(one, update, people)
        Publication.objects.filter(pk=one.pk).update(energy_due=True)
    return {"offers": Offer.objects.count(), "updates": Update.objects.count()}


def ago(days: float, chance: str) -> datetime:
    """Give a moment so many days ago, at an hour that people are awake."""
    day = timezone.localtime() - timedelta(days=days)
    return min(day.replace(hour=Random(chance).randint(8, 21), minute=Random(chance).randint(0, 59)), timezone.now())


def load_offers(one: Initiative, row: dict[str, Any], people: dict[str, User]) -> None:
    """Put numbers on the needs, and offers with their conversations."""
    for kind, wanted in row.get("needs", {}).items():
        Need.objects.filter(initiative=one, kind=kind).update(quantity=wanted["quantity"], unit=wanted["unit"])
    needs = {need.kind: need for need in one.needs.all()}
    for offer in row.get("offers", []):
        load_offer(needs[offer["kind"]], offer, people, one.author)
    for need in needs.values():
        counted = Offer.objects.counted().filter(need=need).aggregate(n=Sum("accepted"))["n"]
        Need.objects.filter(pk=need.pk).update(met=counted or 0)


def load_offer(need: Need, row: dict[str, Any], people: dict[str, User], author: User) -> None:
    """Make one offer as if it had gone its way on its days."""
    at, state = ago(row["days_ago"], row["text"]), Offer.State(row["state"])
    answered = at + timedelta(hours=20) if state not in {Offer.State.OFFERED, Offer.State.WITHDRAWN} else None
    offer = Offer.objects.create(
        need=need,
        person=people[row["person"]],
        text=row["text"],
        amount=row["amount"],
        accepted=row["amount"] if state in Offer.COUNTED else 0,
        is_anonymous=row.get("anonymous", False),
        state=state,
        created_at=at,
        answered_at=answered,
        done_at=at + timedelta(days=4) if state == Offer.State.DONE else None,
    )
    for number, line in enumerate(row.get("talk", []), start=1):
        writer = offer.person if line["by"] == "helper" else author
        OfferMessage.objects.create(offer=offer, author=writer, text=line["text"], at=at + timedelta(hours=20 * number))


def load_update(one: Initiative, row: dict[str, Any], people: dict[str, User]) -> None:
    """Make one update, with a drawn picture sent through the same door as an upload."""
    at, picture = ago(row["days_ago"], row["text"]), None
    if drawing := row.get("picture"):
        out = io.BytesIO()
        landscapes.raster(landscapes.scene(drawing["motif"], drawing["seed"]), 1600).save(out, "PNG", compress_level=1)
        picture = keep_picture(out, alt=drawing["alt"])
    author = people[row["by"]] if "by" in row else one.author
    Update.objects.create(
        initiative=one, author=author, text=row["text"], picture=picture, mail_day=timezone.localdate(at), at=at
    )
