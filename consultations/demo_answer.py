"""Puts the answer of the province into the demo, with subjects and quotes, and the steps that follow.

Loaded after the consultations and their answers. Nobody is told: it was published weeks ago.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from consultations import remarks, results, tags
from consultations.models import Consultation, Passage, Quote, Remark, Report, Step, Tag, Tagging

FILE = Path(__file__).parent / "demo" / "answer.json"
# So many answers to a subject, of which everybody reads a few.
MOST_TAGGED, MOST_SHOWN = 40, 2
ANSWERED_DAYS_AGO = 30


@transaction.atomic
def load() -> Report | None:
    """Write it, once; None when its consultation is not in the demo."""
    row: dict[str, Any] = json.loads(FILE.read_text())
    consultation = Consultation.objects.filter(title=row["title"]).first()
    if consultation is None:
        return None
    if found := Report.objects.filter(consultation=consultation).first():
        return found
    writer, checker = (User.objects.get(email=f"{login}@demo.invalid") for login in ("ambtenaar", "griffie"))
    for part in consultation.parts.select_related("consultation", "phase"):
        remarks.lay_out(results.refresh(part))
    at = timezone.now() - timedelta(days=ANSWERED_DAYS_AGO)
    report = Report.objects.create(
        consultation=consultation,
        text=row["text"],
        outcome=row["outcome"],
        version=len(row["passages"]) + 1,
        drafted_by=writer,
        drafted_at=at - timedelta(days=2),
        checked_by=checker,
        published_at=at,
    )
    for position, passage in enumerate(row["passages"], start=1):
        write_passage(report, passage, position, writer)
    return report


def write_passage(report: Report, row: dict[str, Any], position: int, by: User) -> None:
    """Write one decision, tied to answers in which one of its words is."""
    names = ("title", "text", "decision", "reason", "where")
    fields = {name: row.get(name, "") for name in names}
    passage = Passage.objects.create(report=report, position=position, **fields)
    tag, _is_new = Tag.objects.get_or_create(consultation=report.consultation, name=row["tag"])
    passage.tags.add(tag)
    about = [one for one in said_in(report.consultation) if any(word in one.text.lower() for word in row["words"])]
    Tagging.objects.bulk_create([Tagging(remark=one, tag=tag, by=by) for one in about[:MOST_TAGGED]])
    clean = {one.text: one for one in about if not tags.personal_pieces(one.text)}
    shown = list(clean.values())[:MOST_SHOWN]
    Quote.objects.bulk_create([Quote(passage=passage, remark=one, is_shown=True) for one in shown])
    today = timezone.localdate()
    for step in row.get("steps", ()):
        done_on = today + timedelta(days=step["done"]) if "done" in step else None
        Step.objects.create(
            passage=passage, title=step["title"], due_on=today + timedelta(days=step["days"]), done_on=done_on
        )


def said_in(consultation: Consultation) -> list[Remark]:
    """Give what was said in a consultation, in a steady order."""
    rows = Remark.objects.filter(part__consultation=consultation, response__state="sent")
    return list(rows.order_by("text", "pk"))
