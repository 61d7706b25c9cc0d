"""Taking part: once, with what was said kept apart from who said it."""

import pytest

from consultations import keys, taking_part
from consultations.models import Participation, Response
from foundation.errors import NotAllowed
from tests.consultations import asking
from tests.factories import resident

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain")]


def test_a_person_sits_down_twice_at_the_same_response() -> None:
    part, person = asking.part("plain"), resident()
    first = taking_part.begin(part, person=person)
    second = taking_part.begin(part, person=person)
    assert first.response.pk == second.response.pk
    assert Participation.objects.filter(part=part).count() == 1
    assert second.code == ""


def test_who_has_no_account_goes_on_with_the_code() -> None:
    part = asking.part("plain")
    begun = taking_part.begin(part)
    taking_part.write(begun, {"vraag": "ja"}, is_sent=False)
    found = taking_part.by_code(begun.code.lower().replace("-", " "))
    assert found is not None
    assert found.response.data == {"vraag": "ja"}
    assert not found.is_sent


def test_no_column_leads_from_a_person_to_an_answer() -> None:
    part, person = asking.part("plain"), resident()
    sitting = taking_part.begin(part, person=person)
    values = {str(value) for value in Participation.objects.values().get().values()}
    assert str(sitting.response.pk) not in values
    assert str(sitting.response.key) == str(keys.response_key(sitting.participation.pk))


def test_nothing_is_answered_after_the_phase_and_what_was_kept_stays() -> None:
    part = asking.part("plain")
    sitting = taking_part.begin(part)
    taking_part.write(sitting, {"vraag": "ja"}, is_sent=True)
    asking.close_now(part.consultation)
    with pytest.raises(taking_part.Closed):
        taking_part.write(sitting, {"vraag": "nee"}, is_sent=True)
    assert Response.objects.get(pk=sitting.response.pk).data == {"vraag": "ja"}


def test_an_account_is_asked_for_where_it_is_needed() -> None:
    part = asking.part("plain", access="account")
    with pytest.raises(NotAllowed):
        taking_part.begin(part)
    taking_part.begin(part, person=resident())


def test_what_is_taken_back_is_wiped() -> None:
    part = asking.part("plain")
    sitting = taking_part.begin(part)
    taking_part.write(sitting, {"vraag": "ja"}, is_sent=True)
    taking_part.withdraw(sitting)
    assert Response.objects.get().data == {}
    assert Response.objects.get().state == Response.State.WITHDRAWN
