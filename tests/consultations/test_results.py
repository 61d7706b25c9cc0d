"""Counting: exact, without losing an answer, and shown from what was counted."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from consultations import actions, results, taking_part
from consultations.models import Consultation, Part, Response, Result
from tests.consultations import asking
from tests.consultations.counting import Asked, answered, asked, crowd
from tests.factories import deventer, resident, staff, zwolle
from tests.visitors import queries, signed_in, text_of

method = pytest.fixture(autouse=True)(asked)
pytestmark = pytest.mark.django_db


def page(part: Part) -> str:
    return reverse("consultations:part_results", args=[part.consultation.slug, part.number])


def sent(part: Part, bus: str = "yes") -> taking_part.Sitting:
    sitting = taking_part.begin(part)
    taking_part.write(sitting, {"bus": bus}, is_sent=True)
    return sitting


def closed(part: Part) -> Part:
    """The part, counted after it closed."""
    asking.close_now(part.consultation)
    results.refresh(part)
    return Part.objects.select_related("phase", "consultation").get(pk=part.pk)


# Counting


def test_what_is_sent_is_counted_by_the_worker() -> None:
    part = asking.part("asked")
    sent(part)
    sent(part, "no")
    taking_part.write(taking_part.begin(part), {"bus": "no"}, is_sent=False)
    assert results.count_due() == 1
    result = Result.objects.get(part=part)
    assert (result.answers, result.is_due) == (2, False)
    assert [row["count"] for row in result.data["counts"][0]["rows"]] == [1, 1, 0]
    assert results.count_due() == 0


def test_what_is_changed_or_taken_back_is_counted_anew() -> None:
    part = asking.part("asked")
    changed, withdrawn = sent(part), sent(part)
    results.count_due()
    taking_part.write(changed, {"bus": "no"}, is_sent=True)
    taking_part.withdraw(withdrawn)
    results.count_due()
    result = Result.objects.get(part=part)
    assert result.answers == 1
    assert [row["count"] for row in result.data["counts"][0]["rows"]] == [0, 1, 0]


def test_an_answer_that_comes_in_during_the_count_is_counted_next(monkeypatch: pytest.MonkeyPatch) -> None:
    part = asking.part("asked")
    sent(part)
    tally = Asked.tally

    def with_somebody_coming_in(self: Asked, part: Part) -> dict[str, object]:
        found = tally(self, part)
        monkeypatch.setattr(Asked, "tally", tally)
        sent(part, "no")
        return found

    monkeypatch.setattr(Asked, "tally", with_somebody_coming_in)
    results.count_due()
    assert Result.objects.get(part=part).is_due
    results.count_due()
    assert [row["count"] for row in Result.objects.get(part=part).data["counts"][0]["rows"]] == [1, 1, 0]


def test_the_check_finds_a_count_that_is_wrong() -> None:
    part = asking.part("asked")
    answered(part, 3)
    results.refresh(part)
    call_command("check_results")
    Result.objects.filter(part=part).update(answers=4)
    with pytest.raises(CommandError):
        call_command("check_results")


# The pages


def test_everybody_sees_the_results_after_it_closed_with_groups_and_tables(client: Client) -> None:
    part = asking.part("asked")
    answered(part, 12, municipality=zwolle(), age_group="18-29")
    answered(part, 8, municipality=deventer(), age_group="65-", data={"bus": "no"}, channel="paper")
    html = text_of(client.get(page(closed(part))))
    assert "12 van de 20" not in html
    assert "Ja, elk uur" in html
    assert "<title" in html
    assert "of which 8 on paper" in html or "waarvan 8 op papier" in html
    assert "Zwolle" in html
    assert "60%" in html


def test_while_it_is_open_others_see_no_groups(client: Client) -> None:
    part = asking.part("asked", results_shown="live")
    answered(part, 12, municipality=zwolle(), age_group="18-29")
    answered(part, 12, municipality=deventer(), age_group="65-")
    results.refresh(part)
    assert "Zwolle" not in text_of(client.get(page(part)))
    assert "Zwolle" in text_of(signed_in(staff(Role.EDITOR)).get(page(part)))


def test_before_the_moment_of_the_editor_others_see_when_the_results_come(client: Client) -> None:
    part = asking.part("asked", results_shown="after")
    answered(part, 12)
    results.refresh(part)
    response = client.get(page(part))
    assert response.status_code == 200
    assert "Ja, elk uur" not in text_of(response)
    whole = client.get(reverse("consultations:results", args=[part.consultation.slug]))
    assert "Ja, elk uur" not in text_of(whole)
    assert "Ja, elk uur" in text_of(signed_in(staff(Role.OFFICIAL)).get(page(part)))


def test_nothing_yet_is_a_friendly_page(client: Client) -> None:
    part = asking.part("asked", results_shown="live")
    response = client.get(page(part))
    assert response.status_code == 200
    assert 'class="empty"' in text_of(response)
    assert part.get_absolute_url() in text_of(response)


def test_the_results_of_a_part_that_did_not_open_do_not_exist(client: Client) -> None:
    consultation = asking.consultation()
    part = actions.add_part(
        asking.phase(consultation, from_days=3), by=staff(Role.EDITOR), method="asked", title="Later"
    )
    asking.open_now(consultation)
    assert client.get(page(part)).status_code == 404


def test_the_pages_cost_the_same_however_many_answered(client: Client) -> None:
    part = asking.part("asked")
    crowd(part, 2_000)
    whole = reverse("consultations:results", args=[part.consultation.slug])
    part = closed(part)
    assert queries(client, page(part)) <= 8
    assert queries(client, whole) <= 8
    assert queries(signed_in(resident()), page(part)) <= 10


def test_two_parts_are_together_on_the_page_of_the_consultation(client: Client) -> None:
    part = asking.part("asked")
    values = {"number": 2, "method": "asked", "title": "Een tweede vraag", "is_frozen": True}
    other = Part.objects.create(consultation=part.consultation, phase=part.phase, **values)
    answered(part, 7)
    answered(other, 6)
    results.refresh(other)
    closed(part)
    html = text_of(client.get(reverse("consultations:results", args=[part.consultation.slug])))
    assert "Een tweede vraag" in html
    assert ">13<" in html
    assert Consultation.objects.get(pk=part.consultation_id).stage == "closed"


def test_what_was_typed_over_from_paper_stays_untold_when_it_is_hardly_anybody(client: Client) -> None:
    part = asking.part("asked")
    answered(part, 9)
    answered(part, 3, channel="paper")
    html = text_of(client.get(page(closed(part))))
    assert ">12<" in html
    assert "op papier</p>" not in html
    assert Response.objects.filter(channel="paper").count() == 3
