"""The promise of a consultation: made when it is announced, kept when the answer is public, seen by everybody."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from consultations import actions, answers, editing
from consultations.answers import Written
from foundation.errors import Refused
from promises.models import Promise
from tests.consultations import asking
from tests.consultations.desk import opened, ready
from tests.factories import staff
from tests.visitors import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain")]
DECISION = Written("Bussen in het weekend", "Die komen er.", "used")


def test_announcing_promises_the_answer_once_on_its_day_for_all_to_see(editor: User, client: Client) -> None:
    one = ready(editor)
    actions.announce(one, by=editor)
    actions.announce(one, by=editor)
    promised = Promise.objects.get(publication=one)
    assert (promised.due_on, promised.office) == (one.answer_by, one.office)
    assert one.title in text_of(client.get("/beloften/"))


def test_without_an_office_there_is_nothing_to_promise(editor: User) -> None:
    with pytest.raises(Refused):
        actions.announce(ready(editor, office=None), by=editor)
    assert not Promise.objects.exists()


def test_the_day_and_the_office_stay_as_they_were_promised(editor: User) -> None:
    one = opened(editor)
    for changes in ({"answer_by": timezone.localdate() + timedelta(days=300)}, {"office": asking.office("Water")}):
        with pytest.raises(Refused):
            editing.revise(one, by=editor, version=one.version, **changes)


def test_the_published_answer_keeps_it_and_the_list_says_what_it_is(editor: User, client: Client) -> None:
    one = opened(editor)
    asking.close_now(one)
    writer = staff(Role.OFFICIAL)
    report = answers.draft(one, by=writer, text="De bus gaat rijden.", outcome="partly")
    answers.write_passage(report, DECISION, by=writer)
    report.refresh_from_db()
    answers.publish(report, by=staff(Role.OFFICIAL), version=report.version)
    assert Promise.objects.get(publication=one).status == Promise.Status.KEPT
    assert report.get_outcome_display() in text_of(client.get("/beloften/")).lower()


def test_withdrawing_releases_it(editor: User) -> None:
    one = opened(editor)
    actions.withdraw(one, by=editor, reason="Het plan gaat niet door.")
    assert Promise.objects.get(publication=one).status == Promise.Status.RELEASED
