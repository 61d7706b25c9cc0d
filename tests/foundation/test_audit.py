"""The audit trail can only grow: PostgreSQL itself refuses anything else."""

import pytest
from django.db import IntegrityError, connection, transaction

from foundation import audit
from foundation.append_only import append_only
from foundation.models import AuditEntry
from tests.factories import resident

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> AuditEntry:
    person = resident()
    audit.record("account.tested", actor=person, subject=person, reason="proef")
    return AuditEntry.objects.latest("id")


def test_an_entry_says_who_did_what_to_what_and_when(entry: AuditEntry) -> None:
    assert entry.action == "account.tested"
    assert entry.actor is not None
    assert (entry.subject_type, entry.subject_id) == ("user", str(entry.actor.pk))
    assert entry.data == {"reason": "proef"}
    assert entry.at is not None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE foundation_auditentry SET action = 'iets.anders'",
        "DELETE FROM foundation_auditentry",
        "TRUNCATE foundation_auditentry",
    ],
)
def test_changing_deleting_and_emptying_are_refused_by_the_database(entry: AuditEntry, statement: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.filter(pk=entry.pk, action="account.tested").exists()


def test_django_cannot_get_around_it_either(entry: AuditEntry) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.delete()
    entry.action = "iets.anders"
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()


def test_the_guard_can_be_taken_off_and_put_back_by_its_migration(entry: AuditEntry) -> None:
    operation = append_only("foundation_auditentry")
    with connection.cursor() as cursor:
        cursor.execute(str(operation.reverse_sql))
        cursor.execute("UPDATE foundation_auditentry SET action = 'proef'")
        cursor.execute(str(operation.sql))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM foundation_auditentry")


def test_the_clock_acts_without_a_person() -> None:
    person = resident()
    audit.record("account.tested", actor=None, subject=person)
    assert AuditEntry.objects.latest("id").actor is None
