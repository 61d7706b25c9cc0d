"""The one query behind the page of an initiative brings what the models hold, and no more than this reader may know."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from foundation.written import columns_of
from initiatives import glance, helping
from initiatives.models import Course, Initiative, Kind
from notifications.models import Follow
from publications.models import Picture, Publication
from publications.querysets import HEAVY
from tests.factories import deventer, initiative, initiative_in, resident, staff, zwolle
from tests.visitors import queries, signed_in
from voting.actions import support

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def test_it_is_the_same_initiative_as_the_models_know() -> None:
    one = initiative(lat=52.5, lon=6.1, ask="Een vergunning", place_label="Achter de kerk")
    kind = Kind.objects.get(slug="burgerinitiatief")
    Course.objects.filter(pk=one.pk).update(kind=kind, threshold=30, counted_in=deventer(), ends_on="2027-01-31")
    Picture.objects.create(publication=one, key="6b0f6cf0-8a5e-4a09-9a5b-3f2b8f4d2a10", alt="Veld", width=9, height=5)
    known, found = Initiative.objects.get(pk=one.pk), glance.find(one.slug, VISITOR)
    for name in columns_of(Initiative, HEAVY):
        assert getattr(found, name) == getattr(known, name), name
    assert (found.theme, found.municipality, found.author) == (known.theme, known.municipality, known.author)
    assert found.author.public_name == known.author.public_name
    assert found.picture == known.picture
    assert glance.needs_of(found) == list(known.needs.filter(is_asked=True))
    course = found.__dict__["attached"]["course"]
    for name in columns_of(Course):
        assert getattr(course, name) == getattr(known.course, name), name
    assert (course.counted_in, course.kind) == (deventer(), kind)


def test_what_it_brought_is_not_asked_for_again() -> None:
    one = initiative()
    theme = one.theme.name
    glance.find(one.slug, VISITOR)
    with CaptureQueriesContext(connection) as asked:
        found = glance.find(one.slug, VISITOR)
        assert (found.author.public_name, found.theme.name, found.picture) == ("Auteur", theme, None)
        assert [need.initiative for need in glance.needs_of(found)] == [found]
        assert found.__dict__["attached"]["course"].state == Course.State.OPEN
    assert len(asked) == 1


def test_an_initiative_from_before_there_were_courses_has_none() -> None:
    one = initiative(needs={})
    Course.objects.filter(pk=one.pk).delete()
    found = glance.find(one.slug, VISITOR)
    assert found.__dict__["attached"]["course"] is None
    assert glance.needs_of(found) == []


def test_a_reader_is_told_of_their_own_doings_and_not_of_anybody_elses() -> None:
    one, reader, other = initiative(), resident("Lezer"), resident("Ander")
    need = one.needs.get()
    for person, is_named in ((reader, False), (other, True)):
        support(one, supporter=person, is_named=is_named)
    Follow.objects.create(person=reader, publication_id=one.pk)
    helping.offer_help(need, person=other, text="Ik help graag mee")
    mine, theirs = glance.find(one.slug, reader), glance.find(one.slug, other)
    assert (mine.own_support_named, theirs.own_support_named) == (False, True)  # type: ignore[attr-defined]
    assert (mine.is_followed, theirs.is_followed) == (True, False)  # type: ignore[attr-defined]
    assert (glance.has(mine, "has_own_offers"), glance.has(theirs, "has_own_offers")) == (False, True)
    assert not hasattr(glance.find(one.slug, VISITOR), "own_support_named")


def test_what_was_hidden_is_found_by_moderators_and_its_author_only() -> None:
    author = resident("Auteur")
    one = initiative_in(Publication.State.HIDDEN, author)
    for person in (author, staff(Role.MODERATOR), staff(Role.MODERATOR, zwolle()), staff(Role.ADMINISTRATOR)):
        assert glance.find(one.slug, person).pk == one.pk
    for other in (VISITOR, resident(), staff(Role.OFFICIAL)):
        with pytest.raises(Http404):
            glance.find(one.slug, other)


def test_a_change_shows_at_the_next_reading() -> None:
    one = initiative()
    glance.find(one.slug, VISITOR)
    Publication.objects.filter(pk=one.pk).update(title="Anders genoemd", municipality=deventer())
    one.needs.update(text="Veel meer mensen")
    found = glance.find(one.slug, VISITOR)
    assert (found.title, found.municipality) == ("Anders genoemd", deventer())
    assert [need.text for need in glance.needs_of(found)] == ["Veel meer mensen"]


def test_the_page_of_an_ordinary_initiative_takes_two_queries_for_a_visitor_and_at_most_four_for_a_resident() -> None:
    one = initiative()
    support(one, supporter=resident())
    reader, visitor = signed_in(resident()), Client()
    # The initiative and its timeline; for who signed in also who they are, and what waits for them in the inbox.
    for client, most in ((visitor, 2), (reader, 4)):
        client.get(one.get_absolute_url())
        assert queries(client, one.get_absolute_url()) <= most
