"""The archive: what went out, for everybody to read."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsletters import sending
from newsletters.models import Edition
from tests.factories import initiative
from tests.newsletters.editions import edition, many, planned
from tests.visitors import text_of


@pytest.mark.django_db
class TestTheArchive:
    def test_it_lists_what_went_out_page_by_page(self, client: Client) -> None:
        many(1)
        for number in range(23):
            planned(subject=f"Nummer {number}")
        draft = edition(subject="Nog niet klaar")
        while sending.start_next():
            pass
        html = text_of(client.get(reverse("newsletters:archive")))
        assert "Nummer 22" in html
        assert "Nummer 1<" not in html
        assert draft.subject not in html
        found = html.split('rel="next" href="')[1].split('"')[0]
        assert "Nummer 1<" in text_of(client.get(found))
        assert client.get(reverse("newsletters:archive"), {"na": "onzin"}).status_code == 404

    def test_two_editions_of_one_subject_have_their_own_address(self, client: Client) -> None:
        many(1)
        editions = [planned(subject="Zomer"), planned(subject="Zomer")]
        while sending.start_next():
            pass
        paths = {Edition.objects.get(pk=one.pk).get_absolute_url() for one in editions}
        assert len(paths) == 2
        assert {client.get(path).status_code for path in paths} == {200}

    def test_a_page_is_the_same_for_everybody_and_asks_a_fixed_number_of_queries(self, client: Client) -> None:
        many(1)
        body = "Kijk bij [alle beloften](/beloften/)."
        one = planned(body=body, publications=[initiative() for _number in range(2)])
        two = planned(publications=[initiative() for _number in range(6)])
        while sending.start_next():
            pass

        def cost(made: Edition) -> int:
            made.refresh_from_db()
            with CaptureQueriesContext(connection) as captured:
                response = client.get(made.get_absolute_url() + "?vers")
            assert not response.cookies
            assert "afmelden" not in text_of(response)
            assert ('href="/beloften/" rel' in text_of(response)) == (made == one)
            return len(captured)

        cost(one)
        assert cost(one) == cost(two) <= 4

    def test_the_feed_holds_what_went_out(self, client: Client) -> None:
        many(1)
        planned(subject="Zomer & meer")
        edition(subject="Nog niet klaar")
        sending.start_next()
        feed = text_of(client.get(reverse("newsletters:feed")))
        assert "Zomer &amp; meer" in feed
        assert "Nog niet klaar" not in feed
