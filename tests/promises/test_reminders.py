"""The office is asked after its promise until it is kept, and everybody concerned hears once that it is late."""

import pytest
from django.utils.translation import override

from accounts.models import Role
from config.schedule import SCHEDULE
from foundation.models import AuditEntry
from notifications.catalogue import EventKind
from notifications.catalogue import promises as events
from notifications.models import Event
from notifications.wording import texts_of
from promises import actions, reminders
from promises.tasks import keep_the_promise_clock
from tests.factories import resident, staff
from tests.notices import told
from tests.promises.making import promised
from voting.actions import support


@pytest.mark.django_db
class TestReminders:
    @pytest.mark.parametrize(
        ("days", "what"),
        [
            (15, ""),
            (14, "14-days"),
            (4, "14-days"),
            (3, "3-days"),
            (1, "3-days"),
            (0, "today"),
            (-1, "overdue-0"),
            (-7, "overdue-0"),
            (-8, "overdue-1"),
            (-15, "overdue-2"),
        ],
    )
    def test_each_moment_has_its_mail(self, days: int, what: str) -> None:
        made, official = promised(days), staff(Role.OFFICIAL)
        for _ in range(3):
            keep_the_promise_clock()
        kind = events.PROMISE_LATE if what.startswith("overdue") else events.PROMISE_NEAR
        assert (official.pk in told(kind)) == bool(what)
        keys = Event.objects.filter(notices__person=official, notices__category="work").values_list("key", flat=True)
        assert list(keys) == ([f"{kind.code}:{made.pk}:{what}"] if what else [])

    def test_the_people_of_the_office_hear_and_other_officials_do_not(self) -> None:
        made, other, own = promised(3), staff(Role.OFFICIAL), staff(Role.OFFICIAL)
        made.office.people.add(own)
        reminders.remind()
        assert told(events.PROMISE_NEAR) == {own.pk}
        assert other != own

    def test_overdue_is_marked_and_told_once_and_a_kept_promise_is_left_alone(self) -> None:
        made, kept, supporter = promised(-1), promised(-5), resident()
        support(made.publication, supporter=supporter)
        actions.keep(kept, by=None)
        for _ in range(2):
            reminders.remind()
        made.refresh_from_db()
        assert made.overdue_at is not None
        assert AuditEntry.objects.filter(action="promise.overdue").count() == 1
        assert told(events.PROMISE_OVERDUE) == {made.publication.author_id, supporter.pk}

    def test_the_clock_asks_every_hour(self) -> None:
        assert SCHEDULE["keep the promise clock"]["task"] == keep_the_promise_clock.name


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", events.KINDS, ids=lambda kind: kind.code)
def test_the_mails_fit_whatever_the_promise_is_about(kind: EventKind, language: str) -> None:
    with override(language):
        said = texts_of(kind.template, {**kind.sample, "title": "Hoe moet de N35 worden?", "path": "/"})
    assert "Hoe moet de N35 worden?" in said.text
    assert "initiati" not in (said.subject + said.text + said.html).lower()
