"""Asking for the newsletter: nobody gets it who did not say yes, and everybody can leave with one press."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.models import AuditEntry
from newsletters import links, subscribing
from newsletters.models import Subscription
from newsletters.tasks import tidy_subscriptions
from notifications.actions import send_due_mail
from notifications.models import Mail
from tests.factories import deventer, resident, theme, zwolle
from tests.newsletters.editions import deliver, planned, reader
from tests.visitors import Form, at_once, signed_in, text_of

ADDRESS = "lezer@voorbeeld.nl"


def ask(client: Client, email: str = ADDRESS, **data: Any) -> Any:
    return client.post(reverse("newsletters:ask"), {"email": email, **data})


def link_in_mail() -> str:
    """The path of the link in the newest mail."""
    send_due_mail(seconds=60)
    found = re.search(r"https?://[^/]+(/nieuwsbrief/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def is_reader(address: str = ADDRESS) -> bool:
    return Subscription.objects.filter(address=address, confirmed_at__isnull=False).exists()


@pytest.mark.django_db
class TestWithoutAnAccount:
    def test_only_the_press_on_the_page_from_the_mail_subscribes(self, client: Client) -> None:
        response = ask(client, themes=[theme().pk], municipalities=[zwolle().pk])
        assert (response.status_code, response["Location"]) == (302, reverse("newsletters:asked"))
        assert not is_reader()
        link = link_in_mail()
        page = client.get(link)
        assert "Wil je de nieuwsbrief?" in text_of(page)
        assert "no-store" in page["Cache-Control"]
        assert not is_reader()
        assert "Je krijgt de nieuwsbrief" in text_of(client.post(link))
        assert is_reader()
        row = Subscription.objects.get()
        assert (list(row.themes.all()), list(row.municipalities.all())) == ([theme()], [zwolle()])
        assert client.post(link).status_code == 200
        assert AuditEntry.objects.filter(action="newsletter.subscribed").count() == 1

    def test_the_page_for_visitors_sets_no_cookie_and_holds_no_token(self, client: Client) -> None:
        response = client.get(reverse("newsletters:archive"))
        assert not response.cookies
        assert "csrfmiddlewaretoken" not in text_of(response)
        strict = Client(enforce_csrf_checks=True)
        assert ask(strict).status_code == 302

    def test_no_answer_tells_whether_an_address_is_known(self, client: Client) -> None:
        known = resident("Anna")
        subscribing.subscribe(known)
        reader("trouw@voorbeeld.nl")
        addresses = ("nieuw@voorbeeld.nl", "trouw@voorbeeld.nl", known.email, known.email.upper())
        answers = [ask(client, address) for address in addresses]
        assert len({(one.status_code, one["Location"]) for one in answers}) == 1
        assert len({text_of(client.get(one["Location"])) for one in answers}) == 1

    def test_who_reads_it_already_keeps_their_choices_whatever_a_stranger_types(self, client: Client) -> None:
        row = reader(ADDRESS, themes=[theme()])
        mail.outbox.clear()
        Mail.objects.all().delete()
        ask(client, themes=[theme(1).pk])
        send_due_mail(seconds=60)
        assert "Je krijgt de nieuwsbrief" in mail.outbox[-1].subject
        assert list(row.themes.all()) == [theme()]

    def test_asking_again_and_again_sends_one_mail(self, client: Client) -> None:
        for _time in range(3):
            ask(client, ADDRESS.upper())
        assert Mail.objects.filter(template="newsletter_confirm").count() == 1
        assert Subscription.objects.get().address == ADDRESS

    def test_there_is_a_limit_to_it(self, client: Client) -> None:
        answers = [ask(client).status_code for _time in range(7)]
        assert answers == [302] * 6 + [429]
        other = [ask(client, f"ander{number}@voorbeeld.nl").status_code for number in range(20)]
        assert other[-1] == 429

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            ({"email": ""}, "Vul je e-mailadres in."),
            ({"email": "lezer@"}, "Vul een e-mailadres in"),
            ({"email": "lezer\x00@voorbeeld.nl"}, "Vul een e-mailadres in"),
            ({"email": f"{'a' * 250}@voorbeeld.nl"}, "254"),
            ({"email": ADDRESS, "themes": ["99999"]}, "niet"),
            ({"email": ADDRESS, "municipalities": ["onzin"]}, "niet"),
        ],
    )
    def test_bad_input_comes_back_with_what_is_wrong(self, client: Client, data: dict[str, Any], says: str) -> None:
        html = text_of(client.post(reverse("newsletters:ask"), data))
        assert "data-error-summary" in html
        assert says in html
        assert not Subscription.objects.exists()

    def test_the_link_works_for_seven_days_and_the_address_is_forgotten_then(self, client: Client) -> None:
        ask(client)
        row = Subscription.objects.get()
        tidy_subscriptions()
        assert Subscription.objects.exists()
        Subscription.objects.update(asked_at=timezone.now() - timedelta(days=7, minutes=1))
        tidy_subscriptions()
        assert not Subscription.objects.exists()
        response = client.post(links.answer_path(row))
        assert response.status_code == 410
        assert "Deze link werkt niet meer" in text_of(response)
        assert not is_reader()

    def test_an_old_link_does_not_subscribe_even_before_the_clock_came(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        row = subscribing.ask(ADDRESS)
        link = links.answer_path(row)
        monkeypatch.setattr(links, "ANSWER_WITHIN", timedelta(seconds=-1))
        assert client.post(link).status_code == 410
        assert not is_reader()

    def test_a_link_for_choices_cannot_answer_the_question(self, client: Client) -> None:
        row = subscribing.ask(ADDRESS)
        token = links.own_path(row).split("/")[-2]
        assert client.post(reverse("newsletters:confirm", args=[token])).status_code == 410
        assert client.post(reverse("newsletters:confirm", args=["onzin"])).status_code == 410
        assert not is_reader()

    def test_choices_change_by_the_link_of_the_mail_alone(self, client: Client) -> None:
        row = reader(ADDRESS, themes=[theme()])
        url = links.own_path(row)
        data = Form(text_of(client.get(url)), url).fields
        assert data["themes"] == [str(theme().pk)]
        client.post(url, {"themes": [theme(1).pk], "municipalities": [deventer().pk]})
        assert list(row.themes.all()) == [theme(1)]
        assert list(row.municipalities.all()) == [deventer()]
        assert client.get(reverse("newsletters:interests", args=["onzin"])).status_code == 410


@pytest.mark.django_db
class TestLeaving:
    def test_opening_the_link_asks_and_a_press_ends_it(self, client: Client) -> None:
        row = reader(ADDRESS)
        url = links.end_path(row)
        assert "Stoppen met de nieuwsbrief?" in text_of(client.get(url))
        assert is_reader()
        assert "Je krijgt de nieuwsbrief niet meer" in text_of(client.post(url))
        assert not Subscription.objects.exists()
        assert AuditEntry.objects.filter(action="newsletter.ended", subject_id=str(row.pk)).count() == 1

    def test_the_press_in_a_mail_program_ends_it_without_cookies_or_token(self) -> None:
        reader(ADDRESS)
        planned()
        deliver()
        (arrived,) = [one for one in mail.outbox if one.to == [ADDRESS] and "List-Unsubscribe" in one.extra_headers]
        assert arrived.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        url = arrived.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
        program = Client(enforce_csrf_checks=True)
        for _time in range(2):
            assert program.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert not Subscription.objects.exists()

    def test_nobody_can_leave_for_somebody_else(self, client: Client) -> None:
        row = reader(ADDRESS)
        assert client.post(reverse("newsletters:end", args=[str(row.pk)])).status_code == 404
        assert is_reader()


@pytest.mark.django_db
class TestWithAnAccount:
    def test_it_is_off_until_somebody_turns_it_on_and_off_again_after(self) -> None:
        person = resident()
        client, url = signed_in(person), reverse("newsletters:mine")
        assert "wants" not in Form(text_of(client.get(url)), url).fields
        assert client.post(url, {"wants": "on", "themes": [theme().pk]}).status_code == 302
        assert Subscription.objects.get(person=person).themes.get() == theme()
        assert "wants" in Form(text_of(client.get(url)), url).fields
        client.post(url, {"themes": [theme().pk]})
        assert not Subscription.objects.exists()

    def test_a_visitor_is_asked_to_sign_in_first(self, client: Client) -> None:
        assert client.get(reverse("newsletters:mine")).status_code == 302

    def test_the_same_address_with_and_without_an_account_is_one_reader(self) -> None:
        person = resident()
        row = reader(person.email)
        client = signed_in(person)
        client.post(reverse("newsletters:mine"), {"wants": "on"})
        assert Subscription.objects.get() == row
        planned()
        deliver()
        assert [one.to for one in mail.outbox if "Zes bomen" in one.subject] == [[person.email]]

    def test_the_clock_gives_a_proven_account_what_its_address_had(self) -> None:
        row = reader("nieuw@voorbeeld.nl")
        unproven = resident()
        unproven.email = "nieuw@voorbeeld.nl"
        unproven.save()
        tidy_subscriptions()
        assert not Subscription.objects.filter(person=unproven).exists()
        signed_in(unproven)
        tidy_subscriptions()
        assert Subscription.objects.get(person=unproven, address="") == row

    def test_turning_it_off_ends_what_the_address_had_too(self) -> None:
        person = resident()
        reader(person.email)
        signed_in(person).post(reverse("newsletters:mine"), {})
        assert not Subscription.objects.exists()


class TestReallyCommitted:
    def test_one_address_asked_by_many_at_once_is_one_question(self, committed: None) -> None:
        at_once(6, lambda _number: subscribing.ask(ADDRESS))
        assert Subscription.objects.count() == 1
        assert Mail.objects.count() == 1

    def test_two_presses_at_once_subscribe_once(self, committed: None) -> None:
        person = resident()
        answers = at_once(4, lambda _number: subscribing.subscribe(person))
        assert len({one.pk for one in answers}) == 1
