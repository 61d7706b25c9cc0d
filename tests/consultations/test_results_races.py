"""Counting while people go on answering, on several connections."""

import pytest
from django.core.management import call_command
from django.db import transaction

from consultations import results, taking_part
from consultations.models import Part, Result
from tests.consultations import asking
from tests.consultations.counting import Asked, asked
from tests.visitors import at_once

method = pytest.fixture(autouse=True)(asked)


def sent(part: Part, bus: str = "yes") -> None:
    taking_part.write(taking_part.begin(part), {"bus": bus}, is_sent=True)


@pytest.mark.usefixtures("committed")
def test_no_count_begins_while_an_answer_is_being_written() -> None:
    part = asking.part("asked")
    sent(part)

    with transaction.atomic():
        sent(part, "no")
        # Another connection looks for work while this answer is not committed: it must leave the part alone.
        assert at_once(1, lambda _number: results.count_due()) == [0]
    assert results.count_due() == 1
    assert Result.objects.get(part=part).answers == 2


@pytest.mark.usefixtures("committed")
def test_many_answers_and_several_workers_at_once_end_in_an_exact_count() -> None:
    part = asking.part("asked")
    came_out = at_once(8, lambda number: sent(part) if number % 2 else results.count_due())
    assert not [one for one in came_out if isinstance(one, Exception)]
    results.count_due()
    assert Result.objects.get(part=part).answers == 4
    call_command("check_results")


@pytest.mark.django_db
def test_a_part_that_cannot_be_counted_does_not_hold_up_another(monkeypatch: pytest.MonkeyPatch) -> None:
    broken, good = asking.part("asked"), asking.part("asked")
    sent(broken)
    sent(good)
    tally = Asked.tally

    def breaks(self: Asked, part: Part) -> dict[str, object]:
        if part.pk == broken.pk:
            raise ValueError("unreadable")
        return tally(self, part)

    monkeypatch.setattr(Asked, "tally", breaks)
    assert results.count_due() == 1
    assert Result.objects.get(part=good).answers == 1
    assert Result.objects.get(part=broken).counting_since is not None
