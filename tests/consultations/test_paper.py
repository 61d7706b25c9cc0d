"""Answers on paper: typed over by two people, compared, and counted once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from consultations import paper
from consultations.models import Consultation, PaperSheet, Part, Participation, Response
from consultations.models.taking_part import Channel
from foundation.errors import Refused
from tests.consultations import asking
from tests.factories import resident, staff
from tests.visitors import at_once, queries, signed_in, text_of

pytestmark = pytest.mark.usefixtures("plain")
TYPED = {"answer": ["meer bussen"], "often": ["day", "night"], "over-postcode": ["8011"], "over-age_group": ["65-"]}


def url(part: Part, name: str = "paper", *more: int) -> str:
    return reverse(f"consultations:{name}", args=[part.consultation.slug, part.number, *more])


def typist() -> Client:
    return signed_in(staff(Role.OFFICIAL))


def type_over(client: Client, part: Part, number: int = 7, **changes: Any) -> Any:
    today = timezone.localdate().isoformat()
    return client.post(url(part, "paper_sheet", number), {"received_on": today, **TYPED, **changes})


def counts(part: Part) -> list[dict[str, Any]]:
    return list(Response.objects.filter(part=part, state="sent", channel=Channel.PAPER).values_list("data", flat=True))


@pytest.mark.django_db
class TestTypingOver:
    def test_a_form_counts_when_a_second_person_types_the_same(self) -> None:
        part = asking.part("plain")
        type_over(typist(), part)
        assert counts(part) == []
        type_over(typist(), part)
        assert counts(part) == [{"answer": "meer bussen", "often": ["day", "night"]}]
        response = Response.objects.get()
        assert (str(response.municipality), response.age_group) == ("Zwolle", "65-")
        took_part = Participation.objects.get()
        assert (took_part.channel, took_part.person, took_part.code_hash) == (Channel.PAPER, None, "")
        assert took_part.sent_at is not None

    def test_what_was_typed_is_only_in_the_response_once_it_counts(self) -> None:
        part = asking.part("plain")
        for _person in range(2):
            type_over(typist(), part)
        assert "bussen" not in str(PaperSheet.objects.values().get())

    def test_the_second_person_does_not_see_what_the_first_typed(self) -> None:
        part = asking.part("plain")
        type_over(typist(), part)
        assert "meer bussen" not in text_of(typist().get(url(part, "paper_sheet", 7)))

    def test_nobody_types_the_same_form_twice(self) -> None:
        part, client = asking.part("plain"), typist()
        type_over(client, part)
        assert type_over(client, part).status_code == 409
        assert client.get(url(part, "paper_sheet", 7)).status_code == 409
        with pytest.raises(IntegrityError), transaction.atomic():
            PaperSheet.objects.update(second={}, second_by=PaperSheet.objects.get().first_by)

    def test_a_form_that_counts_is_not_typed_a_third_time(self) -> None:
        part = asking.part("plain")
        for _person in range(2):
            type_over(typist(), part)
        assert type_over(typist(), part).status_code == 409
        assert len(counts(part)) == 1

    def test_differences_are_shown_side_by_side_and_one_is_chosen_for_each(self) -> None:
        part, client = asking.part("plain"), typist()
        type_over(typist(), part)
        type_over(client, part, answer="minder bussen", often=["night"])
        assert counts(part) == []
        html = text_of(client.get(url(part, "paper_sheet", 7)))
        for words in ("meer bussen", "minder bussen", "overdag, &#x27;s nachts", "Wat vind je?"):
            assert words in html
        assert "over-postcode" not in html
        half = client.post(url(part, "paper_sheet", 7), {"keuze-answer": "first"})
        assert half.status_code == 409
        client.post(url(part, "paper_sheet", 7), {"keuze-answer": "first", "keuze-often": "second"})
        assert counts(part) == [{"answer": "meer bussen", "often": ["night"]}]

    def test_an_empty_answer_can_be_what_is_on_paper(self) -> None:
        part, client = asking.part("plain"), typist()
        type_over(typist(), part, often=[])
        type_over(client, part)
        client.post(url(part, "paper_sheet", 7), {"keuze-often": "first"})
        assert counts(part) == [{"answer": "meer bussen", "often": []}]

    def test_a_mistake_in_typing_is_shown_and_nothing_is_lost(self) -> None:
        part = asking.part("plain")
        page = type_over(typist(), part, 7, **{"over-postcode": "12"})
        assert page.status_code == 200
        assert "meer bussen" in text_of(page)
        assert not PaperSheet.objects.exists()


@pytest.mark.django_db
class TestAfterClosing:
    def test_what_came_in_before_closing_counts_until_the_answer(self) -> None:
        part = asking.part("plain")
        asking.close_now(part.consultation)
        yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
        for _person in range(2):
            type_over(typist(), part, received_on=yesterday)
        assert len(counts(part)) == 1
        Consultation.objects.update(stage="answered")
        assert type_over(typist(), part, 8, received_on=yesterday).status_code == 409

    def test_what_came_in_after_closing_or_tomorrow_or_before_opening_does_not_count(self) -> None:
        part = asking.part("plain")
        for days in (1, -30):
            day = (timezone.localdate() + timedelta(days=days)).isoformat()
            assert type_over(typist(), part, received_on=day).status_code == 409
        part.phase.__class__.objects.update(
            opens_at=timezone.now() - timedelta(days=9), closes_at=timezone.now() - timedelta(days=5)
        )
        assert type_over(typist(), part).status_code == 409
        assert not PaperSheet.objects.exists()


@pytest.mark.django_db
class TestWhoAndWhere:
    def test_only_staff_see_paper(self) -> None:
        part = asking.part("plain")
        for client in (Client(), signed_in(resident()), signed_in(staff(Role.MODERATOR))):
            for path in (url(part), url(part, "paper_blank"), url(part, "paper_sheet", 1)):
                assert client.get(path).status_code == 404
            assert type_over(client, part).status_code == 404
        with pytest.raises(Refused):
            paper.type_over(part, 1, by=resident(), typed=TYPED)

    def test_each_printed_form_has_a_number_of_its_own(self) -> None:
        part, client = asking.part("plain"), typist()
        html = text_of(client.get(url(part, "paper_blank"), {"van": "12", "aantal": "3"}))
        numbers = re.findall(r'sheet__number">\w+ (\d+)<', html)
        assert numbers == ["12", "13", "14"]
        for wrong in ({"van": "0"}, {"aantal": "9999"}, {"van": "x"}):
            assert client.get(url(part, "paper_blank"), wrong).status_code == 404

    def test_the_number_on_a_form_leads_to_it(self) -> None:
        part = asking.part("plain")
        assert typist().post(url(part), {"sheet": "31"})["Location"] == url(part, "paper_sheet", 31)
        assert typist().post(url(part), {"sheet": "nul"}).status_code == 200

    def test_the_overview_asks_the_same_of_the_database_however_many_forms_there_are(self) -> None:
        part, client = asking.part("plain"), typist()
        type_over(client, part, 1)
        few = queries(client, url(part))
        for number in range(2, 6):
            type_over(typist(), part, number)
        assert queries(client, url(part)) == few
        html = text_of(client.get(url(part)))
        assert url(part, "paper_sheet", 5) in html
        assert f'href="{url(part, "paper_sheet", 1)}"' not in html


@pytest.mark.usefixtures("committed")
class TestAtTheSameMoment:
    def test_one_form_typed_by_many_at_once_counts_at_most_once(self) -> None:
        part = asking.part("plain")
        people = [staff(Role.OFFICIAL) for _person in range(5)]
        done = at_once(5, lambda number: paper.type_over(part, 7, by=people[number], typed=dict(TYPED)))
        assert sum(isinstance(one, PaperSheet) for one in done) == 2
        assert all(isinstance(one, PaperSheet | Refused) for one in done)
        assert len(counts(part)) == 1

    def test_choosing_twice_at_once_counts_once(self) -> None:
        part = asking.part("plain")
        by = staff(Role.OFFICIAL)
        paper.type_over(part, 7, by=by, typed=dict(TYPED))
        sheet = paper.type_over(part, 7, by=staff(Role.OFFICIAL), typed={**TYPED, "answer": ["anders"]})
        at_once(4, lambda _number: paper.choose(sheet, by=by, chosen={"answer": "second"}))
        assert counts(part) == [{"answer": "anders", "often": ["day", "night"]}]
