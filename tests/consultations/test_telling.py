"""What the province says it did is told to those concerned, and to each what became of their own point."""

import pytest

from accounts.models import Role
from consultations import taking_part, telling
from notifications.catalogue import consultations as events
from notifications.following import follow
from notifications.models import Event
from tests.consultations import asking
from tests.factories import resident, staff
from tests.notices import told
from tests.notifications.scene import tells

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain")]


@tells(events.ANSWERED)
def test_the_answer_reaches_who_took_part_and_who_follows_and_not_who_gave_it() -> None:
    part, person, follower, official = asking.part("plain"), resident(), resident(), staff(Role.OFFICIAL)
    taking_part.begin(part, person=person)
    taking_part.begin(part)
    follow(part.consultation, by=follower)
    follow(part.consultation, by=official)
    for _ in range(2):
        telling.tell_answered(part.consultation, by=official, key=1, excerpt="De bus komt er.")
    assert told(events.ANSWERED) == {person.pk, follower.pk, part.consultation.author_id}


@tells(events.USED)
def test_who_made_a_point_hears_what_became_of_it_and_the_point_itself_is_not_in_what_is_kept() -> None:
    part, person = asking.part("plain"), resident()
    taking_part.write(taking_part.begin(part, person=person), {"punt": "Zet een bankje neer"}, is_sent=True)
    telling.tell_used(part.consultation, [person], key="7:12", is_used=False, excerpt="Er is geen geld voor.")
    assert told(events.USED) == {person.pk}
    assert "bankje" not in str(Event.objects.values("context").get())
