"""One's own feed: whoever has the address reads it, nobody else, and reading it there leaves it unread here."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from notifications import inbox, wishes
from notifications.catalogue import discussions
from notifications.catalogue import initiatives as events
from notifications.models import Notice, Rhythm
from publications.models import Publication
from tests.factories import initiative, resident
from tests.notices import hear
from tests.visitors import queries, signed_in, text_of

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
CHOICES = "/meldingen/keuzes/"


@pytest.fixture
def anna() -> User:
    return resident("Anna")


def feed_of(person: User) -> str:
    return reverse("notifications:feed", args=[wishes.rhythm_of(person).feed_key])


def entries(client: Client, address: str) -> list[ET.Element]:
    return ET.fromstring(client.get(address).content).findall("a:entry", ATOM)  # our own feed


def part(entry: ET.Element, name: str) -> str:
    return entry.findtext(f"a:{name}", "", ATOM)


def test_it_holds_the_text_itself_newest_first_and_links_to_the_page(client: Client, anna: User) -> None:
    one = initiative(title="Buurttuin")
    wishes.renew_feed(anna)
    hear(anna, one, events.UPDATE, excerpt="De bomen <staan> er & groeien.")
    hear(anna, one, discussions.REPLY, who="Jan Willem")
    reply, news = entries(client, feed_of(anna))
    assert "Jan Willem" in part(reply, "title")
    assert "<p>De bomen &lt;staan&gt; er &amp; groeien.</p>" in part(news, "summary")
    link = news.find("a:link", ATOM)
    assert link is not None
    assert link.get("href", "").endswith(one.get_absolute_url())
    assert part(reply, "id") != part(news, "id")


def test_it_is_private_and_reading_it_leaves_everything_unread(client: Client, anna: User) -> None:
    wishes.renew_feed(anna)
    hear(anna, initiative(), discussions.REPLY)
    answer = client.get(feed_of(anna))
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert not answer.cookies
    assert inbox.unread(anna) == 1


def test_it_speaks_the_language_of_the_messages(client: Client, anna: User) -> None:
    Rhythm.objects.create(person=anna, language="en")
    answer = client.get(feed_of(anna))
    assert 'xml:lang="en"' in text_of(answer)


def test_what_may_no_longer_be_read_is_not_in_it(client: Client, anna: User) -> None:
    one = initiative()
    wishes.renew_feed(anna)
    hear(anna, one, discussions.REPLY)
    Publication.objects.filter(pk=one.pk).update(state="hidden")
    assert entries(client, feed_of(anna)) == []


def test_an_unknown_key_and_that_of_somebody_who_left_do_not_exist(client: Client, anna: User) -> None:
    wishes.renew_feed(anna)
    address = feed_of(anna)
    assert client.get(address[:-2] + "/").status_code == 404
    User.objects.filter(pk=anna.pk).update(is_active=False)
    assert client.get(address).status_code == 404


def test_a_new_address_makes_the_old_one_stop(client: Client, anna: User) -> None:
    own = signed_in(anna)
    assert "/feeds/meldingen/" not in text_of(own.get(CHOICES))
    own.post(reverse("notifications:new_feed"))
    old = feed_of(anna)
    assert old in text_of(own.get(CHOICES))
    assert client.get(old).status_code == 200
    own.post(reverse("notifications:new_feed"))
    assert client.get(old).status_code == 404
    assert feed_of(anna) in text_of(own.get(CHOICES))
    assert own.get(reverse("notifications:new_feed")).status_code == 405


def test_many_take_as_many_queries_as_one(client: Client, anna: User) -> None:
    wishes.renew_feed(anna)
    hear(anna, initiative(), discussions.REPLY)
    few = queries(client, feed_of(anna))
    for _number in range(35):
        hear(anna, initiative(), discussions.REPLY)
    assert queries(client, feed_of(anna)) == few <= 4
    assert len(entries(client, feed_of(anna))) == 30
    assert Notice.objects.filter(person=anna).count() == 36
