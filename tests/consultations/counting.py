"""A way of asking for the tests of results: one choice, one open answer; and responses by the thousand."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from random import Random
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from consultations import remarks, results
from consultations.method import METHODS, Method, Point, register
from consultations.models import Part, Remark, Response
from consultations.models.taking_part import AgeGroup, Channel
from consultations.tallies import Count
from places.models import Municipality

CHOICES = {"yes": "Ja, elk uur", "no": "Nee", "maybe": "Misschien"}


class Asked(Method):
    """One question with three answers, a scale and an open question."""

    code = "asked"
    name = "Vragen"
    explanation = "For tests."

    def page(self, request: HttpRequest, part: Part) -> HttpResponse:
        return HttpResponse("page")

    def setup_url(self, part: Part) -> str:
        return ""

    def tally(self, part: Part) -> dict[str, Any]:
        choice = Count("bus", "Wil je vaker een bus?", "bars", CHOICES)
        scale = Count("eens", "De bus is duur.", "scale", {str(place): f"Trede {place}" for place in range(1, 6)})
        for response in Response.objects.filter(part=part, state="sent").iterator(chunk_size=1_000):
            about: dict[str, Any] = {"place": response.municipality_id, "age": response.age_group}
            choice.add([response.data["bus"]], **about)
            if "eens" in response.data:
                scale.add([response.data["eens"]], **about)
        return {"counts": [choice.as_json(), scale.as_json()]}

    def columns(self, part: Part) -> list[str]:
        return ["Wil je vaker een bus?", "Waarom?"]

    def rows(self, part: Part, *, is_public: bool) -> Iterator[list[Any]]:
        for response in Response.objects.filter(part=part, state="sent").order_by("key").iterator(chunk_size=1_000):
            yield [CHOICES[response.data["bus"]], "" if is_public else response.data.get("waarom", "")]

    def points(self, part: Part, response: Response) -> list[Point]:
        text = response.data.get("waarom", "")
        return [Point("waarom", text, "Waarom?")] if text else []


def asked() -> Iterator[None]:
    """For a fixture: the method is there during a test."""
    register(Asked())
    yield
    METHODS.pop("asked")


def answered(part: Part, people: int = 1, **fields: Any) -> list[Response]:
    """So many sent responses, all the same unless told otherwise."""
    values = {"data": {"bus": "yes", "eens": "4"}, "state": "sent", "changed_on": timezone.localdate(), **fields}
    return Response.objects.bulk_create([Response(key=uuid.uuid4(), part=part, **values) for _one in range(people)])


def crowd(part: Part, people: int) -> None:
    """Responses from everywhere and of all ages, of which some on paper and some with words."""
    chance, places = Random(part.pk), list(Municipality.objects.values_list("pk", flat=True))
    ages = [*AgeGroup.values]
    for start in range(0, people, 2_000):
        Response.objects.bulk_create(
            Response(
                key=uuid.UUID(int=chance.getrandbits(128)),
                part=part,
                state="sent",
                changed_on=timezone.localdate(),
                municipality_id=chance.choice(places),
                age_group=chance.choice(ages),
                channel=Channel.PAPER if chance.random() < 0.05 else Channel.SITE,
                data={
                    "bus": chance.choice([*CHOICES]),
                    "eens": str(chance.randint(1, 5)),
                    **({"waarom": f"De bus rijdt te weinig, {number}"} if chance.random() < 0.1 else {}),
                },
            )
            for number in range(start, min(people, start + 2_000))
        )


def said(part: Part, *texts: str) -> list[Remark]:
    """Remarks in the order of the texts, as the worker lays them out."""
    for text in texts:
        answered(part, data={"bus": "yes", "waarom": text})
    results.refresh(part)
    remarks.lay_out_due()
    return sorted(Remark.objects.filter(part=part, text__in=texts), key=lambda row: texts.index(row.text))
