"""Gives some initiatives of the demo a course: thresholds, promises kept and not kept, and what came of them."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from accounts.models import Role, User
from foundation import clock
from initiatives import courses, thresholds
from initiatives.models import (
    Answer,
    ClosingReport,
    Course,
    CourseStep,
    Declaration,
    Initiative,
    Kind,
    Milestone,
    SignatureSheet,
)
from places.models import Municipality
from promises.models import Office, Promise
from voting.models import Support

S = Course.State
# How many of those who chose a name for the site show it with their support.
NAMED = 0.5
# Enough of a file to be opened.
SCAN = b"%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"


def load(rows: list[dict[str, Any]], initiatives: list[Initiative], places: dict[str, Municipality]) -> int:
    """Write the courses; every initiative of the file must be there."""
    by_title = {one.title: one for one in initiatives}
    Office.objects.get_or_create(slug="openbaar-vervoer", defaults={"name": "Openbaar vervoer"})
    officials = list(User.objects.filter(groups__name=Role.OFFICIAL.value).order_by("pk")[:2])
    for row in rows:
        tell(by_title[row["title"]], row, officials, places)
    return len(rows)


def tell(initiative: Initiative, row: dict[str, Any], officials: list[User], places: dict[str, Municipality]) -> None:
    """Write one course as it went, on its days."""
    today = clock.today()
    course = Course.objects.create(
        initiative=initiative,
        kind=Kind.objects.get(slug=row["kind"]),
        threshold=row.get("threshold", 0),
        ends_on=today + timedelta(days=row["term_days"] - 30) if "term_days" in row else None,
    )
    declare(initiative, row, places)
    for sheet in row.get("paper", []):
        add_sheet(initiative, sheet, officials, places)
    thresholds.recount(course)
    if "promise" in row:
        made = promise(course, row, officials[0])
        if "answer" in row:
            answer(course, made, row["answer"], officials)
            follow_up(course, row, officials[0])


def declare(initiative: Initiative, row: dict[str, Any], places: dict[str, Municipality]) -> None:
    """Let some supporters show their name, and a share of them count."""
    chance = Random(f"{initiative.title}/named")
    given = list(Support.objects.filter(publication=initiative).select_related("person"))
    named = [one.pk for one in given if one.person.display_name and chance.random() < NAMED]
    Support.objects.filter(pk__in=named).update(is_named=True)
    share = row.get("declared", 0)
    homes = list(places.values())
    Declaration.objects.bulk_create(
        Declaration(
            support=one,
            age_16=True,
            lives_in_province=True,
            municipality=one.person.municipality or chance.choice(homes),
            declared_at=one.created_at,
        )
        for one in given
        if chance.random() < share
    )


def add_sheet(
    initiative: Initiative, sheet: dict[str, Any], officials: list[User], places: dict[str, Municipality]
) -> None:
    """Enter signatures on paper, checked by the other official."""
    name = storages["private"].save(f"signatures/demo-{initiative.pk}-{sheet['municipality']}.pdf", ContentFile(SCAN))
    SignatureSheet.objects.create(
        initiative=initiative,
        municipality=places[sheet["municipality"]],
        number=sheet["number"],
        scan=name,
        entered_by=officials[0],
        verdict=SignatureSheet.Verdict.RIGHT,
        checked_by=officials[1],
        checked_at=timezone.now(),
    )


def move(course: Course, state: Course.State, days_ago: int, reason: str, by: User | None) -> None:
    """Take a step of the table on a day that has gone by."""
    assert state in courses.NEXT[course.state], f"{course.state} to {state}"
    at = timezone.now() - timedelta(days=days_ago)
    CourseStep.objects.create(course=course, came_from=course.state, state=state, at=at, actor=by, reason=reason[:500])
    course.state = state
    course.save(update_fields=["state"])


def promise(course: Course, row: dict[str, Any], official: User) -> Promise:
    """Promise an answer: because there is enough support, or because an official chose to."""
    told, office = row["promise"], Office.objects.get(slug=row["promise"]["office"])
    reached = course.threshold > 0
    if reached:
        reason = f"{course.online} online en {course.paper} op papier; {course.threshold} waren nodig."
        move(course, S.REACHED, told["made_days_ago"], reason, None)
    move(course, S.OWED, told["made_days_ago"], f"Antwoord beloofd door {office.name}.", None if reached else official)
    return Promise.objects.create(
        publication_id=course.pk,
        office=office,
        text=told.get("text") or course.kind.promise,
        due_on=clock.today() + timedelta(days=told["due_in_days"]),
        made_at=timezone.now() - timedelta(days=told["made_days_ago"]),
        made_by=None if reached else official,
    )


def answer(course: Course, made: Promise, told: dict[str, Any], officials: list[User]) -> None:
    """Keep the promise."""
    at = timezone.now() - timedelta(days=told["days_ago"])
    Answer.objects.create(
        promise=made,
        outcome=told["outcome"],
        reasons=told["reasons"],
        drafted_by=officials[0],
        drafted_at=at,
        checked_by=officials[1],
        published_at=at,
    )
    made.status, made.closed_on = Promise.Status.KEPT, clock.today() - timedelta(days=told["days_ago"])
    made.save(update_fields=["status", "closed_on"])
    move(course, S(told["outcome"]), told["days_ago"], told["reasons"], officials[1])


def follow_up(course: Course, row: dict[str, Any], official: User) -> None:
    """Write the milestones and the closing report."""
    today = clock.today()
    for number, one in enumerate(row.get("milestones", [])):
        if number == 0:
            move(course, S.DOING, row["answer"]["days_ago"] - 2, f"De eerste mijlpaal: {one['title']}", official)
        done = today - timedelta(days=one["done_days_ago"]) if "done_days_ago" in one else None
        Milestone.objects.create(
            initiative_id=course.pk,
            title=one["title"],
            due_on=today + timedelta(days=one["due_in_days"]),
            done_on=done,
            note=one.get("note", ""),
        )
    if "report" in row:
        told = row["report"]
        move(course, S.DONE, told["days_ago"], "Het slotverslag vertelt wat ervan is geworden.", official)
        at = timezone.now() - timedelta(days=told["days_ago"])
        ClosingReport.objects.create(initiative_id=course.pk, text=told["text"], written_by=official, written_at=at)
