"""Puts the consultations of `demo/consultations.json` into the demo: one in every stage, with hundreds of answers each.

Loaded by `manage.py demo` after the people and initiatives. Only ways of asking that are there get a part.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from consultations import actions, demo_answer, editing, keys, promising
from consultations.method import METHODS
from consultations.models import (
    Consultation,
    Part,
    Participation,
    Passage,
    Phase,
    Report,
    Response,
    Result,
    Step,
)
from consultations.models.taking_part import AgeGroup, Channel
from discussions.models import Comment
from places.models import Municipality
from promises.models import Office, Promise
from publications import landscapes
from publications.actions import keep_picture
from publications.models import Publication, StateChange
from themes.models import Theme

FILE = Path(__file__).parent / "demo" / "consultations.json"
ANSWERS = 300
FIELDS = ("title", "summary", "story", "can_change", "cannot_change", "level", "policy_phase")
# Who takes part online: the young stay behind, as they do in every consultation.
AGES = {
    AgeGroup.UNDER_18: 3,
    AgeGroup.UNDER_30: 9,
    AgeGroup.UNDER_45: 21,
    AgeGroup.UNDER_65: 37,
    AgeGroup.OVER_65: 25,
    AgeGroup.UNKNOWN: 5,
}
WITH_ACCOUNT = 0.25
ON_PAPER = 0.04
TELL_PLACE = 0.9


@transaction.atomic
def load(progress: Callable[[str], object]) -> None:
    """Load all of them, or nothing; does nothing when there are consultations already."""
    if Consultation.objects.exists():
        return
    rows: list[dict[str, Any]] = json.loads(FILE.read_text())
    made = [load_one(row) for row in rows]
    answers = sum(load_answers(part) for one in made for part in one.parts.select_related("phase", "consultation"))
    demo_answer.tie_all()
    progress(f"{len(made)} consultations, {answers} answers")


def person(login: str) -> User:
    """Give somebody of the demo."""
    return User.objects.get(email=f"{login}@demo.invalid")


def load_one(row: dict[str, Any]) -> Consultation:
    """Make one consultation, with its course as if the clock had kept it."""
    editor = person("redactie")
    official = person("griffie" if row["office"] == "Statengriffie" else "ambtenaar")
    now = timezone.localtime().replace(minute=0, second=0, microsecond=0)
    last = max(phase["from"] + phase["days"] for phase in row["phases"])
    consultation = actions.start(
        by=editor,
        theme=Theme.objects.get(slug=row["theme"]),
        official=official,
        office=office(row["office"]),
        answer_by=(now + timedelta(days=last + row["answer_after"])).date(),
        **{name: row[name] for name in FIELDS},
    )
    places = Municipality.objects.filter(slug__in=row["concerned"])
    editing.ask_in(consultation, set(places.values_list("pk", flat=True)))
    for planned in row["phases"]:
        load_phase(consultation, planned, now, editor)
    add_picture(consultation, row["picture"])
    keep_course(consultation, row, now)
    load_comments(consultation, row["comments"])
    if "answer" in row:
        load_answer(consultation, row["answer"], last, now)
    consultation.refresh_from_db()
    load_promise(consultation, (now + timedelta(days=last + 21)).date() if "answer" in row else None)
    return consultation


def office(name: str) -> Office:
    """Give the office of this name."""
    return Office.objects.get_or_create(name=name, defaults={"slug": slugify(name)})[0]


def load_promise(consultation: Consultation, answered_on: date | None) -> None:
    """Write what was promised when it was announced, kept if there is an answer."""
    if consultation.office is None or consultation.answer_by is None or consultation.stage == Consultation.Stage.DRAFT:
        return
    kept = {"status": Promise.Status.KEPT, "closed_on": answered_on} if answered_on else {}
    made = Promise.objects.create(
        publication=consultation,
        office=consultation.office,
        text=promising.words(),
        due_on=consultation.answer_by,
        made_by=consultation.author,
        **kept,
    )
    if not answered_on and consultation.answer_by < timezone.localdate():
        Promise.objects.filter(pk=made.pk).update(overdue_at=timezone.now())


def load_phase(consultation: Consultation, planned: dict[str, Any], now: datetime, editor: User) -> None:
    """Add a phase with its parts."""
    opens_at = (now + timedelta(days=planned["from"])).replace(hour=9)
    closes_at = (now + timedelta(days=planned["from"] + planned["days"])).replace(hour=17)
    phase = actions.add_phase(
        consultation,
        by=editor,
        title=planned["title"],
        text=planned["text"],
        opens_at=opens_at,
        closes_at=closes_at,
    )
    for part in planned["parts"]:
        if part["method"] in METHODS:
            actions.add_part(phase, by=editor, **part)


def add_picture(consultation: Consultation, row: dict[str, Any]) -> None:
    """Draw its picture and send it through the same door as an upload."""
    out = io.BytesIO()
    landscapes.raster(landscapes.scene(row["motif"], row["seed"]), 1600).save(out, "PNG", compress_level=1)
    picture = keep_picture(out, alt=row["alt"])
    picture.publication = consultation
    picture.save(update_fields=["publication"])


def keep_course(consultation: Consultation, row: dict[str, Any], now: datetime) -> None:
    """Write what announcing and the clock would have written on their days."""
    ends = consultation.phases.aggregate(first=Min("opens_at"), last=Max("closes_at"))
    at = min(now, ends["first"]) - timedelta(days=7)
    Publication.objects.filter(pk=consultation.pk).update(
        state=Publication.State.PUBLISHED, published_at=at, changed_at=at, created_at=at
    )
    StateChange.objects.create(publication=consultation, state=Publication.State.PUBLISHED, at=at)
    Consultation.objects.filter(pk=consultation.pk).update(stage=row["stage"])
    for phase in consultation.phases.all():
        if phase.opens_at <= now:
            is_over = phase.closes_at <= now
            Phase.objects.filter(pk=phase.pk).update(
                opened_at=phase.opens_at,
                reminded_at=phase.closes_at - timedelta(days=2) if is_over else None,
                closed_at=phase.closes_at if is_over else None,
                results_at=phase.closes_at if is_over else None,
            )
            Part.objects.filter(phase=phase).update(is_frozen=True)


def load_answer(consultation: Consultation, row: dict[str, Any], closed_in: int, now: datetime) -> None:
    """Write the answer as if it was published three weeks after closing, checked by a colleague."""
    at = now + timedelta(days=closed_in + 21)
    report = Report.objects.create(
        consultation=consultation,
        text=row["text"],
        outcome=row["outcome"],
        drafted_by=person("ambtenaar"),
        checked_by=person("griffie"),
        published_at=at,
    )
    Report.objects.filter(pk=report.pk).update(drafted_at=at - timedelta(days=3))
    for position, told in enumerate(row["passages"]):
        said = {name: told[name] for name in ("title", "text", "decision", "reason", "where")}
        passage = Passage.objects.create(report=report, position=position, **said)
        for step in told["steps"]:
            day = (now + timedelta(days=step["days"])).date()
            Step.objects.create(passage=passage, title=step["title"], due_on=day, done_on=day if step["done"] else None)


def load_comments(consultation: Consultation, texts: list[str]) -> None:
    """Let residents say something about it."""
    residents = User.objects.filter(is_staff=False, display_name__gt="").order_by("pk")
    at = timezone.now() - timedelta(days=5)
    rows = [
        Comment(publication=consultation, author=author, text=text, created_at=at + timedelta(hours=7 * number))
        for number, (author, text) in enumerate(zip(residents[consultation.pk % 5 :], texts, strict=False))
    ]
    Comment.objects.bulk_create(rows)
    Publication.objects.filter(pk=consultation.pk).update(comment_count=len(rows))


def load_answers(part: Part, count: int = ANSWERS) -> int:
    """Let so many people answer a part that opened, some with an account and a few on paper; gives how many did."""
    method = METHODS[part.method]
    chance = Random(f"{part.consultation.title}/{part.number}")
    people = list(User.objects.filter(is_staff=False, email__endswith="@demo.invalid").order_by("pk"))
    if part.phase.opened_at is None:
        return 0
    if not method.has_responses:
        method.fill_demo(part, people, chance)
        return 0
    chance.shuffle(people)
    rows = [participation(part, people, chance) for _ in range(count)]
    Participation.objects.bulk_create(rows)
    places = list(part.consultation.concerned.all()) or list(Municipality.objects.all())
    responses = [response(part, one, method.demo(part, chance), places, chance) for one in rows]
    Response.objects.bulk_create(responses)
    for one in responses:
        method.keep(part, one)
    method.fill_demo(part, people, chance)
    Result.objects.update_or_create(part=part, defaults={"is_due": True, "answers": count})
    return count


def participation(part: Part, people: list[User], chance: Random) -> Participation:
    """Make somebody who took part: by account, on paper, or with a code that nobody knows."""
    until = min(timezone.now(), part.phase.closes_at)
    sent_at = part.phase.opens_at + (until - part.phase.opens_at) * chance.betavariate(1.2, 1.6)
    row = Participation(part=part, sent_at=sent_at)
    draw = chance.random()
    if draw < WITH_ACCOUNT and people:
        row.person = people.pop()
    elif draw > 1 - ON_PAPER:
        row.channel = Channel.PAPER
    else:
        row.code_hash = keys.code_hash(keys.new_code())
    return row


def response(
    part: Part, taken: Participation, data: dict[str, Any], places: list[Municipality], chance: Random
) -> Response:
    """Make what they said."""
    age = chance.choices(list(AGES), weights=list(AGES.values()))[0]
    day = timezone.localtime(taken.sent_at).date()
    return Response(
        key=keys.response_key(taken.pk),
        part=part,
        state=Response.State.SENT,
        data=data,
        municipality=chance.choice(places) if chance.random() < TELL_PLACE else None,
        age_group=age,
        channel=taken.channel,
        changed_on=day,
    )
