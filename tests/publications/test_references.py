"""Public references and addresses: unique, without gaps, and never taken from one another."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.errors import Refused
from foundation.models import AuditEntry
from initiatives import actions, drafts
from publications.actions import change_state, free_slug, next_reference
from publications.models import Publication, ReferenceCounter
from tests.factories import content, initiative, resident
from tests.visitors import at_once


@pytest.mark.django_db
def test_a_reference_is_ov_the_year_and_a_number() -> None:
    year = timezone.localdate().year
    assert [next_reference() for _ in range(3)] == [f"OV-{year}-{number:06d}" for number in (1, 2, 3)]


def test_references_of_many_at_once_are_unique_and_without_gaps(committed: None) -> None:
    authors = [resident() for _ in range(8)]

    def publish(number: int) -> str:
        author = authors[number]
        return actions.publish(drafts.begin(author), author=author, content=content(title="Dezelfde titel")).reference

    references = at_once(8, publish)
    assert sorted(int(reference[-6:]) for reference in references) == list(range(1, 9))
    slugs = set(Publication.objects.values_list("slug", flat=True))
    assert len(slugs) == 8
    assert "dezelfde-titel" in slugs


def test_a_publication_that_fails_takes_no_number(committed: None) -> None:
    author = resident()

    def fail() -> None:
        with transaction.atomic():
            actions.publish(drafts.begin(author), author=author, content=content())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not ReferenceCounter.objects.exists()
    assert initiative().reference.endswith("-000001")


@pytest.mark.django_db
class TestAddresses:
    def test_an_address_is_made_of_the_title(self) -> None:
        assert free_slug("initiative", "Één vliegende Oehoe & co!", "OV-2026-000001") == "een-vliegende-oehoe-co"

    @pytest.mark.parametrize("title", ["Nieuw", "MIJN", "nieuw!"])
    def test_addresses_with_another_meaning_are_not_given(self, title: str) -> None:
        assert free_slug("initiative", title, "OV-2026-000012") not in {"nieuw", "mijn"}

    @pytest.mark.parametrize("title", ["日本語", "!!!!!", "———", "😀😀😀😀😀"])
    def test_a_title_without_letters_we_know_still_has_an_address(self, title: str) -> None:
        assert initiative(title=title).slug.startswith("initiatief")
        assert initiative(title=title).slug.startswith("initiatief")

    def test_a_long_title_fits(self) -> None:
        for _ in range(2):
            assert len(initiative(title="w" * 80).slug) <= 90

    def test_the_same_title_gets_another_address(self) -> None:
        slugs = {initiative(title="Fietspad").slug for _ in range(4)}
        assert len(slugs) == 4

    def test_the_database_refuses_a_taken_address_and_a_strange_reference(self) -> None:
        one, other = initiative(), initiative()
        with pytest.raises(IntegrityError), transaction.atomic():
            Publication.objects.filter(pk=one.pk).update(slug=other.slug)
        with pytest.raises(IntegrityError), transaction.atomic():
            Publication.objects.filter(pk=one.pk).update(reference="OV-26-1")
        with pytest.raises(IntegrityError), transaction.atomic():
            Publication.objects.filter(pk=one.pk).update(published_at=None)


@pytest.mark.django_db
class TestStates:
    def test_a_change_of_state_is_kept_with_its_reason_and_in_the_audit_trail(self) -> None:
        one, person = initiative(), resident()
        change_state(one, Publication.State.ARCHIVED, by=person, may=lambda _it: True, note="Klaar")
        one.refresh_from_db()
        assert one.state == "archived"
        last = one.state_changes.last()
        assert last is not None
        assert (last.state, last.note) == ("archived", "Klaar")
        assert AuditEntry.objects.get(action="initiative.archived").actor == person

    def test_a_rule_that_says_no_leaves_everything_as_it_was(self) -> None:
        one = initiative()
        with pytest.raises(Refused):
            change_state(one, Publication.State.ARCHIVED, by=None, may=lambda _it: False)
        one.refresh_from_db()
        assert one.state == "published"
        assert one.state_changes.count() == 1
