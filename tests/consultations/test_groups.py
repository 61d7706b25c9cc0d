"""Who takes part against who lives here."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from consultations import groups, results
from consultations.models import Part
from consultations.models.taking_part import AgeGroup
from places.models import Municipality
from tests.consultations import asking
from tests.consultations.counting import answered, asked
from tests.factories import deventer, staff, zwolle
from tests.visitors import signed_in, text_of

method = pytest.fixture(autouse=True)(asked)
pytestmark = pytest.mark.django_db


def places() -> dict[int, Municipality]:
    return {place.pk: place for place in Municipality.objects.all()}


def test_the_table_has_every_municipality_and_age_group() -> None:
    known = groups.population()
    assert set(known.people) == {place.cbs_code for place in places().values()}
    assert {*known.regions.values()} == set(groups.REGIONS)
    ages = {value for value in AgeGroup.values if value}
    assert all(set(people) == ages for people in known.people.values())
    assert 1_150_000 < sum(sum(people.values()) for people in known.people.values()) < 1_250_000


def test_a_group_that_stays_behind_is_named_with_what_to_do() -> None:
    found = groups.compare({f"{zwolle().pk} 65-": 60, f"{deventer().pk} 45-64": 60}, places())
    assert found
    assert "Twente" in found.missed[0].name
    assert found.missed[0].share is None
    assert all(one.advice for one in found.missed)
    old = next(one for one in found.ages if one.name == "65 jaar en ouder" or "65" in one.name)
    assert (old.share, old.is_missed) == (50, False)


def test_a_few_people_are_not_compared() -> None:
    assert not groups.compare({f"{zwolle().pk} 65-": 19}, places())


def test_a_group_of_a_few_is_not_shown_nor_can_be_worked_out() -> None:
    found = groups.compare({f"{zwolle().pk} 65-": 40, f"{zwolle().pk} 18-29": 3, f"{zwolle().pk} 30-44": 9}, places())
    shares = {one.name: one.share for one in found.ages}
    assert [share for share in shares.values() if share is not None] == [77]


def test_only_who_is_concerned_counts_where_a_part_of_the_province_is_asked() -> None:
    found = groups.compare({f"{zwolle().pk} 65-": 40, f"{deventer().pk} 65-": 40}, places(), only=[zwolle().pk])
    assert found.regions == []
    assert sum(one.lives for one in found.ages) in range(98, 103)


def asked_part() -> Part:
    part = asking.part("asked", results_shown="live")
    answered(part, 40, municipality=zwolle(), age_group="65-")
    answered(part, 40, municipality=deventer(), age_group="45-64")
    results.refresh(part)
    return part


def test_staff_sees_it_while_it_is_open_and_everybody_afterwards(client: Client) -> None:
    part = asked_part()
    page = reverse("consultations:part_results", args=[part.consultation.slug, part.number])
    assert "IJssel-Vecht" not in text_of(client.get(page))
    assert "missed__advice" in text_of(signed_in(staff(Role.EDITOR)).get(page))
    asking.close_now(part.consultation)
    html = text_of(client.get(page))
    assert "IJssel-Vecht" in html
    assert "missed__advice" not in html
