"""Support: once by one person, counted exactly, whatever happens at the same moment."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.errors import Refused
from foundation.models import AuditEntry
from initiatives.models import Initiative
from publications.models import Publication
from tests.factories import initiative, initiative_in, resident
from tests.visitors import at_once, signed_in, text_of
from voting.actions import miscounted, support, withdraw_support
from voting.models import Support


def count(target: Initiative) -> int:
    target.refresh_from_db(fields=["support_count"])
    assert Support.objects.filter(publication=target).count() == target.support_count
    return target.support_count


@pytest.mark.django_db
class TestOnce:
    def test_a_support_counts_and_is_written_down(self) -> None:
        one, person = initiative(), resident()
        support(one, supporter=person)
        assert count(one) == 1
        assert AuditEntry.objects.get(action="support.given").actor == person
        assert Publication.objects.get(pk=one.pk).energy_due

    def test_a_second_by_the_same_person_is_refused_by_the_action_and_by_the_database(self) -> None:
        one, person = initiative(), resident()
        support(one, supporter=person)
        with pytest.raises(Refused, match=r"."):
            support(one, supporter=person)
        with pytest.raises(IntegrityError, match="one_support_per_person"), transaction.atomic():
            Support.objects.create(publication=one, person=person)
        assert count(one) == 1
        assert AuditEntry.objects.filter(action="support.given").count() == 1

    def test_ones_own_is_refused_and_somebody_elses_is_not(self) -> None:
        author = resident()
        own, other = initiative(author), initiative()
        with pytest.raises(Refused):
            support(own, supporter=author)
        support(other, supporter=author)
        assert (count(own), count(other)) == (0, 1)

    @pytest.mark.parametrize("state", [one for one in Publication.State if one != Publication.State.PUBLISHED])
    def test_what_is_not_published_cannot_be_supported(self, state: Publication.State) -> None:
        one = initiative_in(state)
        with pytest.raises(Refused):
            support(one, supporter=resident())
        assert count(one) == 0

    def test_a_page_that_was_open_while_it_was_withdrawn_cannot_support_it_either(self) -> None:
        stale = initiative()
        Publication.objects.filter(pk=stale.pk).update(state=Publication.State.WITHDRAWN)
        with pytest.raises(Refused):
            support(stale, supporter=resident())
        assert count(stale) == 0

    def test_it_can_be_taken_back_once_and_given_again(self) -> None:
        one, person = initiative(), resident()
        support(one, supporter=person)
        withdraw_support(one, supporter=person)
        assert count(one) == 0
        with pytest.raises(Refused):
            withdraw_support(one, supporter=person)
        assert count(one) == 0
        support(one, supporter=person)
        assert count(one) == 1


class TestAtOnce:
    def test_fifty_people_at_once_are_fifty(self, committed: None) -> None:
        one, people = initiative(), [resident() for _ in range(50)]
        answers = at_once(50, lambda number: support(one, supporter=people[number]))
        assert [answer for answer in answers if isinstance(answer, Exception)] == []
        assert count(one) == 50
        assert miscounted() == []

    def test_fifty_presses_by_one_person_are_one(self, committed: None) -> None:
        one, person = initiative(), resident()
        answers = at_once(50, lambda _number: support(one, supporter=person))
        assert sum(isinstance(answer, Support) for answer in answers) == 1
        assert sum(isinstance(answer, Refused) for answer in answers) == 49
        assert count(one) == 1

    def test_taking_back_twice_at_once_counts_once(self, committed: None) -> None:
        one, person = initiative(), resident()
        for supporter in (person, resident()):
            support(one, supporter=supporter)
        answers = at_once(8, lambda _number: withdraw_support(one, supporter=person))
        assert sum(answer is None for answer in answers) == 1
        assert count(one) == 1

    def test_giving_and_taking_back_by_many_at_once_stays_exact(self, committed: None) -> None:
        one, people = initiative(), [resident() for _ in range(16)]
        for person in people[:8]:
            support(one, supporter=person)

        def act(number: int) -> None:
            (withdraw_support if number < 8 else support)(one, supporter=people[number])

        assert [answer for answer in at_once(16, act) if answer is not None] == []
        assert count(one) == 8


@pytest.mark.django_db
class TestOverHttp:
    def test_a_visitor_is_asked_in_first_and_counts_afterwards(self, client: Client) -> None:
        one = initiative()
        url = reverse("initiatives:support", args=[one.slug])
        html = text_of(client.get(url))
        assert f"{reverse('accounts:enter')}?next={url}" in html
        assert client.post(url).status_code == 200
        assert count(one) == 0

    def test_by_a_plain_form_one_comes_back_to_the_page(self) -> None:
        one = initiative()
        client = signed_in(resident())
        response = client.post(reverse("initiatives:support", args=[one.slug]), follow=True)
        assert response.redirect_chain == [(one.get_absolute_url(), 302)]
        assert response.context["supported"]
        assert count(one) == 1
        response = client.post(reverse("initiatives:unsupport", args=[one.slug]), follow=True)
        assert not response.context["supported"]
        assert count(one) == 0

    def test_by_htmx_only_the_box_with_the_new_count_comes_back(self) -> None:
        one = initiative()
        client = signed_in(resident())
        for name, expected in (("initiatives:support", 1), ("initiatives:unsupport", 0)):
            response = client.post(reverse(name, args=[one.slug]), headers={"hx-request": "true"})
            assert response.status_code == 200
            assert "<html" not in text_of(response)
            assert f'"support__number">{expected}<' in text_of(response)
            assert count(one) == expected

    def test_the_second_press_and_ones_own_get_a_page_that_says_why(self) -> None:
        author = resident()
        one = initiative(author)
        client = signed_in(resident())
        url = reverse("initiatives:support", args=[one.slug])
        answers = [client.post(url).status_code for _ in range(2)]
        own = signed_in(author).post(url)
        assert (*answers, own.status_code) == (302, 409, 409)
        assert "<h1" in text_of(own)
        assert count(one) == 1

    def test_looking_supports_nothing(self) -> None:
        one = initiative()
        client = signed_in(resident())
        for name in ("initiatives:support", "initiatives:support_count", "initiatives:detail"):
            assert client.get(reverse(name, args=[one.slug])).status_code == 200
        client.get(reverse("initiatives:unsupport", args=[one.slug]))
        assert count(one) == 0

    def test_what_is_hidden_is_404_to_support(self) -> None:
        one = initiative_in(Publication.State.HIDDEN)
        client = signed_in(resident())
        for name in ("initiatives:support", "initiatives:unsupport"):
            assert client.post(reverse(name, args=[one.slug])).status_code == 404

    def test_a_robot_that_supports_everything_is_slowed_down(self) -> None:
        one = initiative()
        client = signed_in(resident())
        url = reverse("initiatives:support", args=[one.slug])
        assert [client.post(url).status_code for _ in range(121)][-1] == 429

    @pytest.mark.parametrize(("headers", "status", "most"), [({}, 302, 8), ({"HX-Request": "true"}, 200, 9)])
    def test_a_press_takes_few_queries_begin_and_commit_included(
        self, headers: dict[str, str], status: int, most: int
    ) -> None:
        one = initiative()
        client = signed_in(resident())
        client.get(one.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            response = client.post(reverse("initiatives:support", args=[one.slug]), headers=headers)
        assert (response.status_code, count(one)) == (status, 1)
        assert len(queries) <= most, [query["sql"][:100] for query in queries]

    def test_after_a_press_htmx_shows_the_new_number_and_that_it_is_ones_own(self) -> None:
        one, person = initiative(), resident()
        client = signed_in(person)
        box = text_of(client.post(reverse("initiatives:support", args=[one.slug]), headers={"HX-Request": "true"}))
        assert '<span class="support__number">1</span>' in box
        assert reverse("initiatives:unsupport", args=[one.slug]) in box
        box = text_of(client.post(reverse("initiatives:unsupport", args=[one.slug]), headers={"HX-Request": "true"}))
        assert '<span class="support__number">0</span>' in box
        assert reverse("initiatives:unsupport", args=[one.slug]) not in box


@pytest.mark.django_db
class TestCheckCounts:
    def test_all_is_well(self) -> None:
        support(initiative(), supporter=resident())
        out = StringIO()
        call_command("check_counts", stdout=out)
        assert "equals" in out.getvalue()

    @pytest.mark.parametrize("manipulated", [0, 7])
    def test_a_count_that_was_tampered_with_is_found(self, manipulated: int) -> None:
        one, err = initiative(), StringIO()
        support(one, supporter=resident())
        Publication.objects.filter(pk=one.pk).update(support_count=manipulated)
        with pytest.raises(CommandError, match="1 counts differ"):
            call_command("check_counts", stderr=err)
        assert f"supports of {one.pk}: {manipulated} stored, 1 counted" in err.getvalue()

    def test_a_support_slipped_in_beside_the_action_is_found(self) -> None:
        one = initiative()
        Support.objects.create(publication=one, person=resident())
        assert miscounted() == [(one.pk, 0, 1)]


@pytest.mark.django_db
def test_giving_it_again_brings_no_fresh_energy() -> None:
    one, person = initiative(), resident()
    first = support(one, supporter=person)
    first.refresh_from_db()
    withdraw_support(one, supporter=person)
    again = support(one, supporter=person)
    again.refresh_from_db()
    assert again.pk != first.pk
    assert again.created_at == first.created_at
