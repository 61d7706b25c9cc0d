"""Every promise is seen by everybody, in the order of their days."""

import pytest
from django.conf import LazySettings
from django.test import Client

from promises import actions
from promises.models import Office
from publications.models import Publication
from tests.factories import initiative, resident
from tests.promises.making import office, promised
from tests.visitors import queries, text_of

LIST = "/beloften/"


@pytest.mark.django_db
class TestList:
    def test_overdue_due_and_kept_are_told_with_their_office_in_the_order_of_their_days(self, client: Client) -> None:
        late, soon, later = promised(-4), promised(0), promised(6)
        kept, kept_late, released = promised(3), promised(-2), promised(9)
        for made in (kept, kept_late):
            actions.keep(made, by=None)
        actions.release(released, by=None)
        page = client.get(LIST)
        shown = [one.pk for one in page.context["promises"]]
        assert shown == [late.pk, soon.pk, later.pk, released.pk, kept_late.pk, kept.pk]
        assert [one.late for one in page.context["promises"]] == [4, 0, 0, 0, 2, 0]
        assert [one.left for one in page.context["promises"]][:3] == [0, 0, 6]
        assert office().name in text_of(page)
        assert [tab["count"] for tab in page.context["tabs"]] == [1, 2, 2, 1]

    @pytest.mark.parametrize(("status", "expected"), [("te-laat", 1), ("lopend", 2), ("nagekomen", 1), ("vreemd", 4)])
    def test_it_filters_by_status_and_by_office(self, client: Client, status: str, expected: int) -> None:
        for days in (-1, 0, 5):
            promised(days)
        actions.keep(promised(2), by=None)
        other = Office.objects.create(name="Een ander bureau", slug="ander")
        assert len(client.get(LIST, {"status": status}).context["promises"]) == expected
        of_office = client.get(LIST, {"status": status, "bureau": office().slug})
        assert len(of_office.context["promises"]) == expected
        assert [tab["count"] for tab in of_office.context["tabs"]] == [1, 2, 1, 0]
        empty = client.get(LIST, {"status": status, "bureau": other.slug})
        assert len(empty.context["promises"]) == 0
        assert [tab["count"] for tab in empty.context["tabs"]] == [0, 0, 0, 0]

    def test_the_second_page_goes_on_where_the_first_stopped(self, client: Client) -> None:
        people = [resident() for _ in range(5)]
        for number in range(23):
            promised(number % 7, initiative(people[number % 5]))
        first = client.get(LIST)
        second = client.get(LIST + first.context["page"]["next_url"])
        days = [one.due_on for page in (first, second) for one in page.context["promises"]]
        assert len(days) == 23
        assert days == sorted(days)
        assert client.get(LIST, {"na": "verzonnen"}).status_code == 404

    def test_it_takes_as_few_queries_for_many_as_for_one_and_sets_no_cookie(self, client: Client) -> None:
        promised()
        few = queries(client, LIST)
        for days in range(6):
            promised(days)
        actions.keep(promised(3), by=None)
        assert queries(client, LIST) == few <= 6
        assert not client.cookies

    def test_what_is_hidden_has_no_promise_for_others_to_read(self, client: Client) -> None:
        made = promised()
        Publication.objects.filter(pk=made.publication_id).update(state=Publication.State.HIDDEN)
        page = client.get(LIST)
        assert page.context["promises"] == []
        assert [tab["count"] for tab in page.context["tabs"]] == [0, 0, 0, 0]


@pytest.mark.django_db
class TestKinds:
    @pytest.fixture(autouse=True)
    def two_kinds(self, settings: LazySettings) -> None:
        """A plan is another kind, whose app has no way of its own to promise."""
        settings.ROOT_URLCONF = "tests.promises.two_kinds"

    def plan_of(self, one: Publication) -> Publication:
        """Make a plan of it."""
        Publication.objects.filter(pk=one.pk).update(kind="plan")
        return one

    def test_promises_about_all_kinds_stand_together_and_can_be_narrowed_to_one(self, client: Client) -> None:
        about_initiative, about_plan = promised(1), promised(2)
        plan = self.plan_of(about_plan.publication)
        page = client.get(LIST)
        assert [one.pk for one in page.context["promises"]] == [about_initiative.pk, about_plan.pk]
        assert f"/plannen/{plan.slug}/#antwoord" in text_of(page)
        assert 'name="soort"' in text_of(page)
        narrowed = client.get(LIST, {"soort": "plan"})
        assert [one.pk for one in narrowed.context["promises"]] == [about_plan.pk]
        assert [tab["count"] for tab in narrowed.context["tabs"]] == [0, 1, 0, 0]
        assert narrowed.context["tabs"][0]["url"] == "?status=te-laat&soort=plan"
        assert len(client.get(LIST, {"soort": "vreemd"}).context["promises"]) == 2

    def test_a_second_kind_costs_no_query(self, client: Client) -> None:
        promised(1)
        few = queries(client, LIST)
        self.plan_of(promised(2).publication)
        assert queries(client, LIST) == few

    def test_where_there_is_one_kind_nobody_is_asked_which(self, client: Client) -> None:
        promised(1)
        assert 'name="soort"' not in text_of(client.get(LIST))
