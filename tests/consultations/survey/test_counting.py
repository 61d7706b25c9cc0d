"""What comes out of a survey: counts against a naive recount, exports, points, paper and the demo."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultations import taking_part
from consultations.method import method_of
from consultations.methods.survey import actions
from consultations.methods.survey.branching import route
from consultations.methods.survey.checking import troubles
from consultations.models import Part, Response
from consultations.taking_part import About
from tests.consultations import counting
from tests.consultations.survey import surveys
from tests.factories import deventer, resident, zwolle
from tests.visitors import queries, signed_in

pytestmark = pytest.mark.django_db


def answered(part: Part, number: int, seed: int = 1) -> list[dict[str, Any]]:
    """Responses as the demo makes them up, half of them from Zwolle."""
    chance, found = Random(seed), []
    for at in range(number):
        data = method_of(part).demo(part, chance)
        about = About(zwolle() if at % 2 else None, "18-29" if at % 3 else "")
        taking_part.write(taking_part.begin(part), data, is_sent=True, about=about)
        found.append(data["answers"])
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_count_is_that_of_counting_by_hand(seed: int) -> None:
    part = surveys.fork()
    given = answered(part, 25, seed)
    taking_part.write(taking_part.begin(part), {"answers": {"hoe": {"chosen": ["bus"], "other": ""}}}, is_sent=False)
    counts = {count["key"]: count for count in method_of(part).tally(part)["counts"]}
    hoe = Counter(answers["hoe"]["chosen"][0] for answers in given)
    assert {row["key"]: row["count"] for row in counts["hoe"]["rows"]} == {"fiets": hoe["fiets"], "bus": hoe["bus"]}
    assert counts["hoe"]["answered"] == 25
    marks = Counter(str(answers["cijfer"]) for answers in given if "cijfer" in answers)
    assert {row["key"]: row["count"] for row in counts["cijfer"]["rows"] if row["count"]} == dict(marks)
    assert counts["lijn"]["answered"] == hoe["bus"]
    assert counts["hoe"]["groups"]["place"][str(zwolle().pk)]["people"] == 12


def test_each_kind_is_counted_in_its_own_way() -> None:
    part = surveys.everything()
    client = Client()
    client.post(part.get_absolute_url(), surveys.TYPED)
    client.post(reverse("consultations:survey:review", args=[part.consultation.slug, part.number]))
    counts = {count["key"]: count for count in method_of(part).tally(part)["counts"]}
    rows = {key: {row["key"]: row["count"] for row in count["rows"]} for key, count in counts.items()}
    assert rows["een"] == {"a1": 0, "a2": 0, "other": 1}
    assert rows["meer"] == {"a1": 1, "a2": 0, "a3": 1}
    assert rows["tabel-r1"] == {"a1": 1, "a2": 0}
    assert rows["tabel-r2"] == {"a1": 0, "a2": 1}
    assert rows["orde"] == {"a1": 2, "a2": 3, "a3": 1}
    assert rows["punten"] == {"a1": 4, "a2": 6}
    assert rows["getal"] == {"12,5": 1}
    assert rows["dag"] == {"2026-05": 1}
    assert rows["code"] == {"rest": 1}
    assert {key: counts[key]["kind"] for key in ("een", "schaal", "orde", "punten", "getal", "lang")} == {
        "een": "bars",
        "schaal": "scale",
        "orde": "rank",
        "punten": "points",
        "getal": "number",
        "lang": "words",
    }
    assert "anna@" not in str(counts)


def test_many_numbers_are_counted_in_stretches() -> None:
    part = surveys.everything()
    for number in range(40):
        taking_part.write(taking_part.begin(part), {"answers": {"getal": number}}, is_sent=True)
    count = next(one for one in method_of(part).tally(part)["counts"] if one["key"] == "getal")
    assert len(count["rows"]) == 8
    assert sum(row["count"] for row in count["rows"]) == 40
    assert count["note"] == "Gemiddeld 19,5; de helft van de mensen vulde 19,5 of meer in."


def test_the_public_export_tells_nothing_personal() -> None:
    part = surveys.everything()
    client = Client()
    client.post(part.get_absolute_url(), surveys.TYPED)
    client.post(reverse("consultations:survey:review", args=[part.consultation.slug, part.number]))
    method = method_of(part)
    heads = method.columns(part)
    (own,), (public,) = method.rows(part, is_public=False), method.rows(part, is_public=True)
    assert len(heads) == len(own) == len(public)
    for secret in ("anna@voorbeeld.nl", "Een heel verhaal", "Het plein", "8011 AA", "7411 AB", "52.51"):
        assert secret not in " ".join(map(str, public))
        assert secret in " ".join(map(str, own))
    by_head = dict(zip(heads, public, strict=True))
    assert by_head["Postcode?"] == ""
    assert by_head["Meer?"] == "A; C"
    assert by_head["Schaal?"] == 7


def test_no_row_of_the_public_export_stands_out_by_where_and_how_old_somebody_is() -> None:
    part = surveys.everything()
    filled: dict[str, Any] = {"answers": {}, "seen": []}
    counting.answered(part, 6, data=filled, municipality=zwolle(), age_group="65-", channel="paper")
    counting.answered(part, 1, data=filled, municipality=deventer(), age_group="18-29")
    method = method_of(part)
    public = Counter(tuple(row[:3]) for row in method.rows(part, is_public=True))
    own = {row[0] for row in method.rows(part, is_public=False)}
    assert sorted(public.values()) == [1, 6]
    assert public["", "", ""] == 1
    assert own == {"Zwolle", "Deventer"}


def test_each_answer_in_words_is_a_point() -> None:
    part = surveys.everything()
    Client().post(part.get_absolute_url(), surveys.TYPED)
    response = Response.objects.get()
    points = method_of(part).points(part, response)
    assert [(point.question, point.text) for point in points] == [
        ("Een?", "Misschien"),
        ("Kort?", "Een woord"),
        ("Lang?", "Een heel verhaal"),
    ]
    assert len({point.pk for point in points}) == 3


def test_the_demo_goes_both_ways_and_answers_what_must_be_answered() -> None:
    part = surveys.fork()
    definition, chance = actions.current(part), Random(5)
    found = [method_of(part).demo(part, chance)["answers"] for _one in range(60)]
    courses = {tuple(route(definition, answers).keys) for answers in found}
    assert courses == {("reis", "fietsen", "slot"), ("reis", "bussen", "slot")}
    for answers in found:
        asked = route(definition, answers).questions
        assert set(answers) <= {question.key for question in asked}
        assert {question.key for question in asked if question.required} <= set(answers)


def test_what_the_demo_makes_up_could_have_been_typed() -> None:
    part, chance = surveys.everything(), Random(7)
    method = method_of(part)
    for _one in range(20):
        data = method.demo(part, chance)
        response = Response(part=part, data=data)
        assert method.said(part, response)
        taking_part.write(taking_part.begin(part), data, is_sent=True)
    assert method.tally(part)["answers"] == 20


def test_paper_gives_the_same_as_the_screen() -> None:
    part = surveys.everything()
    method = method_of(part)
    typed = QueryDict(mutable=True)
    for name, value in surveys.TYPED.items():
        typed.setlist(name, value if isinstance(value, list) else [value])
    form = method.paper_form(part, typed)
    assert form.is_valid(), form.errors
    Client().post(part.get_absolute_url(), surveys.TYPED)
    assert method.from_paper(part, form)["answers"] == Response.objects.get().data["answers"]
    shown = method.paper(part)
    assert shown is not None
    assert len(shown.context["parts"]) == 1
    empty = method.paper_form(surveys.fork(), QueryDict())
    assert empty.is_valid()


def test_every_text_for_residents_is_handed_over_for_the_check_of_its_level() -> None:
    part = surveys.fork()
    texts = "\n".join(wording.text for wording in method_of(part).wordings(part))
    for words in ("Hoe reis je meestal?", "Met de fiets", "Een tip?"):
        assert words in texts
    assert troubles(actions.current(part)) == []


def section(part: Part, key: str) -> str:
    return reverse("consultations:survey:section", args=[part.consultation.slug, part.number, key])


def test_a_section_asks_the_database_little() -> None:
    part, client = surveys.fork(), Client()
    client.post(part.get_absolute_url(), {"hoe": "bus"})
    assert queries(client, section(part, "bussen")) <= 4
    assert queries(Client(), part.get_absolute_url()) <= 3
    known = signed_in(resident())
    known.post(part.get_absolute_url(), {"hoe": "bus"})
    assert queries(known, section(part, "bussen")) <= 8


def test_handing_in_a_section_asks_the_database_little() -> None:
    part, client = surveys.fork(), Client()
    client.post(part.get_absolute_url(), {"hoe": "bus"})
    with CaptureQueriesContext(connection) as asked:
        assert client.post(section(part, "bussen"), {"lijn": "4"}).status_code == 302
    real = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    assert len(real) <= 8, "\n".join(real)
