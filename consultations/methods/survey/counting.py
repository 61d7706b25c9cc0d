"""Counting what was answered, and the rows of an export; in flat memory, and only what was reached."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext

from consultations.groups import coarse
from consultations.methods.survey.branching import counted
from consultations.methods.survey.definition import Definition
from consultations.methods.survey.kinds import kind_of
from consultations.methods.survey.kinds.kind import Person
from consultations.models import Part, Response
from consultations.models.taking_part import AgeGroup, Channel
from consultations.results import people_of
from places.shelf import municipalities

BATCH = 1_000


def tally(part: Part, definition: Definition) -> dict[str, Any]:
    """Count all sent answers."""
    counts = {question.key: kind_of(question).counts(question) for question in definition.questions}
    answers = 0
    rows = Response.objects.filter(part=part, state=Response.State.SENT).order_by()
    for data, place, age in rows.values_list("data", "municipality_id", "age_group").iterator(chunk_size=BATCH):
        answers += 1
        person = Person(place, age)
        for key, answer in counted(definition, data.get("answers", {})).items():
            question = definition.by_key[key]
            kind_of(question).add(question, counts[key], answer, person)
    finished = []
    for key, question in definition.by_key.items():
        finished += kind_of(question).finish(question, counts[key])
    return {"answers": answers, "counts": [count.as_json() for count in finished]}


def columns(definition: Definition) -> list[str]:
    """Give the heads of the export."""
    heads = [head for question in definition.questions for head in kind_of(question).columns(question)]
    return [gettext("Municipality"), gettext("Age"), gettext("Came by"), *heads]


def rows(part: Part, definition: Definition, *, is_public: bool) -> Iterator[list[Any]]:
    """Give a row for each sent response; what was not reached is empty.

    In public a row says of somebody only what many others have in common: a municipality and an age group together.
    """
    about = coarse(people_of(part)["both"]) if is_public else {}
    names = {pk: place.name for pk, place in municipalities.by_id().items()}
    ages, channels = dict(AgeGroup.choices), dict(Channel.choices)
    sent = Response.objects.filter(part=part, state=Response.State.SENT).order_by("key")
    fields = ("data", "municipality_id", "age_group", "channel")
    for data, place, age, channel in sent.values_list(*fields).iterator(chunk_size=BATCH):
        given = counted(definition, data.get("answers", {}))
        row: list[Any] = [names.get(place, ""), str(ages[age]) if age else "", str(channels[channel])]
        if is_public:
            told_place, _space, told_age = about.get(f"{place or ''} {age}", " ").partition(" ")
            row = [row[0] if told_place else "", row[1] if told_age else "", ""]
        for question in definition.questions:
            kind = kind_of(question)
            if question.key not in given:
                row += [""] * len(kind.columns(question))
            elif is_public:
                row += kind.public_cells(question, given[question.key])
            else:
                row += kind.cells(question, given[question.key])
        yield row
