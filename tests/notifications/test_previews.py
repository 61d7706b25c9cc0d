"""The back office shows what every message says, to who may see events, as a page that can load nothing."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from accounts.permissions import sync_roles
from notifications.catalogue import BY_CODE, KINDS, Category
from notifications.models import Event, Notice
from tests.factories import resident, staff
from tests.visitors import queries, signed_in, text_of

pytestmark = pytest.mark.django_db
LIST = reverse("admin:notifications_texts")


@pytest.fixture
def office() -> Client:
    sync_roles()
    return signed_in(staff(Role.ADMINISTRATOR))


def page_of(code: str) -> str:
    return reverse("admin:notifications_text", args=[code])


def examples_on(page: str) -> list[str]:
    return re.findall(r'href="([^"]+/\d+-\w+\.html)"', page)


def test_every_kind_is_listed_once_below_its_category(office: Client) -> None:
    page = text_of(office.get(LIST))
    for kind in KINDS:
        assert page.count(f'href="{page_of(kind.code)}"') == 1
    assert [str(category.label) for category in Category] == re.findall(r"<h2>([^<]+)</h2>", page)[-len(Category) :]


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_each_kind_shows_every_channel_in_both_languages_and_each_mail_opens(office: Client, code: str) -> None:
    page = text_of(office.get(page_of(code)))
    found = examples_on(page)
    assert len(found) == 2 * len(BY_CODE[code].samples) == len(set(found))
    assert page.count("<dt>") == 5 * len(found)
    for address in found:
        answer = office.get(address)
        assert answer.status_code == 200
        assert f'<html lang="{address.removesuffix(".html")[-2:]}">' in text_of(answer)
        assert answer["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer["X-Frame-Options"] == "DENY"


def test_what_is_shown_of_the_text_is_shown_and_not_made_into_html(office: Client) -> None:
    page = text_of(office.get(page_of("comment.said")))
    assert "&gt; Mooi plan." in page
    assert "Wij&amp;Overijssel" in page
    assert "groet, Wij&Overijssel" not in page


def test_other_pages_keep_their_own_policy(office: Client) -> None:
    assert "script-src 'self'" in office.get(page_of("comment.said"))["Content-Security-Policy"]


def test_looking_tells_nobody_and_takes_as_many_queries_for_one_message_as_for_many(office: Client) -> None:
    few, many = (min, max)
    by_size = {len(kind.samples): kind.code for kind in KINDS}
    counts = {queries(office, page_of(by_size[pick(by_size)])) for pick in (few, many)}
    assert counts == {queries(office, LIST)}
    assert max(counts) <= 6
    assert not Event.objects.exists()
    assert not Notice.objects.exists()


@pytest.mark.parametrize("role", [None, *(role for role in Role if role != Role.ADMINISTRATOR)])
def test_who_may_not_see_events_sees_no_texts(role: Role | None) -> None:
    sync_roles()
    client = signed_in(staff(role) if role else resident())
    for address in (LIST, page_of("comment.said"), examples_of("comment.said")):
        assert client.get(address).status_code in {302, 403}


def examples_of(code: str) -> str:
    return reverse("admin:notifications_example", args=[code, 0, "nl"])


@pytest.mark.parametrize(
    "address",
    [
        page_of("bestaat.niet"),
        examples_of("bestaat.niet"),
        reverse("admin:notifications_example", args=["comment.said", 9, "nl"]),
        reverse("admin:notifications_example", args=["comment.said", 0, "fr"]),
    ],
)
def test_what_does_not_exist_is_not_found(office: Client, address: str) -> None:
    assert office.get(address).status_code == 404


def test_the_list_of_events_leads_to_the_texts(office: Client) -> None:
    assert f'href="{LIST}"' in text_of(office.get(reverse("admin:notifications_event_changelist")))
