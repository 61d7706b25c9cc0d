"""What `make bench` says of screening: how often it is right on the labelled texts, and how many texts a second."""

from __future__ import annotations

import time

from accounts.models import User
from bin.console import say
from discussions.models import Comment
from foundation.models import Written
from moderation.screening import run
from moderation.screening.words import Rule
from publications.models import Publication
from tests.moderation import labelled

# The aims of docs/rules/moderation.md: recall and precision of each class.
AIMS = {"pii": (0.95, 0.95), "insult": (0.85, 0.9), "threat": (0.85, 0.9), "spam": (0.8, 0.9)}
MOST_FLAGGED = 0.02
# Texts a second that one worker must look at, with everything written to the database.
LEAST_A_SECOND = 20
TEXTS = 400


def measure() -> dict[str, object]:
    """Print the table, and give it for var/bench.json."""
    rules = run.word_rules()
    scores = labelled.measure(rules)
    say(f"\nscreening of {len(labelled.read())} labelled texts with {len(rules)} word rules")
    say(f"{'class':12}{'texts':>9}{'recall':>9}{'aim':>9}{'precision':>11}{'aim':>9}")
    for name, one in scores.items():
        recall, precision = AIMS[name]
        met = "OK" if one.recall >= recall and one.precision >= precision else "under"
        texts = one.right + len(one.missed)
        say(f"{name:12}{texts:>9}{one.recall:>9.3f}{recall:>9}{one.precision:>11.3f}{precision:>9}  {met}")
    for name in ("fresh", "unseen"):
        others = labelled.measure(rules, labelled.read(name))
        found = ", ".join(f"{kind} {one.right}/{one.right + len(one.missed)}" for kind, one in others.items())
        say(f"of {name}.tsv, which it was not made with: {found}")
    passed = [one for one in labelled.read() if one.label in {"fine", "dialect"}]
    flagged = sum(run.together(run.signals_in(one.text, rules)) >= run.ENOUGH for one in passed) / len(passed)
    met = "OK" if flagged < MOST_FLAGGED else "under"
    say(f"fine and dialect that a moderator would see: {flagged:.1%} of {len(passed)}  aim {MOST_FLAGGED:.0%}  {met}")
    looked, whole = looking(rules), screening()
    say(f"looking at a text: {looked:,.0f} a second; by the task, with the database: {whole:,.0f} a second"
        f"  aim {LEAST_A_SECOND}  {'OK' if whole >= LEAST_A_SECOND else 'under'}")  # fmt: skip
    table = {name: {"recall": one.recall, "precision": one.precision} for name, one in scores.items()}
    return {"classes": table, "flagged": flagged, "looked_a_second": looked, "screened_a_second": whole}


def looking(rules: list[Rule]) -> float:
    """Give how many labelled texts a second are looked at in memory."""
    texts = [one.text for one in labelled.read()]
    started = time.perf_counter()
    for text in texts:
        run.signals_in(text, rules)
    return len(texts) / (time.perf_counter() - started)


def screening() -> float:
    """Give how many texts a second the task takes from what waits, cases and marks included."""
    texts = [one.text for one in labelled.read()][:TEXTS]
    publication, author = Publication.objects.published().order_by("pk")[0], User.objects.order_by("pk")[0]
    said = Comment.objects.bulk_create(Comment(publication=publication, author=author, text=text) for text in texts)
    Written.objects.bulk_create(Written(kind="comment", subject_id=one.pk, author_id=author.pk) for one in said)
    started = time.perf_counter()
    count = run.screen(seconds=120)
    return count / (time.perf_counter() - started)
