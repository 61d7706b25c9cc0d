"""Looking at what was written: all signals together, and a case when they weigh enough."""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from math import prod

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from foundation.models import Written
from foundation.nudges import nudge
from moderation import opening, subjects
from moderation.models import Marks, Source, WordRule
from moderation.opening import Seen
from moderation.screening import copies, likeness, personal, quotes, style
from moderation.screening.words import Rule, words

log = logging.getLogger("moderation.screening")

# A worker goes on for this long, and then makes room for what else waits.
SLICE = timedelta(seconds=2)
# How long what failed waits; after that as long again and again, until it is forgotten.
WAITS = [timedelta(seconds=30), timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6)]
# What was written, and the marks of texts, are kept this long.
KEPT = timedelta(days=30)
# From this weight of all signals together a moderator looks at it.
ENOUGH = 25
# An account of less than this is new.
NEW = timedelta(days=1)
REASONS = {
    "insult": _("An insult."),
    "threat": _("A threat."),
    "hate": _("Discrimination."),
    "spam": _("Advertising."),
}


def together(seen: list[Seen]) -> int:
    """Give what all signals weigh together, 0-100: each adds its part of what was still missing."""
    return round(100 * (1 - prod(1 - one.weight / 100 for one in seen)))


def look_at(content: subjects.Content, rules: list[Rule], *, seconds: float | None = None) -> list[Seen]:
    """Give every signal in a text and around it, the heaviest first."""
    found = signals_in(content.text, rules) + list(style.haste(content.text, seconds))
    found += copies_of(content)
    if content.author is not None and timezone.now() - content.author.joined_at < NEW:
        found.append(Seen("new", _("The account is less than a day old."), 8))
    return sorted(found, key=lambda seen: -seen.weight)


def signals_in(text: str, rules: list[Rule]) -> list[Seen]:
    """Give the signals in a text by itself."""
    said = quotes.told(text, list(words(text, rules)))
    by_sight = [*personal.personal_data(text), *said, *style.shouting(text), *style.links(text)]
    # Where a rule saw enough, what the text reads like says nothing new; and what is only quoted is not meant.
    return by_sight if said else [*by_sight, *likeness.likeness(text)]


def word_rules() -> list[Rule]:
    """Give the word rules that are in use."""
    rows = WordRule.objects.filter(is_active=True)
    return [Rule(row.code, row.pattern, row.weight, REASONS[row.code], tuple(row.allowed)) for row in rows]


def copies_of(content: subjects.Content) -> list[Seen]:
    """Compare a text with those of the last month, and keep its marks."""
    marks = copies.marks_of(content.text)
    if not marks:
        return []
    others = Marks.objects.filter(marks__overlap=marks).exclude(subject_kind=content.kind, subject_id=content.pk)
    near = [row for row in others.order_by("-made_at")[:50] if copies.alike(marks, row.marks) >= copies.ALIKE]
    author = content.author.pk if content.author else None
    defaults = {"marks": marks, "author_id": author}
    Marks.objects.update_or_create(subject_kind=content.kind, subject_id=content.pk, defaults=defaults)
    if not near:
        return []
    if any(row.author_id != author for row in near):
        return [Seen("copies", _("Several accounts placed nearly the same text."), 45)]
    return [Seen("copy", _("The same person placed nearly the same text elsewhere."), 25 if len(near) == 1 else 40)]


def screen(seconds: float = SLICE.total_seconds()) -> int:
    """Look at what waits; gives how many. After `seconds` the rest is left to the next call, which is asked for."""
    started, count, rules = time.monotonic(), 0, word_rules()
    while screen_next(rules):
        count += 1
        if time.monotonic() - started > seconds:
            nudge("moderation.tasks.screen")
            break
    return count


def screen_next(rules: list[Rule]) -> bool:
    """Look at the next thing that was written and no other worker holds; False when nothing waits. Twice is once.

    What cannot be looked at holds up nothing else: it is tried again later, longer each time. A lost connection is
    raised: then nothing can be written down, and the row is there for the next worker.
    """
    with transaction.atomic():
        waiting = Written.objects.select_for_update(skip_locked=True).filter(done_at__isnull=True, due_at__lte=Now())
        row = waiting.order_by("due_at", "pk").first()
        if row is None:
            return False
        try:
            with transaction.atomic():
                screen_one(row, rules)
        except Exception as error:
            log.exception("text not screened", extra={"written": row.pk, "attempt": row.attempts + 1})
            if isinstance(error, OperationalError | InterfaceError) and not connection.is_usable():
                raise
            wait = WAITS[min(row.attempts, len(WAITS) - 1)]
            Written.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1, due_at=Now() + wait)
    return True


def screen_one(row: Written, rules: list[Rule]) -> None:
    """Look at one thing as it reads now, and open a case when its signals weigh enough."""
    content = subjects.find(row.kind, row.subject_id)
    if content is not None:
        seen = look_at(content, rules, seconds=row.seconds)
        if (weight := together(seen)) >= ENOUGH:
            opening.open_case(row.kind, row.subject_id, source=Source.SIGNAL, harm=weight, seen=seen)
    Written.objects.filter(pk=row.pk).update(done_at=Now())


def forget() -> int:
    """Delete what was looked at, or could not be, thirty days ago, and the marks of texts of then; gives how many."""
    written, _per_model = Written.objects.filter(at__lt=Now() - KEPT).delete()
    marks, _per_model = Marks.objects.filter(made_at__lt=Now() - KEPT).delete()
    return written + marks
