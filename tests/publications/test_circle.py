"""Every kind of publication knows who stands around it."""

import pytest

from publications import circle
from publications.models import Publication
from tests.factories import initiative, resident


@pytest.mark.parametrize("kind", Publication.Kind.values)
def test_every_kind_names_the_module_that_knows_its_people(kind: str) -> None:
    found = circle.circle_of(Publication(kind=kind))
    assert callable(found.team_of)
    assert callable(found.concerned)


@pytest.mark.django_db
def test_a_publication_without_a_team_still_has_its_author_and_nobody_else() -> None:
    one = initiative()
    resident()
    plain = Publication.objects.get(pk=one.pk)
    assert list(circle.team_of(plain)) == list(circle.concerned(plain)) == [one.author]
