"""Counting ideas: how many there are of each category and status, and which have most support."""

from __future__ import annotations

from typing import Any

from django.db.models import Count as Rows
from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from accounts.models import User
from consultations.methods.ideas.asked import Asked
from consultations.methods.ideas.models import Idea, Status
from consultations.models import Part
from consultations.tallies import Count
from publications.querysets import HEAVY, PublicationQuerySet
from voting.models import Support

TOP = 10


def ideas_of(part: Part) -> PublicationQuerySet[Idea]:
    """Give the ideas that everybody can read."""
    rows: PublicationQuerySet[Idea] = Idea.objects.published().filter(part=part)
    return rows


def people_in(part: Part) -> int:
    """Count everybody who posted an idea here or supports one, each once."""
    authors = ideas_of(part).order_by().values_list("author_id")
    supporters = Support.objects.filter(publication__idea__part=part, publication__state="published")
    return authors.union(supporters.order_by().values_list("person_id")).count()


def concerned(part: Part) -> QuerySet[User]:
    """Give everybody who posted an idea here or supports one."""
    authors = ideas_of(part).order_by().values("author_id")
    supporters = Support.objects.filter(publication__idea__part=part).values("person_id")
    return User.objects.filter(Q(pk__in=authors) | Q(pk__in=supporters))


def tally(part: Part) -> dict[str, Any]:
    """Count what there is: by category, by status, and the most supported; nothing in it is about people."""
    asked = Asked.read(part.settings)
    counts = []
    if asked.categories:
        labels = {one: one for one in asked.categories}
        counts.append(count_by(part, "category", _("What the ideas are about"), labels))
    labels = {value: str(label) for value, label in Status.choices}
    counts.append(count_by(part, "status", _("What the province does with the ideas"), labels))
    rows = ideas_of(part)
    totals = rows.aggregate(ideas=Rows("pk"), supports=Sum("support_count"))
    top = rows.filter(support_count__gt=0).order_by("-support_count", "-id").defer(*HEAVY, "text", "reply")[:TOP]
    return {
        "counts": counts,
        "ideas": totals["ideas"],
        "supports": totals["supports"] or 0,
        "top": [
            {
                "title": one.title,
                "path": one.get_absolute_url(),
                "supports": one.support_count,
                "category": one.category,
                "status": one.status,
            }
            for one in top
        ],
    }


def count_by(part: Part, field: str, question: str, labels: dict[str, str]) -> dict[str, Any]:
    """Count the ideas by one of their fields, in the database."""
    count = Count(field, question, "bars", labels)
    for value, ideas in ideas_of(part).order_by().values_list(field).annotate(ideas=Rows("pk")):
        if value in labels:
            count.values[value] = ideas
            count.answered += ideas
    return count.as_json()
