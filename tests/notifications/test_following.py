"""Following: once, of one thing, by those who may see it; and telling everybody once, outside the request."""

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from foundation.errors import Refused
from initiatives.models import Initiative
from notifications import following, telling
from notifications.catalogue import initiatives as events
from notifications.models import Event, Follow, Notice
from publications.models import Publication
from tests.factories import initiative, initiative_in, resident, theme, zwolle
from tests.notices import deliver, mails_about, told
from tests.visitors import at_once, signed_in, text_of


def tell(one: Initiative, key: str = "1", also: tuple[User, ...] = ()) -> None:
    telling.tell(events.REPORT, key=key, about=one, people=also)


@pytest.mark.django_db
class TestFollow:
    def test_each_of_the_four_makes_somebody_hear_and_nothing_else_does(self) -> None:
        one = initiative()
        targets: list[following.Followable] = [one, one.theme, zwolle(), one.author]
        people = [resident() for _ in targets]
        for target, person in zip(targets, people, strict=True):
            following.follow(target, by=person)
        following.follow(theme(1), by=resident())
        assert set(following.followers_of(one)) == set(people)
        with CaptureQueriesContext(connection) as captured:
            list(following.followers_of(one))
        assert len(captured) == 1

    def test_twice_is_once_and_stopping_is_stopping(self) -> None:
        one, person = initiative(), resident()
        for _ in range(2):
            following.follow(one, by=person)
        assert Follow.objects.count() == 1
        for _ in range(2):
            following.unfollow(one, by=person)
        assert not following.follows(person, one)

    def test_the_database_refuses_a_follow_of_two_things_or_of_none(self) -> None:
        person = resident()
        for fields in ({}, {"theme": theme(), "municipality": zwolle()}):
            with pytest.raises(IntegrityError, match="one_thing"), transaction.atomic():
                Follow.objects.create(person=person, **fields)

    def test_nobody_follows_themselves(self) -> None:
        person = resident()
        with pytest.raises(Refused):
            following.follow(person, by=person)


@pytest.mark.django_db
class TestTell:
    def test_followers_and_also_hear_once_however_often_it_is_told_or_written(self) -> None:
        one, follower, both, named = initiative(), resident(), resident(), resident()
        for person in (follower, both):
            following.follow(one, by=person)
        following.follow(one.theme, by=both)
        for _ in range(2):
            tell(one, also=(named, both))
            assert told(events.REPORT) == {follower.pk, both.pk, named.pk}
        assert len(mails_about(events.REPORT)) == 3
        deliver()
        heard = [message.to[0] for message in mail.outbox if one.title in message.subject]
        assert sorted(heard) == sorted([one.author.email, follower.email, both.email, named.email])

    def test_a_request_writes_one_row_however_many_follow(self) -> None:
        one = initiative()
        Follow.objects.bulk_create(Follow(person=resident(), publication=one) for _ in range(30))
        with CaptureQueriesContext(connection) as captured:
            tell(one)
        assert len(captured) == 1
        assert not Notice.objects.exists()

    def test_it_is_written_in_batches_and_goes_on_where_it_stopped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(telling, "BATCH", 4)
        one = initiative()
        Follow.objects.bulk_create(Follow(person=resident(), publication=one) for _ in range(10))
        tell(one)
        Event.objects.exclude(kind=events.REPORT.code).delete()
        assert telling.write_next() == 4
        assert Notice.objects.count() == 4
        assert len(told(events.REPORT)) == 10
        assert Event.objects.get().done_at is not None

    def test_who_left_or_did_it_hears_nothing(self) -> None:
        one, gone, doer = initiative(), resident(is_active=False), resident()
        for person in (gone, doer):
            following.follow(one, by=person)
        telling.tell(events.REPORT, key=1, about=one, without=[doer])
        assert told(events.REPORT) == set()

    def test_who_muted_it_hears_nothing_until_they_follow_it_again(self) -> None:
        one, person = initiative(), resident()
        following.follow(one.theme, by=person)
        following.mute(one, by=person)
        tell(one, "muted")
        assert told(events.REPORT) == set()
        following.follow(one, by=person)
        tell(one, "again")
        assert told(events.REPORT) == {person.pk}

    def test_followers_of_a_theme_hear_of_a_new_initiative_and_its_author_does_not(self) -> None:
        follower, author = resident(), resident()
        for person in (follower, author):
            following.follow(theme(), by=person)
        one = initiative(author)
        assert told(events.PUBLISHED, key=one.pk) == {follower.pk}


def test_two_workers_at_once_write_every_notice_once(committed: None) -> None:
    one = initiative()
    Follow.objects.bulk_create(Follow(person=resident(), publication=one) for _ in range(40))
    tell(one)
    at_once(4, lambda _number: telling.write_events())
    assert len(told(events.REPORT)) == Notice.objects.filter(event__kind=events.REPORT.code).count() == 40
    assert len(mails_about(events.REPORT)) == 40


@pytest.mark.django_db
class TestPages:
    @pytest.mark.parametrize("word", ["publicatie", "thema", "gemeente", "persoon"])
    def test_the_button_works_without_script_both_ways(self, word: str) -> None:
        one = initiative()
        targets: dict[str, Model] = {
            "publicatie": one,
            "thema": one.theme,
            "gemeente": zwolle(),
            "persoon": one.author,
        }
        url, person = reverse("notifications:follow", args=[word, targets[word].pk]), resident()
        client = signed_in(person)
        assert client.get(url).status_code == 200
        assert not Follow.objects.exists()
        assert client.post(url).status_code == 302
        assert Follow.objects.filter(person=person).count() == 1
        assert client.post(url, {"terug": "1", "naar": "lijst"}).url == reverse("notifications:follows")  # type: ignore[attr-defined]
        assert not Follow.objects.exists()

    def test_by_htmx_only_the_button_comes_back(self) -> None:
        one = initiative()
        url = reverse("notifications:follow", args=["publicatie", one.pk])
        answer = text_of(signed_in(resident()).post(url, headers={"hx-request": "true"}))
        assert "<html" not in answer
        assert 'name="terug"' in answer

    def test_a_visitor_gets_a_link_and_no_cookie(self) -> None:
        one = initiative()
        for url in (one.get_absolute_url(), one.theme.get_absolute_url(), zwolle().get_absolute_url()):
            client = Client()
            page = client.get(url)
            assert "/volgen/" in text_of(page)
            assert not client.cookies
        response = Client().get(reverse("notifications:follow", args=["publicatie", one.pk]))
        assert response.status_code == 302

    def test_what_one_may_not_see_cannot_be_followed(self) -> None:
        hidden = initiative_in(Publication.State.HIDDEN)
        client = signed_in(resident())
        quiet = resident()
        for word, pk in (("publicatie", hidden.pk), ("persoon", quiet.pk), ("thema", 99_999), ("iets", 1)):
            assert client.post(reverse("notifications:follow", args=[word, pk])).status_code == 404

    def test_my_list_shows_all_four_and_nobody_elses(self) -> None:
        one, person = initiative(), resident()
        for target in (one, one.theme, zwolle(), one.author):
            following.follow(target, by=person)
        following.follow(theme(2), by=resident())
        page = signed_in(person).get(reverse("notifications:follows"))
        assert len(page.context["lines"]) == 4
