"""Ideas for tests, posted as the site posts them."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from consultations.methods.ideas import actions
from consultations.methods.ideas.models import Idea
from consultations.models import Consultation, Part
from tests.consultations import asking
from tests.factories import numbers, resident

CONTENT = {"question": "Wat maakt dat je vaker de bus neemt?", "categories": ["Tijden", "Haltes"]}


def part(**fields: Any) -> Part:
    """A part with a question and two categories, that is open now."""
    content = {**CONTENT, **fields}
    return asking.part("ideas", content=content)


def idea(part: Part, author: User | None = None, **changes: Any) -> Idea:
    """An idea that everybody can read."""
    content: dict[str, Any] = {
        "title": f"Een bank bij halte {next(numbers)}",
        "text": "Dan kan mijn moeder zitten terwijl zij op de bus wacht.",
        "category": "Haltes",
    }
    found: Idea = actions.post(part, author=author or resident(), content=actions.Content(**{**content, **changes}))
    return found


def fresh(part: Part) -> Part:
    """The same part, as a request would read it."""
    found = Part.objects.select_related("phase").get(pk=part.pk)
    found.consultation = Consultation.objects.get(pk=part.consultation_id)
    return found
