"""The receipt: proof of what one sent, and the way back to it, without or with an account."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from consultations import keys, receipts, taking_part
from consultations.models import Consultation, Part, Participation, Response
from foundation.errors import Refused
from notifications.actions import send_due_mail
from tests.consultations import asking
from tests.factories import resident
from tests.visitors import queries, signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain")]


def address(name: str, part: Part) -> str:
    return reverse(f"consultations:{name}", args=[part.consultation.slug, part.number])


def answered(client: Client, part: Part, answer: str = "meer bussen") -> str:
    """Answer without an account; gives the code."""
    done = client.post(part.get_absolute_url(), {"answer": answer, "send": "1"})
    assert done.status_code == 302
    return str(client.cookies[f"deelname-{part.pk}"].value)


def states(part: Part) -> list[str]:
    return sorted(Response.objects.filter(part=part).values_list("state", flat=True))


class TestTheReceipt:
    def test_it_shows_reference_day_answers_and_the_code(self, client: Client) -> None:
        part = asking.part("plain")
        code = answered(client, part)
        html = text_of(client.get(address("receipt", part)))
        response = Response.objects.get()
        for words in ("meer bussen", code, keys.reference_of(response.key)):
            assert words in html
        assert str(response.key) not in html

    def test_nobody_else_sees_it(self, client: Client) -> None:
        part = asking.part("plain")
        answered(client, part)
        stranger = Client()
        assert stranger.get(address("receipt", part))["Location"] == reverse("consultations:find")
        for name in ("receipt_file", "withdraw"):
            assert stranger.get(address(name, part)).status_code == 404
        assert stranger.post(address("withdraw", part)).status_code == 404
        assert states(part) == ["sent"]

    def test_the_pdf_has_a_title_a_language_and_a_link_by_which_anybody_can_check_it(self, client: Client) -> None:
        part = asking.part("plain")
        answered(client, part, "bussen & treinen <snel>\nen een regel \U0001f600")
        file = client.get(address("receipt_file", part))
        assert file["Content-Type"] == "application/pdf"
        assert "no-store" in file["Cache-Control"]
        body = bytes(file.content)
        assert b"/Lang (nl)" in body
        link = re.search(rb"/URI \(https?://testserver(/consultaties/bewijs/echt/[^)]+)\)", body)
        assert link
        page = Client().get(link[1].decode())
        assert keys.reference_of(Response.objects.get().key) in text_of(page)
        assert "bussen" not in text_of(page).replace(part.consultation.title, "")

    def test_a_receipt_that_was_changed_is_not_ours(self, client: Client) -> None:
        part = asking.part("plain")
        answered(client, part)
        sitting = taking_part.by_code(client.cookies[f"deelname-{part.pk}"].value)
        assert sitting
        token = receipts.receipt_of(sitting).token
        assert client.get(reverse("consultations:genuine", args=[token])).status_code == 200
        assert client.get(reverse("consultations:genuine", args=[token[:-3] + "abc"])).status_code == 404

    def test_what_one_did_not_say_about_oneself_can_be_said_afterwards(self, client: Client) -> None:
        part = asking.part("plain")
        answered(client, part)
        url = address("receipt", part)
        assert "over-postcode" in text_of(client.get(url))
        client.post(url, {"over-postcode": "7411", "over-age_group": "65-"})
        response = Response.objects.get()
        assert (str(response.municipality), response.age_group) == ("Deventer", "65-")
        assert "over-postcode" not in text_of(client.get(url))

    def test_it_takes_a_fixed_number_of_questions_of_the_database(self, client: Client) -> None:
        part = asking.part("plain")
        answered(client, part)
        assert queries(client, address("receipt", part)) <= 8


class TestTheCode:
    def test_it_leads_back_on_another_device(self, client: Client) -> None:
        part = asking.part("plain")
        code = answered(client, part)
        other = Client()
        typed = {"deelcode": code.lower().replace("-", " ")}
        assert other.post(reverse("consultations:find"), typed)["Location"] == address("receipt", part)
        assert "meer bussen" in text_of(other.get(address("receipt", part)))
        assert "meer bussen" in text_of(other.get(part.get_absolute_url()))

    def test_guessing_is_limited(self, client: Client) -> None:
        answers = [
            client.post(reverse("consultations:find"), {"deelcode": "ABCD-EFGH-JKMN"}).status_code for _try in range(25)
        ]
        assert (answers[0], answers[-1]) == (200, 429)

    def test_a_link_by_mail_leads_back_and_the_address_is_forgotten(self, client: Client) -> None:
        part = asking.part("plain")
        client.post(part.get_absolute_url(), {"answer": "nog niet klaar"})
        back = part.get_absolute_url()
        posted = client.post(address("mail_link", part), {"email": "later@voorbeeld.nl", "back": back})
        assert posted["Location"] == back
        send_due_mail(seconds=60)
        link = re.search(r"https?://[^/]+(/consultaties/verder/\S+)", str(mail.outbox[-1].body))
        assert link
        other = Client()
        assert other.get(link[1])["Location"] == part.get_absolute_url()
        assert "nog niet klaar" in text_of(other.get(part.get_absolute_url()))
        assert "later@voorbeeld.nl" not in str(list(Participation.objects.values()) + list(Response.objects.values()))
        assert Client().get(link[1][:-4] + "abc/").status_code == 410

    def test_who_has_nothing_kept_is_not_asked_for_an_address(self, client: Client) -> None:
        part = asking.part("plain")
        assert client.get(address("mail_link", part))["Location"] == part.get_absolute_url()
        answered(client, part)
        assert 'name="email"' in text_of(client.get(address("mail_link", part)))

    def test_a_link_never_leads_to_another_site(self, client: Client) -> None:
        part = asking.part("plain")
        answered(client, part)
        typed = {"email": "later@voorbeeld.nl", "back": "//elders.example/"}
        assert client.post(address("mail_link", part), typed)["Location"] == part.get_absolute_url()


class TestWithdrawing:
    def test_answers_are_wiped_after_a_second_question(self, client: Client) -> None:
        part = asking.part("plain")
        answered(client, part)
        assert client.get(address("withdraw", part)).status_code == 200
        assert states(part) == ["sent"]
        assert client.post(address("withdraw", part))["Location"] == address("receipt", part)
        assert list(Response.objects.values_list("state", "data")) == [("withdrawn", {})]
        assert client.get(address("receipt", part)).status_code == 200

    def test_after_closing_they_stay(self, client: Client) -> None:
        part = asking.part("plain")
        answered(client, part)
        asking.close_now(part.consultation)
        assert client.get(address("withdraw", part)).status_code == 200
        assert client.post(address("withdraw", part)).status_code == 409
        assert states(part) == ["sent"]

    def test_who_took_them_back_can_answer_anew(self, client: Client) -> None:
        part = asking.part("plain")
        answered(client, part)
        client.post(address("withdraw", part))
        answered(client, part, "toch wel")
        assert states(part) == ["sent"]
        assert Participation.objects.get().sent_at is not None


class TestIntoAnAccount:
    def test_answers_without_an_account_become_those_of_who_signs_in(self, client: Client) -> None:
        part, person = asking.part("plain"), resident()
        code = answered(client, part)
        first = client.get(address("claim", part))
        assert first["Location"].startswith(reverse("accounts:enter"))
        client.force_login(person)
        assert client.get(address("claim", part)).status_code == 200
        client.post(address("claim", part))
        assert Participation.objects.get().person == person
        assert states(part) == ["sent"]
        assert taking_part.by_code(code) is None
        assert "meer bussen" in text_of(signed_in(person).get(address("receipt", part)))

    def test_who_answered_with_the_account_already_keeps_both_and_is_told_so(self, client: Client) -> None:
        part, person = asking.part("plain"), resident()
        code = answered(client, part)
        answered_as(person, part)
        client.force_login(person)
        assert address("receipt", part) in text_of(client.get(address("claim", part)))
        assert client.post(address("claim", part)).status_code == 409
        assert states(part) == ["sent", "sent"]
        assert taking_part.by_code(code) is not None

    def test_answers_of_one_account_are_not_taken_over_by_another(self) -> None:
        part = asking.part("plain")
        sitting = taking_part.begin(part)
        taking_part.claim(sitting, resident())
        with pytest.raises(Refused):
            taking_part.claim(sitting, resident())

    def test_an_address_that_was_taken_into_an_account_does_not_answer_again(self) -> None:
        part = asking.part("plain", access="email")
        taking_part.claim(taking_part.begin(part, address="ik@voorbeeld.nl"), resident())
        with pytest.raises(Refused):
            taking_part.begin(part, address="IK@voorbeeld.nl")


def answered_as(person: Any, part: Part) -> None:
    taking_part.write(taking_part.begin(part, person=person), {"answer": "als mezelf"}, is_sent=True)


class TestWhatSomebodyTookPartIn:
    def test_the_list_asks_the_same_of_the_database_however_long_it_is(self) -> None:
        person, part = resident(), asking.part("plain")
        answered_as(person, part)
        client = signed_in(person)
        url = reverse("consultations:mine")
        few = queries(client, url)
        for _more in range(3):
            answered_as(person, asking.part("plain"))
        assert queries(client, url) == few
        html = text_of(client.get(url))
        assert html.count("/bewijs/") == 5
        assert part.title in html

    def test_everything_somebody_answered_is_in_their_own_data(self) -> None:
        person, part = resident(), asking.part("plain")
        answered_as(person, part)
        answered_as(resident(), part)
        (found,) = receipts.data_of(person)
        assert found["part"] == part.title
        assert found["answers"] == [{"question": "Wat vind je?", "answer": "als mezelf"}]

    def test_the_answers_of_an_account_that_is_deleted_count_on_without_a_person(self) -> None:
        person, part = resident(), asking.part("plain")
        answered_as(person, part)
        person.delete()
        assert Participation.objects.get().person is None
        assert states(part) == ["sent"]

    def test_it_stays_readable_once_the_province_answered(self, client: Client) -> None:
        part = asking.part("plain")
        answered(client, part)
        asking.close_now(part.consultation)
        Consultation.objects.update(stage="answered")
        html = text_of(client.get(address("receipt", part)))
        assert "meer bussen" in html
        assert address("withdraw", part) not in html
