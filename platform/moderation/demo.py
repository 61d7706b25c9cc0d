"""Puts the cases of `demo.json` into the demo: what waits, what is late, what was decided, appealed and taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import F
from django.utils import timezone

from accounts.models import User
from discussions.models import Comment
from moderation import deciding, notes, opening, rules, statements, subjects
from moderation.models import Appeal, Case, CaseNote, Decision, HouseRule, Measure, Report, Restriction, Source
from moderation.opening import Seen
from publications.models import Publication

FILE = Path(__file__).parent / "demo.json"
DOMAIN = "demo.invalid"


def load(publications: Mapping[str, Publication], people: Mapping[str, User]) -> int:
    """Write every case with the content it is about; give how many there are. `publications` are by title."""
    told = json.loads(FILE.read_text())
    troubled = {login: newcomer(login, name) for login, name in told["people"].items()}
    first, second = people["moderator"], people["moderator.zwolle"]
    now = timezone.now()
    for number, row in enumerate(told["cases"], start=1):
        at = now - timedelta(hours=row["hours_ago"])
        case = open_then(row, publications, troubled, at)
        if row["report"]:
            report(case, row, number, at)
        if "second" in row:
            CaseNote.objects.create(case=case, author=second, text=row["second"])
            Case.objects.filter(pk=case.pk).update(wants_second_opinion=True, second_opinion_from=second)
        if row.get("claimed"):
            Case.objects.filter(pk=case.pk).update(claimed_by=people["beheer"], claimed_until=now + rules.CLAIM)
        if "decision" in row:
            decided(case, row["decision"], first, second, at)
    return len(told["cases"])


def newcomer(login: str, name: str) -> User:
    """Make somebody who has no other part in the demo; nobody is mailed."""
    joined = timezone.now() - timedelta(days=0 if login in {"dealsnl", "woonvoordeel", "snelgeld"} else 90)
    return User.objects.create_user(f"{login}@{DOMAIN}", display_name=name, joined_at=joined)


def open_then(
    row: dict[str, Any], publications: Mapping[str, Publication], troubled: Mapping[str, User], at: datetime
) -> Case:
    """Place what the case is about, and open it as if it happened at that moment."""
    kind, pk = placed(row, publications, troubled, at)
    seen = [Seen(code, reason, weight, *span(row["text"], words)) for code, weight, reason, words in row["signals"]]
    source = Source.SIGNAL if seen else Source.REPORT
    case = opening.open_case(kind, pk, source=source, harm=row["harm"], seen=seen)
    Case.objects.filter(pk=case.pk).update(opened_at=at)
    case.refresh_from_db()
    opening.weigh(case, harm=case.harm, reach=case.reach)
    return case


def placed(
    row: dict[str, Any], publications: Mapping[str, Publication], troubled: Mapping[str, User], at: datetime
) -> tuple[str, int]:
    """Give what a case is about: a person, an initiative, or a comment that is placed here."""
    if "person" in row:
        return "person", troubled[row["person"]].pk
    if "initiative" in row:
        return "publication", publications[row["initiative"]].pk
    on = publications[row["on"]]
    comment = Comment.objects.create(publication=on, author=troubled[row["who"]], text=row["text"], created_at=at)
    Publication.objects.filter(pk=on.pk).update(comment_count=F("comment_count") + 1, energy_due=True)
    return "comment", comment.pk


def span(text: str, words: str) -> tuple[int | None, int | None]:
    """Give where the words stand in the text; nowhere when a signal is about the whole of it."""
    start = text.find(words) if words else -1
    return (start, start + len(words)) if start >= 0 else (None, None)


def report(case: Case, row: dict[str, Any], number: int, at: datetime) -> None:
    """Write down that somebody reported it."""
    content = subjects.find(case.subject_kind, case.subject_id)
    Report.objects.create(
        reference=f"DEMO-{number:04d}",
        case=case,
        address=content.path if content else "",
        ground=Report.Ground.LAW if row["what"].startswith("sr-") else Report.Ground.RULE,
        what=row["what"],
        explanation=row["report"],
        made_at=at,
    )


def decided(case: Case, row: dict[str, Any], first: User, second: User, opened_at: datetime) -> None:
    """Decide it as it was decided then: nobody is told now of what is long past."""
    at = opened_at + timedelta(hours=2)
    handler, measure = subjects.KINDS[case.subject_kind], Measure(row["measure"])
    content = subjects.find(case.subject_kind, case.subject_id)
    before = handler.hide(case.subject_id, by=first) if measure in deciding.HIDING else {}
    rule = HouseRule.objects.filter(code=row["rule"]).order_by("-version__number").first() if row["rule"] else None
    until = at + timedelta(days=row["days"]) if "days" in row else None
    words = {"measure": measure, "rule": rule, "facts": row["facts"], "until": until, "before": before}
    made = Decision(case=case, source=case.source, decided_by=first, decided_at=at, **words)
    made.statement = statements.write(made, content) if made.restricts else ""
    made.save(force_insert=True)
    if until and case.author and (kind := deciding.ON_ACCOUNTS.get(measure)):
        Restriction.objects.create(person=case.author, kind=kind, decision=made, until=until)
    Case.objects.filter(pk=case.pk).update(state=Case.State.DECIDED, decided_at=at)
    notes.refresh(case.subject_kind, case.subject_id)
    if row.get("back"):
        deciding.restore(made, by=first, facts="")
    if "appeal" in row:
        appealed(made, row, second, at + timedelta(hours=5))


def appealed(decision: Decision, row: dict[str, Any], by: User, at: datetime) -> None:
    """Appeal against it, and answer when there is an answer."""
    made = Appeal.objects.create(
        decision=decision,
        person=decision.case.author,
        text=row["appeal"],
        made_at=at,
        due_on=rules.appeal_due(timezone.localdate(at)),
    )
    if "answer" not in row:
        return
    granted, reasons = row["answer"]
    if granted:
        deciding.restore(decision, by=by, facts=reasons)
    state = Appeal.State.GRANTED if granted else Appeal.State.UPHELD
    then = {"state": state, "decided_by": by, "decided_at": at + timedelta(hours=20), "reasons": reasons}
    Appeal.objects.filter(pk=made.pk).update(**then)
