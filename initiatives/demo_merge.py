"""Makes two initiatives of the demo one, as if both had agreed some days ago (docs/rules/merging.md)."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from initiatives import merging
from initiatives.models import Initiative, Merge
from notifications.models import Event
from publications.models import Publication, StateChange
from voting.models import Support

FILE = Path(__file__).parent / "demo" / "merge.json"
# The other side took this long to agree.
ASKED_BEFORE = timedelta(days=2)


def read() -> dict[str, Any]:
    """Read what goes on in what; `gone` is a whole initiative, loaded with the others."""
    row: dict[str, Any] = json.loads(FILE.read_text())
    return row


def load_merge(initiatives: dict[str, Initiative]) -> Merge:
    """Let the author of one propose and the author of the other agree, and put all of it back in time."""
    row = read()
    gone, kept = initiatives[row["gone"]["title"]], initiatives[row["kept"]]
    at = timezone.now() - timedelta(days=row["days_ago_merged"])
    support_before(gone, at, row["days_ago_merged"])
    merge = merging.propose(gone, kept, by=gone.author, reason=row["reason"])
    merge = merging.agree(merge, by=kept.author)
    date_back(merge, at)
    # What happened in the demo's past was told then.
    Event.objects.filter(
        Q(key__startswith=f"merge.asked:{merge.pk}:") | Q(key__startswith=f"merge.done:{merge.pk}:")
    ).delete()
    return merge


def support_before(gone: Initiative, at: datetime, days: float) -> None:
    """Move support given after the merge to before it: nobody can support what was closed."""
    late = Support.objects.filter(publication=gone, created_at__gte=at)
    late.update(created_at=F("created_at") - timedelta(days=days, hours=1))


def date_back(merge: Merge, at: datetime) -> None:
    """Give the merge, and what it left on the timeline, its day."""
    asked = at - ASKED_BEFORE
    Merge.objects.filter(pk=merge.pk).update(proposed_at=asked, gone_agreed_at=asked, kept_agreed_at=at, merged_at=at)
    StateChange.objects.filter(publication=merge.gone_id, state=Publication.State.ARCHIVED).update(at=at)
    Publication.objects.filter(pk=merge.gone_id).update(changed_at=at)
