"""Less of this: from any message, by anybody who holds it, never by a machine that only opens the link."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from accounts.models import User
from foundation.models import AuditEntry
from initiatives.models import Initiative
from notifications import following, links, wishes
from notifications.catalogue import Category
from notifications.less import UNDO_SALT
from notifications.links import Wish, less_path
from notifications.models import Mute, Pace, Preference, Rhythm
from notifications.wishes import Wish as Chosen
from publications.models import Publication
from tests.factories import initiative, resident
from tests.visitors import text_of

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def anna() -> User:
    return resident("Anna")


@pytest.fixture
def plan() -> Initiative:
    return initiative(title="Buurttuin aan de Vecht")


@pytest.fixture
def visitor() -> Client:
    """Somebody with the message and without a cookie; a form without a token would be refused."""
    return Client(enforce_csrf_checks=True)


def reply(person: User, plan: Publication | None = None) -> str:
    return less_path(Wish(person.pk, Category.REPLIES.value, plan.pk if plan else 0))


def summary(person: User) -> str:
    return less_path(Wish(person.pk, ""))


def paces(person: User) -> dict[Category, Pace]:
    return {one: wish.mail for one, wish in wishes.wishes_of(person).items()}


def words(html: str) -> list[str]:
    return re.findall(r'name="wat" id="[^"]*" value="([^"]*)"', html)


def note_in(html: str) -> str:
    found = re.search(r'name="terug" value="([^"]*)"', html)
    return found[1] if found else ""


def ask(visitor: Client, address: str, word: str) -> Any:
    return visitor.post(address, {"wat": word})


class TestOpening:
    def test_the_link_only_asks_however_often_a_scanner_opens_it(
        self, visitor: Client, anna: User, plan: Initiative
    ) -> None:
        for method in (visitor.get, visitor.head, visitor.get):
            answer = method(reply(anna, plan))
            assert answer.status_code == 200
            assert not answer.cookies
        html = text_of(answer)
        assert "Buurttuin aan de Vecht" in html
        assert escape(str(Category.REPLIES.label)) in html
        assert "csrfmiddlewaretoken" not in html
        assert not Preference.objects.exists()
        assert not Mute.objects.exists()

    def test_it_is_kept_by_nobody(self, visitor: Client, anna: User) -> None:
        answer = visitor.get(reply(anna))
        assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))
        assert "noindex" in answer.headers["X-Robots-Tag"]

    def test_it_offers_only_what_would_be_less(self, visitor: Client, anna: User, plan: Initiative) -> None:
        for pace, offered in (
            (Pace.NOW, ["stil", "dag", "week", "geen", "niets"]),
            (Pace.DAILY, ["stil", "week", "geen", "niets"]),
            (Pace.WEEKLY, ["stil", "geen", "niets"]),
            (Pace.NEVER, ["stil", "niets"]),
        ):
            wishes.choose(anna, Category.REPLIES, Chosen(on_site=True, mail=pace, push=False))
            assert words(text_of(visitor.get(reply(anna, plan)))) == offered
        wishes.mute(anna, plan)
        assert words(text_of(visitor.get(reply(anna, plan)))) == ["niets"]
        assert words(text_of(visitor.get(reply(anna)))) == ["niets"]

    def test_the_title_of_what_is_hidden_is_not_shown(self, visitor: Client, anna: User, plan: Initiative) -> None:
        Publication.objects.filter(pk=plan.pk).update(state="hidden")
        assert "Buurttuin" not in text_of(visitor.get(reply(anna, plan)))

    def test_it_speaks_the_language_of_the_messages(self, visitor: Client, anna: User) -> None:
        Rhythm.objects.create(person=anna, language="en")
        answer = visitor.get(reply(anna))
        with translation.override("en"):
            assert _("What would you rather have?") in text_of(answer)
        assert answer.headers["Content-Language"] == "en"


class TestChoosing:
    @pytest.mark.parametrize(("word", "pace"), [("dag", Pace.DAILY), ("week", Pace.WEEKLY), ("geen", Pace.NEVER)])
    def test_mail_of_this_kind_comes_slower_or_not_and_the_rest_as_it_was(
        self, visitor: Client, anna: User, word: str, pace: Pace
    ) -> None:
        before = paces(anna)
        answer = ask(visitor, reply(anna), word)
        assert answer.status_code == 200
        assert paces(anna) == {**before, Category.REPLIES: pace}
        assert wishes.wish_of(anna, Category.REPLIES).on_site
        html = text_of(visitor.post(reply(anna), {"terug": note_in(text_of(answer))}))
        assert _("It is as it was") in html
        assert paces(anna) == before

    def test_only_this_one_is_muted_and_a_follow_comes_back_with_the_way_back(
        self, visitor: Client, anna: User, plan: Initiative
    ) -> None:
        following.follow(plan, by=anna)
        html = text_of(ask(visitor, reply(anna, plan), "stil"))
        assert following.mutes(anna, plan)
        visitor.post(reply(anna, plan), {"terug": note_in(html)})
        assert not following.mutes(anna, plan)
        assert following.follows(anna, plan)

    def test_no_mail_at_all_leaves_what_must_be_told(self, visitor: Client, anna: User) -> None:
        before = paces(anna)
        html = text_of(ask(visitor, reply(anna), "niets"))
        assert {one for one, pace in paces(anna).items() if pace != Pace.NEVER} == {Category.DECISIONS}
        visitor.post(reply(anna), {"terug": note_in(html)})
        assert paces(anna) == before

    def test_doing_it_twice_is_doing_it_once(self, visitor: Client, anna: User) -> None:
        for _time in range(2):
            answer = ask(visitor, reply(anna), "geen")
            assert _("You get no more mail about this.") in text_of(answer)
        assert not note_in(text_of(answer))
        assert AuditEntry.objects.filter(action="notices.chosen").count() == 1

    def test_nothing_or_nonsense_chosen_asks_again(self, visitor: Client, anna: User) -> None:
        for data in ({}, {"wat": "alles"}):
            html = text_of(visitor.post(reply(anna), data))
            assert _("Choose one of these first.") in html
            assert words(html)
        assert not Preference.objects.exists()

    def test_a_summary_is_about_what_comes_in_summaries_only(self, visitor: Client, anna: User) -> None:
        before = paces(anna)
        slow = {one for one, pace in before.items() if pace == Pace.DAILY}
        assert words(text_of(visitor.get(summary(anna)))) == ["week", "geen", "niets"]
        ask(visitor, summary(anna), "week")
        assert {one for one, pace in paces(anna).items() if pace == Pace.WEEKLY} == slow
        html = text_of(ask(visitor, summary(anna), "geen"))
        assert {one for one, pace in paces(anna).items() if pace == Pace.NEVER} == slow
        visitor.post(summary(anna), {"terug": note_in(html)})
        assert {one for one, pace in paces(anna).items() if pace == Pace.WEEKLY} == slow

    def test_what_must_be_told_cannot_be_less(self, visitor: Client, anna: User) -> None:
        address = less_path(Wish(anna.pk, Category.DECISIONS.value))
        for data in ({"wat": "geen"}, ONE_CLICK):
            assert _("This kind of message always comes: you have a right to know it.") in text_of(
                visitor.post(address, data)
            )
        assert not Preference.objects.exists()


class TestWayBack:
    def note(self, visitor: Client, person: User) -> str:
        return note_in(text_of(ask(visitor, reply(person), "geen")))

    def test_it_is_for_this_person_only(self, visitor: Client, anna: User) -> None:
        other = resident()
        before = self.note(visitor, other)
        ask(visitor, reply(anna), "week")
        for note in (before, before + "x", signing.dumps([anna.pk, "", {}], salt="another"), "\x00"):
            assert _("It is as it was") not in text_of(visitor.post(reply(anna), {"terug": note}))
        assert paces(anna)[Category.REPLIES] == Pace.WEEKLY

    def test_after_a_day_it_is_too_late(self, visitor: Client, anna: User, monkeypatch: pytest.MonkeyPatch) -> None:
        tomorrow = (timezone.now() + timedelta(hours=25)).timestamp()
        note = self.note(visitor, anna)
        assert signing.loads(note, salt=UNDO_SALT)
        monkeypatch.setattr("django.core.signing.time.time", lambda: tomorrow)
        html = text_of(visitor.post(reply(anna), {"terug": note}))
        assert _("This cannot be undone here any more. You can change it under all your choices.") in html
        assert paces(anna)[Category.REPLIES] == Pace.NEVER


class TestOneClick:
    def test_a_mail_program_stops_the_category_without_cookie_or_token(self, visitor: Client, anna: User) -> None:
        before = paces(anna)
        for _time in range(2):
            answer = visitor.post(reply(anna), ONE_CLICK)
            assert answer.status_code == 200
            assert not answer.cookies
        assert paces(anna) == {**before, Category.REPLIES: Pace.NEVER}

    def test_of_a_summary_it_stops_the_summaries(self, visitor: Client, anna: User) -> None:
        before = paces(anna)
        visitor.post(summary(anna), ONE_CLICK)
        stopped = {one for one, pace in paces(anna).items() if pace == Pace.NEVER}
        assert stopped == {one for one, pace in before.items() if pace == Pace.DAILY}


class TestTokens:
    def test_one_that_is_not_ours_or_of_somebody_who_left_is_a_page_that_does_not_exist(
        self, visitor: Client, anna: User
    ) -> None:
        address = reply(anna)
        gone, left = resident(), resident()
        old = [reply(gone), reply(left)]
        gone.delete()
        User.objects.filter(pk=left.pk).update(is_active=False)
        pages = set()
        for bad in [*old, address[:-2] + "/", "/meldingen/minder/x/", "/meldingen/minder/%00/"]:
            for answer in (visitor.get(bad), visitor.post(bad, ONE_CLICK)):
                assert answer.status_code == 404
            pages.add(re.sub(r'href="[^"]*"|value="[^"]*"', "", text_of(visitor.get(bad))))
        assert len(pages) == 1

    def test_one_of_a_thing_that_is_gone_still_works(self, visitor: Client, anna: User) -> None:
        address = less_path(Wish(anna.pk, Category.REPLIES.value, 999_999))
        assert visitor.get(address).status_code == 200
        ask(visitor, address, "stil")
        ask(visitor, address, "geen")
        assert paces(anna)[Category.REPLIES] == Pace.NEVER

    def test_it_reads_back_what_was_written(self, anna: User) -> None:
        wish = Wish(anna.pk, "replies", 12)
        assert links.read(links.token(wish)) == wish
        assert links.read(links.token(wish)[:-1]) is None
