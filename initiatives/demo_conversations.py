"""Puts the conversations of `demo/conversations.json` under the demo's initiatives, as if said on their days."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from accounts.models import User
from discussions import rules
from discussions.actions import people_named
from discussions.models import Comment, Valued
from initiatives.models import Initiative
from publications.models import Publication

FILE = Path(__file__).parent / "demo" / "conversations.json"
# Nobody writes on the stroke of the hour.
MOST_MINUTES = 20


def load_conversations(initiatives: dict[str, Initiative], people: dict[str, User]) -> int:
    """Write every conversation under the initiative of that title; give how many comments that are."""
    rows: list[dict[str, Any]] = json.loads(FILE.read_text())
    return sum(load_conversation(initiatives[row["initiative"]], row["comments"], people) for row in rows)


def load_conversation(initiative: Initiative, rows: list[dict[str, Any]], people: dict[str, User]) -> int:
    """Write one conversation: what starts a thread, the replies, who is named, who values it, and the counts."""
    # The numbers of comments follow time: the newest thread is the one with the highest number.
    rows = sorted(rows, key=lambda row: float(row["days_after"]))
    threads = Comment.objects.bulk_create(comment(initiative, row, people) for row in rows)
    replies = Comment.objects.bulk_create(
        comment(initiative, reply, people, parent=thread)
        for thread, row in zip(threads, rows, strict=True)
        for reply in row["replies"]
    )
    for one in [*threads, *replies]:
        one.mentioned.set(people_named(one))
    load_valued([*threads, *replies], people)
    said = len(threads) + len(replies)
    Publication.objects.filter(pk=initiative.pk).update(comment_count=said, energy_due=True)
    return said


def comment(
    initiative: Initiative, row: dict[str, Any], people: dict[str, User], parent: Comment | None = None
) -> Comment:
    """Give one comment, not saved yet, with the counts its rows will have."""
    author = people[row["author"]]
    as_official = bool(row.get("as_official"))
    if initiative.published_at is None or (as_official and not rules.speaks_for_province(author)):
        raise ValueError(f"{row['author']} cannot say this on {initiative.title}")
    minutes = Random(row["text"]).uniform(0, MOST_MINUTES)
    return Comment(
        publication=initiative,
        parent=parent,
        author=author,
        stance=row.get("stance") or "",
        text=row["text"],
        as_official=as_official,
        is_pinned=bool(row.get("pinned")),
        created_at=initiative.published_at + timedelta(days=row["days_after"], minutes=minutes),
        reply_count=len(row.get("replies") or []),
        valued_count=row["valued"],
    )


def load_valued(comments: list[Comment], people: dict[str, User]) -> None:
    """Let as many different quiet people value each comment as its count says."""
    quiet = [one for one in people.values() if not one.display_name]
    Valued.objects.bulk_create(
        Valued(comment=one, person=person)
        for one in comments
        for person in Random(one.text).sample(quiet, one.valued_count)
    )
