"""Puts the demo content of `demo/` into an empty database: people, initiatives, pictures and support over time."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from accounts.actions import give_role
from accounts.models import Role, User
from accounts.permissions import sync_roles
from initiatives import (
    demo_conversations,
    demo_helping,
    demo_merge,
    demo_newsletters,
    demo_notices,
    demo_promises,
    energy_count,
)
from initiatives.actions import keep_version, word
from initiatives.content import Content
from initiatives.models import Initiative
from moderation import demo as demo_cases
from moderation.waves import demo as demo_waves
from places.models import Municipality
from publications import landscapes, overview
from publications.actions import free_slug, keep_picture, next_reference
from publications.models import Publication, StateChange
from themes.models import Theme
from voting.models import Support

DATA = Path(__file__).parent / "demo"
DOMAIN = "demo.invalid"
# People who only support: they have an account and no name, as most residents on a real site.
QUIET = 190
# What somebody with many accounts supports.
WAVE = "Vierkante meter veen"


def read(name: str) -> list[dict[str, Any]]:
    """Read one file of the demo."""
    rows: list[dict[str, Any]] = json.loads((DATA / name).read_text())
    return rows


@transaction.atomic
def load(progress: Callable[[str], object]) -> dict[str, int]:
    """Load everything, or nothing; give the counts."""
    places = {one.cbs_code: one for one in Municipality.objects.all()}
    sync_roles()
    people = load_people(places)
    progress(f"{len(people)} people")
    rows = [row for file in sorted(DATA.glob("initiatives*.json")) for row in read(file.name)]
    rows.append(demo_merge.read()["gone"])
    rows.sort(key=lambda row: -row["days_ago"])
    themes = {one.slug: one for one in Theme.objects.all()}
    initiatives = []
    for number, row in enumerate(rows, start=1):
        initiatives.append(load_initiative(row, people, places, themes))
        if number % 10 == 0 or number == len(rows):
            progress(f"{number} of {len(rows)} initiatives")
    supports = sum(load_support(one, row, people) for one, row in zip(initiatives, rows, strict=True))
    by_title = {one.title: one for one in initiatives}
    comments = demo_conversations.load_conversations(by_title, people)
    progress(f"{comments} comments")
    helping = demo_helping.load_helping(read("helping.json"), people, initiatives)
    demo_promises.load(read("promises.json"), initiatives, places)
    demo_merge.load_merge(by_title)
    cases = demo_cases.load(by_title, people)
    progress(f"{cases} cases for moderators")
    supports += demo_waves.load(by_title[WAVE])
    readers = demo_newsletters.load(read("newsletters.json"), people, by_title)
    progress(f"{readers} readers of the newsletter")
    progress(f"{demo_notices.load()} notices")
    energy_count.recount_due()
    overview.make()
    counts = {"people": len(people), "initiatives": len(initiatives), "supports": supports, "comments": comments}
    return {**counts, **helping}


def load_people(places: dict[str, Municipality]) -> dict[str, User]:
    """Make the residents, the staff with their roles, and the quiet ones."""
    rows = read("residents.json")
    staff = read("staff.json")
    quiet = [{"email": f"stil{number:03d}", "display_name": "", "postcode": ""} for number in range(QUIET)]
    people = {}
    for row in [*rows, *staff, *quiet]:
        name = row["email"].partition("@")[0]
        if name not in people:
            people[name] = person(row, name, places)
    User.objects.bulk_create(people.values())
    EmailAddress.objects.bulk_create(
        EmailAddress(user=one, email=one.email, verified=True, primary=True) for one in people.values()
    )
    for row in staff:
        if row.get("role") in Role.values:
            here = [places[row["municipality"]]] if row.get("municipality") else []
            give_role(people[row["email"].partition("@")[0]], role=Role(row["role"]), by=None, municipalities=here)
    return people


def person(row: dict[str, Any], name: str, places: dict[str, Municipality]) -> User:
    """Make one person who signs in by code."""
    user = User(
        email=f"{name}@{DOMAIN}",
        display_name=row.get("display_name") or "",
        postcode=str(row.get("postcode") or ""),
        municipality=places.get(row.get("municipality") or ""),
        joined_at=timezone.now() - timedelta(days=420),
    )
    user.set_unusable_password()
    return user


def load_initiative(
    row: dict[str, Any], people: dict[str, User], places: dict[str, Municipality], themes: dict[str, Theme]
) -> Initiative:
    """Make one initiative as if it had been published on its day."""
    content = Content(
        title=row["title"],
        summary=row["summary"],
        story=row["story"],
        theme=themes[row["theme"]],
        municipality=places[row["municipality"]],
        place_label=row.get("place_label") or "",
        lat=row.get("lat"),
        lon=row.get("lon"),
        ask=row.get("ask") or "",
        needs={need["kind"]: need["text"] for need in row["needs"]},
    )
    at = timezone.now() - timedelta(days=row["days_ago"], hours=Random(row["title"]).uniform(1, 12))
    reference = next_reference()
    initiative = Initiative(
        kind=Publication.Kind.INITIATIVE,
        reference=reference,
        slug=free_slug(Publication.Kind.INITIATIVE, content.title, reference),
        author=people[row["author"]],
        state=row["state"],
        created_at=at,
        published_at=at,
        changed_at=at,
        energy_due=True,
    )
    word(initiative, content)
    initiative.save()
    keep_version(initiative, content, by=initiative.author)
    initiative.revisions.update(at=at)
    tell_course(initiative, row, at)
    if row.get("picture"):
        add_picture(initiative, row["picture"])
    return initiative


def tell_course(initiative: Initiative, row: dict[str, Any], at: datetime) -> None:
    """Write its timeline."""
    StateChange.objects.create(publication=initiative, state=Publication.State.PUBLISHED, at=at)
    if initiative.state != Publication.State.PUBLISHED:
        later = at + (timezone.now() - at) * 0.7
        StateChange.objects.create(
            publication=initiative, state=initiative.state, at=later, note=row.get("state_note") or ""
        )


def add_picture(initiative: Initiative, row: dict[str, Any]) -> None:
    """Draw its picture and send it through the same door as an upload."""
    out = io.BytesIO()
    landscapes.raster(landscapes.scene(row["motif"], row["seed"]), 1600).save(out, "PNG", compress_level=1)
    picture = keep_picture(out, alt=row["alt"])
    picture.publication = initiative
    picture.save(update_fields=["publication"])


def load_support(initiative: Initiative, row: dict[str, Any], people: dict[str, User]) -> int:
    """Spread its supporters over time: `recent_share` of them in the last three weeks."""
    pattern = row["support_pattern"]
    chance = Random(f"{initiative.title}/support")
    others = [one for one in people.values() if one.pk != initiative.author_id]
    age = (timezone.now() - initiative.published_at).total_seconds() if initiative.published_at else 0.0
    rows = []
    for supporter in chance.sample(others, min(pattern["total"], len(others))):
        recent = chance.random() < pattern["recent_share"]
        ago = chance.uniform(0, min(age, 21 * 86_400)) if recent else age * chance.betavariate(2, 1.2)
        rows.append(
            Support(publication=initiative, person=supporter, created_at=timezone.now() - timedelta(seconds=ago))
        )
    Support.objects.bulk_create(rows)
    Publication.objects.filter(pk=initiative.pk).update(support_count=len(rows), energy_due=True)
    return len(rows)
