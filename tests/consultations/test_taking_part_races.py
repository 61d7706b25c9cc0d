"""Two presses, two tabs and two devices at the same moment: one person counts once, and nothing is lost."""

from __future__ import annotations

import secrets

import pytest
from django.test import Client

from consultations import keys, proving, taking_part
from consultations.models import Participation, Response
from foundation.errors import Refused
from tests.consultations import asking
from tests.factories import resident
from tests.visitors import Form, at_once, signed_in, text_of

pytestmark = pytest.mark.usefixtures("committed", "plain")
PEOPLE = 6


def test_many_presses_on_one_page_are_one_answer() -> None:
    part = asking.part("plain")
    url = part.get_absolute_url()
    fields = {**Form(text_of(Client().get(url)), url).fields, "send": "1"}
    done = at_once(PEOPLE, lambda number: Client().post(url, {**fields, "answer": f"druk {number}"}).status_code)
    assert done == [302] * PEOPLE
    assert Participation.objects.count() == 1
    assert Response.objects.get().data["answer"].startswith("druk")


def test_one_account_on_many_devices_is_one_answer() -> None:
    part, person = asking.part("plain"), resident()
    url = part.get_absolute_url()
    clients = [signed_in(person) for _device in range(PEOPLE)]
    done = at_once(PEOPLE, lambda number: clients[number].post(url, {"answer": "ja", "send": "1"}).status_code)
    assert done == [302] * PEOPLE
    assert (Participation.objects.count(), Response.objects.count()) == (1, 1)


def test_one_address_confirmed_twice_at_once_is_one_participation() -> None:
    part = asking.part("plain", access="email")
    done = at_once(PEOPLE, lambda _number: taking_part.begin(part, address="ik@voorbeeld.nl"))
    assert len({one.participation.pk for one in done}) == 1
    assert Participation.objects.count() == 1


def test_everybody_who_answers_at_the_same_moment_is_counted() -> None:
    part = asking.part("plain")

    def answer(number: int) -> None:
        taking_part.write(taking_part.begin(part), {"answer": str(number)}, is_sent=True)

    assert at_once(12, answer) == [None] * 12
    found = Response.objects.filter(state="sent").values_list("data__answer", flat=True)
    assert sorted(map(int, found)) == list(range(12))


def test_sending_and_withdrawing_at_once_leave_both_tables_agreeing() -> None:
    part = asking.part("plain")
    for _round in range(4):
        sitting = taking_part.begin(part)
        taking_part.write(sitting, {"answer": "ja"}, is_sent=True)

        def do(number: int, code: str = sitting.code) -> None:
            mine = taking_part.by_code(code)
            assert mine
            if number % 2:
                taking_part.withdraw(mine)
            else:
                taking_part.write(mine, {"answer": "toch"}, is_sent=True)

        assert at_once(4, do) == [None] * 4
        kept = Participation.objects.get(pk=sitting.participation.pk)
        assert (kept.sent_at is not None) == (Response.objects.get(pk=sitting.response.pk).state == "sent")


def test_an_answer_that_counts_goes_on_counting_while_it_is_kept_from_another_tab() -> None:
    part = asking.part("plain")
    sitting = taking_part.begin(part)
    taking_part.write(sitting, {"answer": "ja"}, is_sent=False)

    def do(number: int) -> None:
        mine = taking_part.by_code(sitting.code)
        assert mine
        taking_part.write(mine, {"answer": str(number)}, is_sent=number == 0)

    assert at_once(PEOPLE, do) == [None] * PEOPLE
    assert Response.objects.get().state == "sent"


def test_many_presses_on_a_right_code_are_one_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    part, address = asking.part("plain", access="email"), "ik@voorbeeld.nl"
    url = part.get_absolute_url()
    monkeypatch.setattr(secrets, "randbelow", lambda _most: 123456)
    fields = {**Form(text_of(Client().get(url)), url).fields, "send": "1", "answer": "ja", "toegang": "1"}
    fields["toegang-email"] = [address]
    assert Client().post(url, fields).status_code == 403
    typed = {**fields, "toegang-code": "123456"}
    assert at_once(PEOPLE, lambda _number: Client().post(url, typed).status_code) == [302] * PEOPLE
    assert (Participation.objects.count(), Response.objects.count()) == (1, 1)


def test_two_answers_taken_into_one_account_at_once_are_not_both_taken() -> None:
    part, person = asking.part("plain"), resident()
    sittings = [taking_part.begin(part) for _device in range(PEOPLE)]
    done = at_once(PEOPLE, lambda number: taking_part.claim(sittings[number], person))
    assert sum(isinstance(one, Refused) for one in done) == PEOPLE - 1
    assert Participation.objects.filter(person=person).count() == 1


def test_a_mailed_code_is_right_once_however_many_type_it_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    part = asking.part("plain", access="email")
    monkeypatch.setattr(secrets, "randbelow", lambda _most: 123456)
    at_once(PEOPLE, lambda _number: proving.send_code(part, "ik@voorbeeld.nl"))
    done = at_once(PEOPLE, lambda _number: proving.check_code(part, "ik@voorbeeld.nl", "123456"))
    assert done.count(proving.Outcome.RIGHT) == 1
    assert keys.email_hash("ik@voorbeeld.nl") == keys.email_hash(" IK@voorbeeld.nl ")
