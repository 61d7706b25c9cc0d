"""What a resident does with a survey: fill in a section, and send all of it. Nothing typed in another tab is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from consultations import taking_part
from consultations.methods.survey import files
from consultations.methods.survey.actions import number_of
from consultations.methods.survey.branching import Route, route
from consultations.methods.survey.definition import Choice, Definition, Question, Section
from consultations.methods.survey.files import Upload
from consultations.methods.survey.kinds import kind_of
from consultations.models import Part, Response
from consultations.taking_part import Sitting
from foundation.errors import Refused

SEEDS = 1_000_000


class Unfinished(Refused):
    """Something that must be answered is not."""


@dataclass(frozen=True)
class Filled:
    """What a response holds: answers by question, the sections that were gone through, and the seed of the order.

    Answers to questions that are not reached any more stay, so that going back loses nothing; they do not count.
    """

    answers: Mapping[str, Any]
    seen: tuple[str, ...] = ()
    seed: int = 0

    @classmethod
    def of(cls, response: Response | None) -> Filled:
        """Read a response."""
        data = response.data if response else {}
        return cls(data.get("answers", {}), tuple(data.get("seen", ())), int(data.get("seed", 0)))

    def as_data(self) -> dict[str, Any]:
        """Give it as a response keeps it."""
        return {"answers": dict(self.answers), "seen": list(self.seen), "seed": self.seed}


def in_order(question: Question, seed: int) -> tuple[Choice, ...]:
    """Give the choices in the order of one person: by chance if the question says so, and always the same."""
    choices = list(question.choices)
    if question.shuffled:
        Random(f"{seed}:{question.key}").shuffle(choices)
    return tuple(choices)


def missing(route: Route, answers: Mapping[str, Any]) -> list[tuple[Section, Question]]:
    """Give the questions on a route that must be answered and are not."""
    return [
        (section, question)
        for section in route.sections
        for question in section.questions
        if question.required and not kind_of(question).is_whole(question, answers.get(question.key))
    ]


def where_left(definition: Definition, filled: Filled) -> Section | None:
    """Give the first section on the route that was not gone through; None when all were."""
    unseen = (one for one in route(definition, filled.answers).sections if one.key not in filled.seen)
    return next(unseen, None)


def latest(sitting: Sitting) -> tuple[Sitting, Filled]:
    """Lock who takes part, and give what is kept at this moment. Raises Closed outside the phase."""
    taking_part.hold(sitting.participation)
    response = taking_part.response_of(sitting.participation)
    return replace(sitting, response=response), Filled.of(response)


@transaction.atomic
def merge(
    sitting: Sitting,
    typed: Mapping[str, Any],
    *,
    part: Part,
    seed: int = 0,
    seen: str = "",
    only_before_sending: bool = False,
) -> Filled:
    """Put answers with those that are there, so that two tabs keep each other's sections; None takes one away.

    With `seen` that section was gone through. Raises Closed outside the phase.
    """
    sitting, filled = latest(sitting)
    if only_before_sending and sitting.is_sent:
        return filled
    answers = dict(filled.answers)
    for key, answer in typed.items():
        answers[key] = files.keep(part, answer) if isinstance(answer, Upload) else answer
    filled = Filled(
        answers={key: answer for key, answer in answers.items() if answer is not None},
        seen=tuple(dict.fromkeys((*filled.seen, seen))) if seen else filled.seen,
        seed=filled.seed or seed or Random().randrange(1, SEEDS),
    )
    taking_part.write(sitting, filled.as_data(), version=number_of(part), is_sent=False)
    return filled


@transaction.atomic
def send(sitting: Sitting, *, part: Part, definition: Definition) -> Response:
    """Have the answers count. Raises Unfinished while something required is not answered, Closed outside the phase."""
    sitting, filled = latest(sitting)
    if missing(route(definition, filled.answers), filled.answers):
        raise Unfinished(_("Some questions still need an answer. Go back and answer them."))
    return taking_part.write(sitting, filled.as_data(), version=number_of(part), is_sent=True)
