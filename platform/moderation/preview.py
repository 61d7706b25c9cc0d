"""What a word rule or a policy would have done to what was written before, to see before it is in use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db.models import F, OuterRef, Subquery, Window
from django.db.models.functions import RowNumber

from accounts.models import User
from discussions.models import Comment
from foundation import audit
from moderation import policies
from moderation.models import Case, Decision, Measure, Policy, WordRule
from moderation.screening.words import Rule, words
from publications.models import Publication

# How many texts a rule is tried on, the newest first, and how many of its finds are shown.
TEXTS = 9_200
SHOWN = 20
# Of a long text only the beginning.
LONGEST = 5_000


@dataclass(frozen=True)
class Text:
    """One thing that was written."""

    kind: str
    pk: int
    at: datetime
    text: str
    municipality: int | None
    author: int


@dataclass
class Preview:
    """What would have been seen: how many of how many, how many of those moderators had left alone or had taken."""

    texts: int = 0
    seen: int = 0
    wrongly: int = 0
    rightly: int = 0
    examples: list[str] = field(default_factory=list)


def newest() -> Iterator[Text]:
    """Give the newest texts of all kinds together."""
    said = Comment.objects.filter(deleted_at__isnull=True).order_by("-id")
    comments = said.values_list("pk", "created_at", "text", "publication__municipality", "author")[:TEXTS]
    written = Publication.objects.exclude(state="draft").order_by("-id")
    plans = written.values_list("pk", "created_at", "title", "summary", "search_body", "municipality", "author")[:TEXTS]
    both = [Text("comment", pk, at, text, place, author) for pk, at, text, place, author in comments]
    for pk, at, title, summary, body, place, author in plans:
        both.append(Text("publication", pk, at, f"{title}\n\n{summary}\n\n{body[:LONGEST]}", place, author))
    return islice(sorted(both, key=lambda one: one.at, reverse=True), TEXTS)


def outcomes() -> dict[tuple[str, int], str]:
    """Give the measure of the newest decision that stands, of everything that was decided about."""
    newest_first = Window(RowNumber(), partition_by=[F("subject_kind"), F("subject_id")], order_by="-id")
    measure = Decision.objects.filter(case=OuterRef("pk"), undone_by__isnull=True).order_by("-id").values("measure")[:1]
    cases = Case.objects.filter(state=Case.State.DECIDED).annotate(measure=Subquery(measure), number=newest_first)
    rows = cases.filter(number=1).values_list("subject_kind", "subject_id", "measure")
    return {(kind, pk): outcome for kind, pk, outcome in rows if outcome}


def of_rule(rule: WordRule) -> Preview:
    """Try a rule, saved or not, on the newest texts."""
    tried, decided = Preview(), outcomes()
    one = Rule(rule.code, rule.pattern, rule.weight, "", tuple(rule.allowed))
    for text in newest():
        tried.texts += 1
        found = next(words(text.text, [one]), None)
        if found is not None and found.start is not None:
            count(tried, decided.get((text.kind, text.pk)))
            if len(tried.examples) < SHOWN:
                tried.examples.append(" ".join(text.text[max(0, found.start - 40) : (found.end or 0) + 40].split()))
    return tried


def of_policy(policy: Policy) -> Preview:
    """Say which of the newest texts of its place and kind would have waited."""
    tried, decided = Preview(), outcomes()
    known: dict[int, bool] = {}
    for text in newest():
        tried.texts += 1
        in_place = policy.municipality_id in {None, text.municipality}
        if not in_place or policy.kind not in {"", text.kind} or policy.when == Policy.When.AFTER:
            continue
        if policy.when == Policy.When.TRUST:
            if text.author not in known:
                known[text.author] = policies.is_known(User(pk=text.author))
            if known[text.author]:
                continue
        count(tried, decided.get((text.kind, text.pk)))
    return tried


def count(tried: Preview, outcome: str | None) -> None:
    """Count one more that would have been seen."""
    tried.seen += 1
    tried.wrongly += outcome == Measure.LEAVE
    tried.rightly += outcome in {Measure.HIDE, Measure.REMOVE}


def note_change(row: WordRule | Policy, *, by: User, before: dict[str, object], after: dict[str, object]) -> None:
    """Write down in the audit trail who changed what of a rule or policy."""
    names = sorted({**before, **after})
    changed = {name: [before.get(name), after.get(name)] for name in names if before.get(name) != after.get(name)}
    kind = "wordrule" if isinstance(row, WordRule) else "policy"
    audit.record(f"{kind}.changed", actor=by, subject=row, **changed)
