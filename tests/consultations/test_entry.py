"""Coming in at a part over HTTP, without JavaScript: what was typed is never lost, and a person counts once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.db import connection
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultations import crowding, keys, proving
from consultations.models import EmailCode, Part, Participation, Response
from foundation.pagecache import PageCacheMiddleware
from notifications.actions import send_due_mail
from notifications.models import Mail
from tests.consultations import asking
from tests.factories import resident
from tests.visitors import Form, come_in, signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain")]
ADDRESS = "meedoener@voorbeeld.nl"


def fields_of(html: str, action: str) -> dict[str, Any]:
    return Form(html, action).fields


def start(client: Client, part: Part, **typed: Any) -> Any:
    """Open the page and send its form, as a browser does."""
    url = part.get_absolute_url()
    return client.post(url, {**fields_of(text_of(client.get(url)), url), "send": "1", **typed})


def go_on(client: Client, page: Any, part: Part, **typed: Any) -> Any:
    """Send the form of a page of the gate."""
    url = part.get_absolute_url()
    return client.post(url, {**fields_of(text_of(page), url), **typed})


def code_in_mail() -> str:
    send_due_mail(seconds=60)
    found = re.search(r"^(\d{6})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def receipt_url(part: Part) -> str:
    return reverse("consultations:receipt", args=[part.consultation.slug, part.number])


def sent(part: Part) -> list[dict[str, Any]]:
    return list(Response.objects.filter(part=part, state="sent").values_list("data", flat=True))


class TestAnybody:
    def test_somebody_answers_and_gets_a_receipt_with_a_code(self, client: Client) -> None:
        part = asking.part("plain")
        done = start(client, part, answer="meer bussen")
        assert done["Location"] == receipt_url(part)
        html = text_of(client.get(done["Location"]))
        assert "meer bussen" in html
        assert re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", html)
        assert sent(part) == [{"answer": "meer bussen"}]

    def test_pressing_twice_and_going_back_is_one_answer(self, client: Client) -> None:
        part, url = asking.part("plain"), None
        url = part.get_absolute_url()
        fields = {**fields_of(text_of(client.get(url)), url), "send": "1", "answer": "meer bussen"}
        client.post(url, fields)
        Client().post(url, {**fields, "answer": "nog meer"})
        client.post(url, {**fields, "answer": "toch minder"})
        assert sent(part) == [{"answer": "toch minder"}]
        assert Participation.objects.count() == 1

    def test_two_tabs_of_one_browser_are_one_answer(self, client: Client) -> None:
        part = asking.part("plain")
        url = part.get_absolute_url()
        first, second = (fields_of(text_of(client.get(url)), url) for _tab in range(2))
        client.post(url, {**first, "send": "1", "answer": "een"})
        client.post(url, {**second, "send": "1", "answer": "twee"})
        assert sent(part) == [{"answer": "twee"}]

    def test_a_form_without_cookies_knows_who_sends_it(self, client: Client) -> None:
        part = asking.part("plain")
        url = part.get_absolute_url()
        fields = {**fields_of(text_of(client.get(url)), url), "send": "1"}
        Client().post(url, {**fields, "answer": "een"})
        again = Client().post(url, {**fields, "answer": "twee"})
        assert again.status_code == 302
        assert sent(part) == [{"answer": "twee"}]

    def test_a_token_that_is_not_ours_or_of_another_part_opens_nothing(self, client: Client) -> None:
        part, other = asking.part("plain"), asking.part("plain")
        url = part.get_absolute_url()
        fields = {**fields_of(text_of(client.get(url)), url), "send": "1", "answer": "een"}
        Client().post(url, fields)
        Client().post(other.get_absolute_url(), {**fields, "answer": "elders"})
        Client().post(url, {**fields, "deelname": fields["deelname"][0] + "x", "answer": "nagemaakt"})
        assert sorted(one["answer"] for one in sent(part)) == ["een", "nagemaakt"]
        assert sent(other) == [{"answer": "elders"}]

    def test_two_visitors_never_get_the_same_page(self, settings: Any) -> None:
        settings.PAGE_CACHE_SECONDS = 60
        url = asking.part("plain").get_absolute_url()
        first, second = (fields_of(text_of(Client().get(url)), url)["deelname"] for _visitor in range(2))
        assert first != second

    def test_a_page_with_the_field_is_never_kept_even_where_it_sets_no_cookie(
        self, rf: RequestFactory, settings: Any
    ) -> None:
        settings.PAGE_CACHE_SECONDS = 60
        part = asking.part("plain")
        template = Template("{% load taking_part %}{% participation_field part %}")

        def view(request: HttpRequest) -> HttpResponse:
            request.user = AnonymousUser()
            return HttpResponse(template.render(RequestContext(request, {"part": part})))

        middleware = PageCacheMiddleware(view)
        pages = {bytes(middleware(rf.get("/consultaties/ingebed/")).content) for _visitor in range(2)}  # type: ignore[attr-defined]
        assert len(pages) == 2

    def test_what_is_said_about_oneself_is_kept_as_municipality_and_age_group_only(self, client: Client) -> None:
        part = asking.part("plain")
        start(client, part, answer="ja", **{"over-postcode": "8011 AB", "over-age_group": "18-29"})
        response = Response.objects.get()
        assert (str(response.municipality), response.age_group) == ("Zwolle", "18-29")
        assert "8011" not in str(list(Response.objects.values()) + list(Participation.objects.values()))

    def test_a_first_answer_takes_six_questions_of_the_database_and_a_later_one_five(self, client: Client) -> None:
        part = asking.part("plain")
        start(Client(), part, answer="iemand anders")
        first, later = counted(client, part, "een"), counted(client, part, "twee")
        assert (len(first), len(later)) == (6, 5), "\n".join([*first, "--", *later])


def counted(client: Client, part: Part, answer: str) -> list[str]:
    """What is asked of the tables of taking part in one POST; the page of the part itself is read before that."""
    url = part.get_absolute_url()
    fields = {**fields_of(text_of(client.get(url)), url), "send": "1", "answer": answer}
    with CaptureQueriesContext(connection) as captured:
        client.post(url, fields)
    asked = [one["sql"] for one in captured.captured_queries]
    tables = ("consultations_participation", "consultations_response", "consultations_result")
    return [one for one in asked if any(table in one for table in tables)]


class TestSigningIn:
    def test_what_was_typed_waits_until_somebody_signed_in(self, client: Client) -> None:
        part = asking.part("plain", access="account")
        wall = start(client, part, answer="meer bussen", extra=["een", "twee"])
        assert wall.status_code == 403
        assert "We bewaren" in text_of(wall) or "We keep" in text_of(wall)
        back = reverse("consultations:carry_on", args=[part.consultation.slug, part.number])
        page = come_in(client, "nieuw@voorbeeld.nl", to=back)
        assert page.redirect_chain[-1][0] == back
        fields = fields_of(text_of(page), part.get_absolute_url())
        assert (fields["answer"], fields["extra"]) == (["meer bussen"], ["een", "twee"])
        assert client.post(part.get_absolute_url(), fields | {"send": "1"})["Location"] == receipt_url(part)
        assert sent(part) == [{"answer": "meer bussen"}]
        assert client.get(back).status_code == 302

    def test_what_is_too_much_to_keep_is_shown_to_copy(self, client: Client) -> None:
        part = asking.part("plain", access="account")
        wall = start(client, part, answer="a" * 400_000)
        assert "sessie" not in client.cookies
        assert "a" * 400_000 in text_of(wall)

    def test_who_was_signed_out_meanwhile_is_not_counted_as_somebody_else(self) -> None:
        part, client = asking.part("plain"), signed_in(resident())
        url = part.get_absolute_url()
        fields = fields_of(text_of(client.get(url)), url)
        client.logout()
        wall = client.post(url, {**fields, "send": "1", "answer": "ja"})
        assert wall.status_code == 403
        assert not Participation.objects.exists()

    def test_an_account_answers_once_on_two_devices(self) -> None:
        part, person = asking.part("plain"), resident()
        start(signed_in(person), part, answer="thuis")
        start(signed_in(person), part, answer="op het werk")
        assert sent(part) == [{"answer": "op het werk"}]


class TestByMail:
    def test_an_address_is_confirmed_with_a_code_and_nothing_typed_is_lost(self, client: Client) -> None:
        part = asking.part("plain", access="email")
        asked = start(client, part, answer="meer bussen")
        assert asked.status_code == 403
        page = go_on(client, asked, part, **{"toegang-email": ADDRESS})
        assert not Participation.objects.exists()
        wrong = go_on(client, page, part, **{"toegang-code": "000000"})
        assert "meer bussen" in text_of(wrong)
        done = go_on(client, wrong, part, **{"toegang-code": code_in_mail(), "send": "1"})
        assert done["Location"] == receipt_url(part)
        assert sent(part) == [{"answer": "meer bussen"}]
        assert not EmailCode.objects.exists()

    def test_the_address_is_kept_as_a_hash_only_and_its_mail_is_forgotten(self, client: Client) -> None:
        part = asking.part("plain", access="email")
        page = go_on(client, start(client, part, answer="ja"), part, **{"toegang-email": ADDRESS})
        go_on(client, page, part, **{"toegang-code": code_in_mail()})
        assert ADDRESS not in str(list(Participation.objects.values()) + list(EmailCode.objects.values()))
        assert proving.forget_addresses() == 1
        assert not Mail.objects.exists()

    def test_the_same_address_on_another_device_is_the_same_person(self) -> None:
        part = asking.part("plain", access="email")
        for answer in ("een", "twee"):
            client = Client()
            EmailCode.objects.all().delete()
            page = go_on(client, start(client, part, answer=answer), part, **{"toegang-email": ADDRESS.upper()})
            go_on(client, page, part, **{"toegang-code": code_in_mail(), "send": "1"})
        assert sent(part) == [{"answer": "twee"}]

    def test_an_account_with_the_same_address_is_the_same_person(self, client: Client) -> None:
        part, person = asking.part("plain", access="email"), resident()
        page = go_on(client, start(client, part, answer="per mail"), part, **{"toegang-email": person.email})
        go_on(client, page, part, **{"toegang-code": code_in_mail(), "send": "1"})
        own = signed_in(person)
        start(own, part, answer="met account")
        assert sent(part) == [{"answer": "met account"}]
        assert Participation.objects.get().person == person
        stranger = Client()
        page = go_on(stranger, start(stranger, part, answer="nog eens"), part, **{"toegang-email": person.email})
        refused = go_on(stranger, page, part, **{"toegang-code": code_in_mail(), "send": "1"})
        assert refused.status_code == 403
        assert "nog eens" in text_of(refused)
        assert len(sent(part)) == 1

    def test_pressing_twice_on_a_right_code_works(self, client: Client) -> None:
        part = asking.part("plain", access="email")
        page = go_on(client, start(client, part, answer="ja"), part, **{"toegang-email": ADDRESS})
        typed = {"toegang-code": code_in_mail(), "send": "1"}
        answers = [go_on(Client(), page, part, **typed).status_code for _press in range(2)]
        assert answers == [302, 302]
        assert len(sent(part)) == 1

    def test_after_five_wrong_codes_even_the_right_one_is_refused(self, client: Client) -> None:
        part = asking.part("plain", access="email")
        proving.send_code(part, ADDRESS)
        right = code_in_mail()
        wrong = "111111" if right != "111111" else "222222"
        for _attempt in range(5):
            outcome = proving.check_code(part, ADDRESS, wrong)
        assert outcome == proving.Outcome.OVER
        assert proving.check_code(part, ADDRESS, right) == proving.Outcome.OVER

    def test_a_code_works_for_its_own_address_only_and_not_after_fifteen_minutes(self) -> None:
        part = asking.part("plain", access="email")
        proving.send_code(part, ADDRESS)
        code = code_in_mail()
        proving.send_code(part, "ander@voorbeeld.nl")
        EmailCode.objects.exclude(code_hash=keys.mailed_code_hash(ADDRESS, code)).update(
            code_hash=keys.mailed_code_hash(ADDRESS, code)
        )
        assert proving.check_code(part, "ander@voorbeeld.nl", code) == proving.Outcome.WRONG
        EmailCode.objects.update(until=Now())
        assert proving.check_code(part, ADDRESS, code) == proving.Outcome.OVER

    def test_asking_again_at_once_sends_no_second_mail(self) -> None:
        part = asking.part("plain", access="email")
        assert [proving.send_code(part, ADDRESS) for _press in range(2)] == [True, False]
        assert Mail.objects.count() == 1

    def test_after_a_bad_answer_the_address_is_not_asked_for_again(self, client: Client) -> None:
        part = asking.part("plain", access="email")
        page = go_on(client, start(client, part, answer=""), part, **{"toegang-email": ADDRESS})
        again = go_on(client, page, part, **{"toegang-code": code_in_mail()})
        assert "vul iets in" in text_of(again)
        assert go_on(client, again, part, answer="nu wel", send="1").status_code == 302
        assert sent(part) == [{"answer": "nu wel"}]


class TestWhoMay:
    def test_a_postcode_outside_the_area_is_refused_and_one_inside_goes_on(self, client: Client) -> None:
        part = asking.part("plain", postcodes="7411-7439")
        asked = start(client, part, answer="meer bussen")
        outside = go_on(client, asked, part, **{"toegang-postcode": "8011"})
        assert outside.status_code == 403
        inside = go_on(client, outside, part, **{"toegang-postcode": "7415 AA", "send": "1"})
        assert inside.status_code == 302
        assert str(Response.objects.get().municipality) == "Deventer"
        assert start(client, part, answer="minder").status_code == 302

    def test_who_is_too_young_cannot_take_part(self, client: Client) -> None:
        part = asking.part("plain", minimum_age=16)
        asked = start(client, part, answer="ja")
        assert "16" in text_of(asked)
        assert go_on(client, asked, part, **{"toegang-age": "no"}).status_code == 403
        assert not Participation.objects.exists()
        assert go_on(client, asked, part, **{"toegang-age": "yes", "send": "1"}).status_code == 302

    def test_the_two_questions_about_oneself_are_asked_along_only_where_the_editor_wants_them(
        self, client: Client
    ) -> None:
        asks = asking.part("plain", minimum_age=16)
        page = start(client, asks, answer="ja", **{"over-age_group": "18-29"})
        assert "about-you" in text_of(page)
        go_on(client, page, asks, **{"toegang-age": "yes", "over-age_group": "30-44", "send": "1"})
        assert Response.objects.get().age_group == "30-44"
        silent = asking.part("plain", minimum_age=16, asks_place=False, asks_age=False)
        assert "about-you" not in text_of(start(client, silent, answer="ja"))

    def test_who_has_an_account_is_asked_for_the_area_too(self) -> None:
        part, client = asking.part("plain", postcodes="7411-7439"), signed_in(resident())
        assert start(client, part, answer="ja").status_code == 403

    def test_after_closing_what_was_typed_is_shown_back(self, client: Client) -> None:
        part = asking.part("plain")
        url = part.get_absolute_url()
        fields = fields_of(text_of(client.get(url)), url)
        asking.close_now(part.consultation)
        page = client.post(url, {**fields, "answer": "net te laat", "send": "1"})
        assert page.status_code == 403
        assert "net te laat" in text_of(page)
        assert not Response.objects.exists()


class TestInACrowd:
    @pytest.fixture(autouse=True)
    def few(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(crowding, "MOST_OF_NETWORK", 1)
        monkeypatch.setattr(crowding, "BITS", 6)

    def test_the_browser_works_for_it_once_many_begin(self, client: Client) -> None:
        part = asking.part("plain")
        assert start(client, part, answer="eerste").status_code == 302
        page = start(Client(), part, answer="tweede")
        assert page.status_code == 403
        challenge = page.context["challenge"]
        proof = f"{challenge}|{crowding.solve(challenge)}"
        assert go_on(Client(), page, part, **{"toegang-proof": proof, "send": "1"}).status_code == 302
        assert len(sent(part)) == 2
        other = go_on(Client(), start(Client(), part, answer="x"), part, **{"toegang-proof": proof, "send": "1"})
        assert other.status_code == 403

    def test_a_made_up_proof_is_refused(self) -> None:
        part, other = asking.part("plain"), asking.part("plain")
        task = crowding.challenge(part)
        number = crowding.solve(task)
        wrong = next(one for one in range(1, 10_000) if not crowding.is_solved(task, one))
        assert not crowding.is_proof(part, f"{task}|{wrong}")
        assert not crowding.is_proof(other, f"{task}|{number}")
        assert not crowding.is_proof(part, f"zelfgemaakt|{number}")
        assert not crowding.is_proof(part, "")
        assert crowding.is_proof(part, f"{task}|{number}")
        assert not crowding.is_proof(part, f"{task}|{number}")

    def test_without_javascript_a_confirmed_address_does_as_well(self, client: Client) -> None:
        part = asking.part("plain")
        start(Client(), part, answer="eerste")
        page = start(client, part, answer="tweede")
        assert "bevestigen" not in text_of(client.get(part.get_absolute_url()))
        stuck = go_on(client, page, part)
        assert stuck.status_code == 403
        asked = go_on(client, stuck, part, **{"toegang-email": ADDRESS})
        done = go_on(client, asked, part, **{"toegang-code": code_in_mail(), "send": "1"})
        assert done.status_code == 302
        assert len(sent(part)) == 2

    def test_who_began_is_not_asked_again(self, client: Client) -> None:
        part = asking.part("plain")
        start(client, part, answer="een")
        start(Client(), part, answer="ander")
        assert start(client, part, answer="twee").status_code == 302
