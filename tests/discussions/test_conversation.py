"""Conversations: said once, counted exactly, read in batches, and never lost."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.rules import Visitor
from discussions import actions, threads, wording
from discussions.models import Comment, Valued
from foundation.errors import NotAllowed, Refused
from initiatives import energy_count
from publications import energy
from publications.models import Publication
from tests.factories import initiative, initiative_in, resident, staff
from tests.visitors import code_in_mail, queries, signed_in, text_of, type_code

pytestmark = pytest.mark.django_db


def counts(publication: Publication) -> int:
    """The stored count, after checking that it and every other one equals its rows."""
    assert actions.miscounted() == []
    return Publication.objects.get(pk=publication.pk).comment_count


class TestSaying:
    def test_a_comment_and_a_reply_count(self) -> None:
        one, person = initiative(), resident()
        said = actions.say(one, author=person, text="Mooi plan", stance="for")
        reply = actions.say(one, author=one.author, text="Dank je", stance="for", parent=said)
        assert (said.stance, reply.stance, reply.parent) == ("for", "", said)
        assert counts(one) == 2

    def test_a_reply_to_a_reply_stands_under_the_same_comment(self) -> None:
        one = initiative()
        said = actions.say(one, author=resident(), text="Eerst")
        reply = actions.say(one, author=resident(), text="Dan", parent=said)
        assert actions.say(one, author=resident(), text="Daarna", parent=reply).parent == said

    def test_pressing_twice_is_one_comment_and_saying_it_elsewhere_is_another(self) -> None:
        one, other, person = initiative(), initiative(), resident()
        first = actions.say(one, author=person, text="Ik help mee")
        assert actions.say(one, author=person, text="Ik help mee") == first
        assert actions.say(other, author=person, text="Ik help mee") != first
        assert (counts(one), counts(other)) == (1, 1)

    @pytest.mark.parametrize("state", [one for one in Publication.State if one != Publication.State.PUBLISHED])
    def test_what_is_not_published_takes_no_comments(self, state: Publication.State) -> None:
        with pytest.raises(Refused):
            actions.say(initiative_in(state), author=resident(), text="Nog iets")

    def test_a_reply_belongs_to_the_same_publication(self) -> None:
        said = actions.say(initiative(), author=resident(), text="Hier")
        with pytest.raises(Refused):
            actions.say(initiative(), author=resident(), text="Daar", parent=said)

    def test_only_officials_speak_for_the_province(self) -> None:
        one = initiative()
        assert actions.say(one, author=staff(Role.OFFICIAL), text="Wij komen kijken", as_official=True).as_official
        assert not actions.say(one, author=resident(), text="Wij ook", as_official=True).as_official

    def test_people_in_the_conversation_can_be_named_and_others_cannot(self) -> None:
        one = initiative(resident("Jan de Boer"))
        jan, stranger = resident("Jan"), resident("Vreemde")
        actions.say(one, author=jan, text="Ik doe mee")
        said = actions.say(one, author=resident("Els"), text="@Jan de Boer en @jan, en @Vreemde: zaterdag?")
        assert set(said.mentioned.all()) == {one.author, jan}
        assert stranger not in said.mentioned.all()


class TestChanging:
    def test_ones_own_words_for_a_quarter_of_an_hour_with_the_old_ones_kept(self) -> None:
        person = resident()
        said = actions.say(initiative(), author=person, text="Eerste woorden")
        changed = actions.reword(said, by=person, text="Betere woorden")
        assert changed.edited_at is not None
        assert [one.text for one in changed.wordings.all()] == ["Eerste woorden"]
        Comment.objects.filter(pk=said.pk).update(created_at=timezone.now() - timedelta(minutes=15, seconds=1))
        with pytest.raises(Refused):
            actions.reword(said, by=person, text="Te laat")
        with pytest.raises(NotAllowed):
            actions.reword(said, by=resident(), text="Van een ander")

    def test_taking_back_holds_the_place_and_drops_the_text(self) -> None:
        one, person = initiative(), resident()
        said = actions.say(one, author=person, text="Geheim")
        actions.reword(said, by=person, text="Nog een geheim")
        actions.say(one, author=resident(), text="Antwoord", parent=said)
        with pytest.raises(NotAllowed):
            actions.take_back(said, by=resident())
        actions.take_back(said, by=person)
        actions.take_back(said, by=person)
        said.refresh_from_db()
        assert (said.text, said.wordings.count()) == ("", 0)
        assert counts(one) == 1
        page = text_of(Client().get(one.get_absolute_url()))
        assert "Geheim" not in page
        assert "weggehaald" in page or "removed" in page

    def test_without_replies_it_is_gone_from_the_page(self) -> None:
        one, person = initiative(), resident()
        actions.take_back(actions.say(one, author=person, text="Weg ermee"), by=person)
        assert threads.batch(Publication.objects.get(pk=one.pk), person).lines == []

    def test_the_database_keeps_no_text_of_what_is_deleted(self) -> None:
        said = actions.say(initiative(), author=resident(), text="Blijft")
        with pytest.raises(IntegrityError, match="deleted_means_without_text"), transaction.atomic():
            Comment.objects.filter(pk=said.pk).update(deleted_at=timezone.now())


class TestValuing:
    def test_once_and_not_ones_own(self) -> None:
        person, other = resident(), resident()
        said = actions.say(initiative(), author=person, text="Zo zit het")
        actions.value(said, by=other)
        with pytest.raises(Refused):
            actions.value(said, by=other)
        with pytest.raises(Refused):
            actions.value(said, by=person)
        actions.no_longer_value(said, by=other)
        actions.no_longer_value(said, by=other)
        said.refresh_from_db()
        assert said.valued_count == Valued.objects.count() == 0

    def test_the_most_valued_stands_first_when_asked(self) -> None:
        one = initiative()
        said = [actions.say(one, author=resident(), text=f"Zin {n}") for n in range(3)]
        actions.value(said[1], by=resident())
        shown = threads.batch(Publication.objects.get(pk=one.pk), resident(), sort="gewaardeerd")
        assert [line.comment for line in shown.lines] == [said[1], said[2], said[0]]


class TestPinning:
    def test_the_answer_of_the_province_stands_on_top_in_place_of_the_one_before(self) -> None:
        one, official = initiative(), staff(Role.OFFICIAL)
        first = actions.say(one, author=official, text="We kijken ernaar", as_official=True)
        second = actions.say(one, author=official, text="Het mag", as_official=True)
        actions.pin(first, by=official)
        actions.pin(second, by=official)
        shown = threads.batch(Publication.objects.get(pk=one.pk), resident())
        assert shown.pinned is not None
        assert shown.pinned.comment == second
        assert [line.comment for line in shown.lines] == [first]

    def test_residents_cannot(self) -> None:
        one = initiative()
        said = actions.say(one, author=one.author, text="Ik vind van wel")
        with pytest.raises(NotAllowed):
            actions.pin(said, by=one.author)


class TestReading:
    def test_every_comment_is_read_once_in_batches_of_twenty(self) -> None:
        one = initiative()
        Comment.objects.bulk_create(Comment(publication=one, author=one.author, text=f"Zin {n}") for n in range(45))
        Publication.objects.filter(pk=one.pk).update(comment_count=45)
        publication, cursor, seen = Publication.objects.get(pk=one.pk), "", []
        for size in (20, 20, 5):
            part = threads.batch(publication, resident(), cursor=cursor)
            assert len(part.lines) == size
            seen += [line.comment.pk for line in part.lines]
            cursor = part.next_cursor
        assert cursor == ""
        assert seen == sorted(set(seen), reverse=True)
        assert len(seen) == 45

    @pytest.mark.parametrize("sort", list(threads.SORTS))
    def test_what_was_hidden_is_read_by_moderators_only_in_every_order_and_batch(self, sort: str) -> None:
        one, author = initiative(), resident()
        rows = [Comment(publication=one, author=author, text=f"Zin {n}", is_hidden=n % 3 == 0) for n in range(30)]
        Comment.objects.bulk_create(rows)
        Publication.objects.filter(pk=one.pk).update(comment_count=30)
        publication = Publication.objects.get(pk=one.pk)

        def read_by(person: Visitor) -> list[bool]:
            seen, cursor, is_read = [], "", False
            while not is_read:
                found = threads.batch(publication, person, sort=sort, cursor=cursor)
                seen += [line.comment.is_hidden for line in found.lines]
                cursor, is_read = found.next_cursor, not found.next_cursor
            return seen

        for reader in (AnonymousUser(), author, resident()):
            assert read_by(reader) == [False] * 20
        assert sorted(read_by(staff(Role.MODERATOR))) == [False] * 20 + [True] * 10

    def test_a_page_costs_the_same_with_ten_times_as_many(self, client: Client) -> None:
        one = initiative()
        address = reverse("discussions:conversation", args=[one.reference])

        def more(number: int) -> None:
            people = [resident(f"Bewoner {n}") for n in range(5)]
            Comment.objects.bulk_create(
                Comment(publication=one, author=people[n % 5], text=f"Zin {n}") for n in range(number)
            )
            Publication.objects.filter(pk=one.pk).update(comment_count=number)

        more(5)
        few = queries(client, address)
        more(60)
        assert queries(client, address) == few
        assert few <= 8
        assert queries(client, one.get_absolute_url()) <= 10

    def test_a_reply_has_a_lasting_address(self) -> None:
        one = initiative()
        said = actions.say(one, author=resident(), text="Vraag")
        for number in range(55):
            reply = actions.say(one, author=resident(), text=f"Antwoord {number}", parent=said)
        response = Client().get(reply.get_absolute_url(), follow=True)
        assert "Antwoord 54" in text_of(response)

    def test_moderators_hide_it_from_others_only(self) -> None:
        one = initiative()
        said = actions.say(one, author=resident(), text="Lelijke woorden")
        Comment.objects.filter(pk=said.pk).update(is_hidden=True)
        assert "Lelijke woorden" not in text_of(Client().get(one.get_absolute_url()))
        assert Client().get(said.get_absolute_url()).status_code == 404

    @pytest.mark.parametrize("after", ["", "x", "-1", "99999999999999999999"])
    def test_an_odd_address_is_no_fault_of_ours(self, after: str) -> None:
        one = initiative()
        said = actions.say(one, author=resident(), text="Gewoon")
        for name, key in (("replies", said.pk), ("conversation", one.reference)):
            response = Client().get(reverse(f"discussions:{name}", args=[key]), {"na": after})
            assert response.status_code in {200, 404}

    def test_what_people_write_stays_text(self) -> None:
        html = wording.to_html("<script>alert(1)</script>\n\nhttps://voorbeeld.nl?a=1&b=2 & meer")
        assert "<script>" not in html
        assert 'rel="nofollow"' in html


class TestNothingIsLost:
    def test_a_visitor_writes_first_signs_in_and_finds_the_text_back(self, client: Client) -> None:
        one = initiative()
        address = reverse("discussions:say", args=[one.reference])
        response = client.post(address, {"text": "Dit wil ik kwijt", "stance": "question"})
        assert response.status_code == 302
        client.post(response["Location"], {"email": "nieuw@voorbeeld.nl"})
        type_code(client, code_in_mail())
        assert "Dit wil ik kwijt" in text_of(client.get(address))
        client.post(address, {"text": "Dit wil ik kwijt", "stance": "question"})
        assert counts(one) == 1
        assert "Dit wil ik kwijt" not in text_of(client.get(address))

    def test_an_empty_or_too_long_text_says_what_to_do_and_keeps_it(self) -> None:
        one = initiative()
        client, address = signed_in(resident()), reverse("discussions:say", args=[one.reference])
        long = "woord " * 600
        response = client.post(address, {"text": long})
        assert response.status_code == 200
        assert "woord woord" in response.content.decode()
        assert client.post(address, {"text": "   "}).status_code == 200
        assert counts(one) == 0


def test_energy_counts_each_person_once_and_never_the_author() -> None:
    one, person = initiative(), resident()
    before = Publication.objects.get(pk=one.pk).energy
    actions.say(one, author=one.author, text="Van mijzelf")
    energy_count.recount_due()
    assert Publication.objects.get(pk=one.pk).energy == pytest.approx(before)
    first = actions.say(one, author=person, text="Een")
    actions.say(one, author=person, text="Twee")
    energy_count.recount_due()
    published = Publication.objects.get(pk=one.pk)
    assert published.published_at is not None
    assert published.energy == pytest.approx(
        energy.score([(published.published_at, energy.PUBLISHED), (first.created_at, energy.COMMENT)])
    )


def test_a_kept_comment_offers_each_reader_only_what_they_may_do() -> None:
    one, author, other = initiative(), resident(), resident()
    said = actions.say(one, author=author, text="Ik heb nog een kruiwagen")
    ways = {name: reverse(f"discussions:{name}", args=[said.pk]) for name in ("take_back", "reword", "value")}

    def offered(client: Client) -> set[str]:
        page = text_of(client.get(one.get_absolute_url()))
        return {name for name, address in ways.items() if f'"{address}"' in page}

    readers = (signed_in(author), signed_in(other), Client())
    for _again in range(2):
        assert [offered(reader) for reader in readers] == [{"take_back", "reword"}, {"value"}, set()]
    actions.value(said, by=other)
    assert 'aria-pressed="true"' in text_of(readers[1].get(one.get_absolute_url()))
    assert 'aria-pressed="true"' not in text_of(signed_in(resident()).get(one.get_absolute_url()))
