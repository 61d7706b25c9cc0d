"""Ties the answers of the province in the demo to what was said: subjects, and a few quotes that everybody reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.models import User
from consultations import remarks, results, tags
from consultations.models import Passage, Quote, Remark, Report, Tag, Tagging

FILE = Path(__file__).parent / "demo" / "subjects.json"
# So many answers to a subject, of which everybody reads a few.
MOST_TAGGED, MOST_SHOWN = 40, 2


@transaction.atomic
def tie_all() -> int:
    """Tie every answer of `demo/subjects.json` that is there; gives how many decisions. Twice is once."""
    subjects: dict[str, dict[str, Any]] = json.loads(FILE.read_text())
    done = 0
    for report in Report.objects.filter(consultation__title__in=subjects).select_related("consultation", "drafted_by"):
        for part in report.consultation.parts.select_related("consultation", "phase"):
            remarks.lay_out(results.refresh(part))
        found = subjects[report.consultation.title]
        for passage in report.passages.filter(title__in=found):
            passage.report = report
            tie(passage, by=report.drafted_by, **found[passage.title])
            done += 1
    return done


def tie(passage: Passage, *, by: User, tag: str, words: list[str]) -> None:
    """Give a subject to the answers in which one of its words is, and quote the first that hold nothing personal."""
    consultation = passage.report.consultation
    subject, _is_new = Tag.objects.get_or_create(consultation=consultation, name=tag)
    passage.tags.add(subject)
    said = Remark.objects.filter(part__consultation=consultation, response__state="sent").order_by("text", "pk")
    about = [one for one in said if any(word in one.text.lower() for word in words)][:MOST_TAGGED]
    Tagging.objects.bulk_create([Tagging(remark=one, tag=subject, by=by) for one in about], ignore_conflicts=True)
    clean = {one.text: one for one in reversed(about) if not tags.personal_pieces(one.text)}
    shown = sorted(clean.values(), key=lambda one: len(one.text))[:MOST_SHOWN]
    quotes = [Quote(passage=passage, remark=one, is_shown=True) for one in shown]
    Quote.objects.bulk_create(quotes, ignore_conflicts=True)
