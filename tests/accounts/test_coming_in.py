"""Signing in and up: one e-mail field, one code, and back to where one was."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import forget_unproven_accounts, welcome
from accounts.models import User
from tests.factories import initiative, resident
from tests.visitors import ask_for_code, code_in_mail, come_in, signed_in, text_of, type_code

pytestmark = pytest.mark.django_db
NEW = "nieuw@voorbeeld.nl"


def is_in(client: Client) -> bool:
    return client.get(reverse("accounts:me")).status_code == 200


def test_somebody_new_comes_in_with_the_code_from_the_mail(client: Client) -> None:
    ask_for_code(client, NEW)
    assert not is_in(client)
    assert mail.outbox[0].to == [NEW]
    response = type_code(client, code_in_mail())
    assert response.headers["Location"] == reverse("initiatives:mine")
    assert is_in(client)
    assert EmailAddress.objects.get(email=NEW).verified


def test_somebody_known_comes_in_the_same_way_whatever_the_case_of_the_address(client: Client) -> None:
    person = resident()
    come_in(client, person.email.upper())
    assert is_in(client)
    assert User.objects.count() == 1


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address() -> None:
    person = resident()
    answers, subjects = [], []
    for address in (person.email, NEW):
        client = Client()
        response = ask_for_code(client, address)
        html = re.sub(r'value="[^"]{20,}"', "", text_of(response)).replace(address, "ADRES")
        answers.append((response.status_code, response.redirect_chain, html))
        subjects.append(mail.outbox[-1].subject.replace(code_in_mail(), "CODE"))
    assert answers[0] == answers[1]
    assert [one.to for one in mail.outbox] == [[person.email], [NEW]]
    assert subjects[0] == subjects[1]


def test_a_wrong_code_is_refused_and_the_right_one_still_works(client: Client) -> None:
    ask_for_code(client, NEW)
    assert type_code(client, "000000").status_code == 200
    assert not is_in(client)
    type_code(client, code_in_mail())
    assert is_in(client)


def test_after_five_wrong_codes_the_right_one_is_worth_nothing(client: Client) -> None:
    ask_for_code(client, NEW)
    code = code_in_mail()
    for _ in range(5):
        last = type_code(client, "000000")
    assert last.status_code in {302, 429}
    type_code(client, code)
    assert not is_in(client)


def test_a_code_works_once_and_only_in_the_browser_that_asked(client: Client) -> None:
    ask_for_code(client, NEW)
    code = code_in_mail()
    thief = Client()
    type_code(thief, code)
    assert not is_in(thief)
    type_code(client, code)
    assert is_in(client)
    client.post(reverse("account_logout"))
    type_code(client, code)
    assert not is_in(client)


def test_the_code_is_not_in_the_page_or_the_address(client: Client) -> None:
    response = ask_for_code(client, NEW)
    assert code_in_mail() not in text_of(response)
    assert all(code_in_mail() not in url for url, _status in response.redirect_chain)


def test_one_goes_on_where_one_was(client: Client) -> None:
    target = reverse("initiatives:support", args=[initiative().slug])
    assert 'name="next"' in text_of(client.get(reverse("accounts:enter"), {"next": target}))
    response = come_in(client, NEW, to=target)
    assert response.redirect_chain[-1][0] == target


@pytest.mark.parametrize(
    "bad", ["https://voorbeeld.nl/", "//voorbeeld.nl", "javascript:alert(1)", "http:voorbeeld.nl", "/\\voorbeeld.nl"]
)
def test_one_is_never_sent_to_another_site(client: Client, bad: str) -> None:
    response = come_in(client, NEW, to=bad)
    assert is_in(client)
    assert all("voorbeeld.nl" not in url and "javascript" not in url for url, _status in response.redirect_chain)


@pytest.mark.parametrize(
    "wrong", ["", "geen-adres", "a@b", "a b@voorbeeld.nl", f"{'a' * 250}@voorbeeld.nl", "a\x00@voorbeeld.nl"]
)
def test_what_is_no_address_is_said_at_the_field(client: Client, wrong: str) -> None:
    response = ask_for_code(client, wrong)
    assert response.status_code == 200
    assert "aria-invalid" in text_of(response)
    assert not User.objects.exists()
    assert not mail.outbox


def test_the_mail_with_the_code_is_in_dutch_and_readable_without_html(client: Client) -> None:
    ask_for_code(client, NEW)
    letter = mail.outbox[0]
    assert "\n" not in letter.subject
    assert "&amp;" not in letter.subject + str(letter.body)
    assert "example.com" not in letter.subject + str(letter.body)


def test_an_account_that_was_closed_cannot_come_in(client: Client) -> None:
    person = resident(is_active=False)
    response = ask_for_code(client, person.email)
    assert response.status_code == 200
    if mail.outbox:
        type_code(client, code_in_mail())
    assert not is_in(client)


def test_asking_for_codes_without_end_is_stopped(client: Client) -> None:
    for _ in range(30):
        Client().post(reverse("accounts:enter"), {"email": NEW})
    assert len(mail.outbox) < 30


def test_the_own_sign_up_form_of_the_library_is_closed(client: Client) -> None:
    client.post(reverse("account_signup"), {"email": NEW})
    assert not User.objects.exists()


def test_signing_out_asks_first(client: Client) -> None:
    come_in(client, NEW)
    client.get(reverse("account_logout"))
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert not is_in(client)


def test_pressing_twice_makes_one_account() -> None:
    assert welcome("Anna@Voorbeeld.nl ") == welcome("anna@voorbeeld.nl")
    assert User.objects.count() == 1


def test_addresses_that_were_never_proven_are_forgotten_and_nobody_else() -> None:
    old = timezone.now() - timedelta(days=8)
    stranger, fresh = welcome("typefout@voorbeeld.nl"), welcome("vers@voorbeeld.nl")
    client = Client()
    come_in(client, "bewezen@voorbeeld.nl")
    boss = User.objects.create_superuser("baas@voorbeeld.nl")
    User.objects.exclude(pk=fresh.pk).update(joined_at=old)
    assert forget_unproven_accounts() == 1
    left = set(User.objects.values_list("email", flat=True))
    assert left == {fresh.email, "bewezen@voorbeeld.nl", boss.email}
    assert stranger.email not in left
    assert forget_unproven_accounts() == 0


class TestMyPage:
    def test_it_is_for_those_who_came_in(self, client: Client) -> None:
        response = client.get(reverse("accounts:me"))
        assert response.headers["Location"].startswith(reverse("accounts:enter"))

    def test_a_postcode_fills_in_the_municipality_and_what_was_chosen_stays(self) -> None:
        person = resident()
        client = signed_in(person)
        url = reverse("accounts:me")
        assert client.post(url, {"display_name": " Jan ", "postcode": "8011 AB", "municipality": ""}).status_code == 302
        person.refresh_from_db()
        assert person.municipality is not None
        assert (person.display_name, person.postcode, person.municipality.slug) == ("Jan", "8011", "zwolle")
        other = person.municipality.__class__.objects.get(slug="kampen")
        client.post(url, {"display_name": "Jan", "postcode": "8011", "municipality": other.pk})
        person.refresh_from_db()
        assert person.municipality == other

    @pytest.mark.parametrize(
        "wrong",
        [
            {"display_name": ""},
            {"display_name": "x" * 61},
            {"postcode": "80"},
            {"municipality": "999"},
            {"display_name": "a\x00b"},
        ],
    )
    def test_what_is_wrong_is_shown_and_nothing_is_kept(self, wrong: dict[str, str]) -> None:
        person = resident("Anna")
        data = {"display_name": "Jan", "postcode": "", "municipality": "", **wrong}
        response = signed_in(person).post(reverse("accounts:me"), data)
        assert response.status_code == 200
        assert "aria-invalid" in text_of(response)
        person.refresh_from_db()
        assert person.display_name == "Anna"
