"""Blueprints: what an editor begins with, so that nobody starts at an empty page.

The words are Dutch, because they become the words of the consultation. Of each part only those are added whose way of
asking is there; `content` is what that way of asking knows how to read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from consultations import actions
from consultations.method import METHODS
from consultations.models import Consultation

DATA = Path(__file__).parent / "blueprints.json"


@dataclass(frozen=True)
class PlannedPart:
    """One way of asking in a phase of a blueprint."""

    method: str
    title: str
    intro: str
    minutes: int
    content: dict[str, Any]


@dataclass(frozen=True)
class PlannedPhase:
    """One phase of a blueprint: `days` long, the first a week from now and the others after each other."""

    title: str
    text: str
    days: int
    parts: tuple[PlannedPart, ...]


@dataclass(frozen=True)
class Blueprint:
    """A kind of consultation to begin with. `fields` are fields of the consultation."""

    code: str
    name: str
    about: str
    fields: dict[str, Any]
    phases: tuple[PlannedPhase, ...]
    answer_days: int

    @property
    def methods(self) -> list[str]:
        """Name the ways of asking that are in it and that are there."""
        used = dict.fromkeys(part.method for phase in self.phases for part in phase.parts)
        return [str(METHODS[code].name) for code in used if code in METHODS]


@lru_cache(maxsize=1)
def blueprints() -> dict[str, Blueprint]:
    """Give all blueprints by their code, in the order of the page."""
    return {row["code"]: read(row) for row in json.loads(DATA.read_text())}


def read(row: dict[str, Any]) -> Blueprint:
    """Read one blueprint."""
    phases = []
    for phase in row["phases"]:
        parts = tuple(PlannedPart(**{"intro": "", "minutes": 5, "content": {}, **part}) for part in phase["parts"])
        phases.append(PlannedPhase(phase["title"], phase.get("text", ""), phase["days"], parts))
    return Blueprint(row["code"], row["name"], row["about"], row["fields"], tuple(phases), row["answer_days"])


@transaction.atomic
def begin_from(blueprint: Blueprint, *, by: User, **fields: Any) -> Consultation:
    """Make a consultation with the phases and parts of a blueprint; `fields` are what the editor filled in.

    Made twice with the same `begun_on` it is made once.
    """
    opens_at = actions.first_opening()
    length = timedelta(days=sum(phase.days for phase in blueprint.phases))
    answer_by = timezone.localtime(opens_at + length + timedelta(days=blueprint.answer_days)).date()
    given = {**blueprint.fields, "answer_by": answer_by, "blueprint": blueprint.code, **fields}
    consultation = actions.start(by=by, **given)
    if consultation.phases.exists():
        return consultation
    for planned in blueprint.phases:
        closes_at = (opens_at + timedelta(days=planned.days)).replace(hour=17)
        phase = actions.add_phase(
            consultation, by=by, title=planned.title, text=planned.text, opens_at=opens_at, closes_at=closes_at
        )
        for part in planned.parts:
            if part.method in METHODS:
                actions.add_part(
                    phase,
                    by=by,
                    method=part.method,
                    title=part.title,
                    intro=part.intro,
                    minutes=part.minutes,
                    content=part.content,
                )
        opens_at = (closes_at + timedelta(days=1)).replace(hour=9)
    consultation.refresh_from_db()
    return consultation
