"""The proof of the outbox: 2,000 people are told something while worker, queue and database are ended midway."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db import connection

from accounts.models import User
from notifications.catalogue.initiatives import ANSWER
from notifications.models import Event, Follow
from notifications.telling import tell
from publications.models import Publication
from tests.factories import initiative
from tests.notifications.smtp import post_office
from tests.proof.stage import Stage

# Two batches of notices, and many slices of mail, so that each crash comes in the middle of work.
PEOPLE = 2_000


@pytest.fixture
def stage() -> Iterator[Stage]:
    """A short path that another user can enter: PostgreSQL does not run as root."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wij-proof-", ignore_cleanup_errors=True)))
        folder.chmod(0o711)
        yield Stage(folder, stack.enter_context(post_office()), stack)


def tell_many(people: int) -> None:
    """Let so many people follow an initiative, and tell them something."""
    plan = Publication.objects.get(pk=initiative().pk)
    Event.objects.all().delete()
    made = User.objects.bulk_create(User(email=address(number), display_name="Volger") for number in range(people))
    Follow.objects.bulk_create(Follow(person=person, publication=plan) for person in made)
    tell(ANSWER, key=1, about=plan, words=ANSWER.sample)


def address(number: int) -> str:
    return f"volger{number}@voorbeeld.nl"


def test_each_person_hears_once_though_worker_queue_and_database_crash_midway(committed: None, stage: Stage) -> None:
    tell_many(PEOPLE)
    stage.take_over(str(connection.settings_dict["NAME"]))
    notices = "SELECT count(*) FROM notifications_notice"
    arrived = stage.office.arrived

    # What the request asked for is lost before anybody heard it: only the clock can set this going.
    stage.flush_redis()
    stage.start_worker()
    stage.wait(lambda: stage.ask(notices) > 0)
    stage.crash_worker()
    stage.wait(lambda: stage.ask(notices) == PEOPLE)

    stage.wait(lambda: len(arrived) >= PEOPLE * 0.2)
    stage.crash_in_the_middle("after")
    stage.start_worker()
    stage.wait(lambda: len(arrived) >= PEOPLE * 0.4)
    stage.flush_redis()
    stage.wait(lambda: len(arrived) >= PEOPLE * 0.5)
    stage.crash_postgres()
    stage.wait(lambda: len(arrived) >= PEOPLE * 0.7)
    # Everything at once: nothing of what was going on is left but what is in the database.
    stage.crash_in_the_middle("before")
    stage.flush_redis()
    stage.crash_postgres()
    stage.start_worker()

    waiting = "SELECT count(*) FROM notifications_mail WHERE sent_at IS NULL"
    stage.wait(lambda: stage.ask(waiting) == 0)
    assert stage.ask(notices) == PEOPLE
    assert stage.ask("SELECT count(DISTINCT person_id) FROM notifications_notice") == PEOPLE
    assert stage.ask("SELECT count(*) FROM notifications_event WHERE done_at IS NOT NULL") == 1
    copies = stage.office.copies()
    assert {to for to, _number in copies} == set(map(address, range(PEOPLE)))
    # A copy has the number of its first, so mail programs drop it; and each crash costs at most one.
    assert len(copies) == PEOPLE
    assert 1 <= sum(copies.values()) - PEOPLE <= stage.crashes


def test_telling_many_is_one_row_in_the_transaction_of_who_tells(db: None) -> None:
    tell_many(30)
    event = Event.objects.get()
    assert (event.people, event.done_at) == ([], None)
