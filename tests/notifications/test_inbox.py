"""What came in: everything once, newest first, by subject; what was seen is news no longer, on the site and in mail."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Role, User
from initiatives.models import Initiative
from notifications import following, inbox, wishes
from notifications.catalogue import Category, decisions, discussions
from notifications.catalogue import initiatives as events
from notifications.models import Event, Follow, Mail, Mute, Notice, Pace
from notifications.telling import write_events
from publications.models import Publication
from tests.factories import initiative, initiative_in, resident, staff
from tests.notices import hear
from tests.visitors import queries, signed_in, text_of

pytestmark = pytest.mark.django_db

INBOX = "/meldingen/"
NEW, REPLY, UPDATE, HIDDEN = _("New"), discussions.REPLY, events.UPDATE, decisions.HIDDEN


@pytest.fixture
def anna() -> User:
    return resident("Anna")


@pytest.fixture
def plan(anna: User) -> Initiative:
    """Something by somebody else, with all about its publication told."""
    made = initiative(title="Buurttuin aan de Vecht")
    write_events(seconds=60)
    return made


def page_of(person: User, query: str = "") -> str:
    return text_of(signed_in(person).get(INBOX + query))


def items(html: str) -> list[str]:
    """The notices on a page, each as its own piece of HTML."""
    return re.split(r'<li class="news__item', html)[1:]


def is_seen(notice: Notice) -> bool:
    notice.refresh_from_db()
    return notice.seen_at is not None


class TestTheList:
    def test_it_shows_what_somebody_heard_under_its_title_newest_first(self, anna: User, plan: Initiative) -> None:
        hear(anna, plan, UPDATE, excerpt="De eerste boom staat.")
        other = initiative(title="Samen koken")
        hear(anna, other, UPDATE)
        hear(anna, plan, REPLY, who="Jan Willem")
        html = page_of(anna)
        assert html.count("<h2 ") - html.count('id="language"') == 2
        assert html.index("Buurttuin aan de Vecht</a></h2>") < html.index("Samen koken</a></h2>")
        first, second, third = items(html)
        assert "Jan Willem" in first
        assert "De eerste boom staat." in second
        assert "Samen koken" in third

    def test_what_was_brought_in_afterwards_stands_where_it_belongs_in_time_on_every_page(
        self, anna: User, plan: Initiative
    ) -> None:
        made = [hear(anna, plan, UPDATE, excerpt=f"Bericht {number}.") for number in range(25)]
        # What comes from elsewhere: the highest numbers, and the oldest of all but one.
        for late, notice in enumerate(made[20:]):
            Notice.objects.filter(pk=notice.pk).update(made_at=timezone.now() - timedelta(days=9 - late))
        client = signed_in(anna)
        page = client.get(INBOX)
        rest = client.get(page.context["page"]["next_url"])
        read = [one.notice.pk for part in (page, rest) for group in part.context["groups"] for one in group.entries]
        assert read == [one.pk for one in (*made[:20][::-1], *made[20:][::-1])]
        assert not rest.context["page"]["next_url"]

    def test_the_list_is_read_from_an_index(self, anna: User, plan: Initiative) -> None:
        hear(anna, plan, UPDATE)
        connection.cursor().execute("SET LOCAL enable_seqscan = off")
        connection.cursor().execute("SET LOCAL enable_bitmapscan = off")
        found = Notice.objects.filter(person=anna, on_site=True).order_by("-made_at", "-id")[:20].explain()
        assert "notices_of_a_person_by_time" in found
        assert "Sort" not in found

    def test_nobody_sees_or_opens_what_another_heard(self, anna: User, plan: Initiative) -> None:
        notice = hear(anna, plan, UPDATE)
        other = signed_in(resident())
        assert not items(text_of(other.get(INBOX)))
        assert other.get(reverse("notifications:open", args=[notice.pk])).status_code == 404
        other.post(reverse("notifications:seen_one", args=[notice.pk]))
        assert not is_seen(notice)

    def test_it_says_why_with_the_name_of_what_somebody_follows(self, anna: User) -> None:
        author = resident("Fatma")
        one = initiative(author)
        place = one.municipality
        assert place is not None
        following.follow(place, by=anna)
        for follower, target in ((theme_follower := resident(), one.theme), (author_follower := resident(), author)):
            following.follow(target, by=follower)
        write_events(seconds=60)
        assert f"Je volgt {place.name}" in page_of(anna)
        assert f"Je volgt {one.theme.name}" in page_of(theme_follower)
        assert "Je volgt Fatma" in page_of(author_follower)

    def test_what_is_new_is_marked_by_a_word_until_it_is_seen(self, anna: User, plan: Initiative) -> None:
        notice = hear(anna, plan, UPDATE)
        assert f">{NEW}</span>" in page_of(anna)
        inbox.mark_seen(anna, notice.pk)
        assert f">{NEW}</span>" not in page_of(anna)

    def test_what_is_hidden_by_a_moderator_is_not_quoted_but_can_be_marked_as_read(self, anna: User) -> None:
        one = initiative(title="Scheldpartij")
        notice = hear(anna, one, REPLY, excerpt="Boze woorden")
        Publication.objects.filter(pk=one.pk).update(state="hidden")
        client = signed_in(anna)
        html = text_of(client.get(INBOX))
        assert "Scheldpartij" not in html
        assert "Boze woorden" not in html
        assert len(items(html)) == 1
        assert client.get(reverse("notifications:open", args=[notice.pk])).headers["Location"] == INBOX
        assert is_seen(notice)

    @pytest.mark.parametrize("state", [Publication.State.WITHDRAWN, Publication.State.ARCHIVED])
    def test_what_goes_on_no_more_is_still_told(self, anna: User, state: Publication.State) -> None:
        hear(anna, initiative_in(state, title="Buurtsoep"), UPDATE)
        assert "Buurtsoep" in page_of(anna)

    def test_what_somebody_does_not_want_on_the_site_is_not_there(self, anna: User, plan: Initiative) -> None:
        wishes.choose(anna, Category.FOLLOWED, wishes.Wish(on_site=False, mail=Pace.DAILY, push=False))
        hear(anna, plan, UPDATE)
        assert not items(page_of(anna))
        assert inbox.unread(anna) == 0

    def test_without_anything_it_says_what_to_do_next(self, anna: User) -> None:
        html = page_of(anna)
        assert _("No messages yet") in html
        assert reverse("initiatives:list") in html

    def test_a_visitor_is_asked_to_sign_in(self, client: Client) -> None:
        assert reverse("accounts:enter") in client.get(INBOX).headers["Location"]

    def test_a_time_is_said_as_one_would(self, anna: User, plan: Initiative) -> None:
        for days in (0, 1, 3, 30):
            event = hear(anna, plan, UPDATE).event
            Event.objects.filter(pk=event.pk).update(happened_at=F("happened_at") - timedelta(days=days))
        newest = items(page_of(anna))
        now = timezone.localtime()
        # Told oldest last, so the page has them in the order of their numbers.
        times = [re.search(r"<time[^>]*>([^<]*)</time>", one)[1] for one in newest]  # type: ignore[index]
        assert not any(re.search(r"\d{4}", one) for one in times[1:])
        assert str((now - timedelta(days=30)).year) in times[0]
        assert len(set(times)) == 4


class TestFilters:
    def test_one_category_and_only_what_is_new(self, anna: User, plan: Initiative) -> None:
        seen, reply, news = hear(anna, plan, REPLY), hear(anna, plan, REPLY), hear(anna, plan, UPDATE)
        inbox.mark_seen(anna, seen.pk)

        def shown(query: str) -> set[int]:
            return {int(pk) for pk in re.findall(r'href="/meldingen/(\d+)/"', page_of(anna, query))}

        assert shown("?soort=replies") == {seen.pk, reply.pk}
        assert shown("?alleen=nieuw") == {reply.pk, news.pk}
        assert shown("?soort=replies&alleen=nieuw") == {reply.pk}
        assert shown("?soort=onzin&alleen=onzin") == {seen.pk, reply.pk, news.pk}

    def test_nothing_under_a_filter_leads_back_to_everything(self, anna: User) -> None:
        html = page_of(anna, "?soort=own")
        assert _("All messages") in html
        assert f'href="{INBOX}"' in html

    def test_work_is_offered_to_staff_only(self, anna: User) -> None:
        assert 'value="work"' not in page_of(anna, "?soort=own")
        assert 'value="work"' in page_of(staff(Role.OFFICIAL), "?soort=own")


class TestPages:
    def test_every_notice_is_on_one_page_exactly_once(self, anna: User, plan: Initiative) -> None:
        made = {hear(anna, plan, UPDATE).pk for _number in range(45)}
        client, query, found = signed_in(anna), "?soort=followed", []
        sizes = []
        while query:
            html = text_of(client.get(INBOX + query))
            here = re.findall(r'href="/meldingen/(\d+)/"', html)
            sizes.append(len(here))
            found += [int(pk) for pk in here]
            following_page = re.search(r'rel="next" href="([^"]*)"', html)
            query = following_page[1].removeprefix(INBOX).replace("&amp;", "&") if following_page else ""
        assert sizes == [20, 20, 5]
        assert found == sorted(made, reverse=True)

    def test_a_made_up_page_does_not_exist(self, anna: User) -> None:
        assert signed_in(anna).get(INBOX + "?na=xyz").status_code == 404

    def test_a_full_page_takes_as_many_queries_as_one_notice(self, anna: User, plan: Initiative) -> None:
        hear(anna, plan, UPDATE)
        client = signed_in(anna)
        few = queries(client, INBOX)
        for _number in range(30):
            hear(anna, initiative(), REPLY)
        assert queries(client, INBOX) == few <= 6


class TestSeeing:
    def test_opening_one_goes_to_the_place_itself_and_marks_it(self, anna: User, plan: Initiative) -> None:
        notice, other = hear(anna, plan, REPLY, path=f"{plan.get_absolute_url()}#reactie-3"), hear(anna, plan, REPLY)
        answer = signed_in(anna).get(reverse("notifications:open", args=[notice.pk]))
        assert answer.headers["Location"] == f"{plan.get_absolute_url()}#reactie-3"
        assert is_seen(notice)
        assert not is_seen(other)

    def test_one_or_all_are_marked_with_a_button_and_one_comes_back_to_the_same_place(
        self, anna: User, plan: Initiative
    ) -> None:
        one, two, three = (hear(anna, plan, UPDATE) for _number in range(3))
        client = signed_in(anna)
        address = reverse("notifications:seen_one", args=[one.pk])
        back = client.post(address, {"alleen": "nieuw", "soort": "followed", "bij": plan.pk})
        assert back.headers["Location"] == f"{INBOX}?soort=followed&alleen=nieuw#over-{plan.pk}"
        assert is_seen(one)
        assert not is_seen(two)
        assert client.get(address).status_code == 405
        client.post(reverse("notifications:seen"))
        assert is_seen(two)
        assert is_seen(three)
        assert inbox.unread(User.objects.get(pk=anna.pk)) == 0

    def test_the_way_back_leads_nowhere_else(self, anna: User) -> None:
        data = {"soort": "//elders.example", "na": "https://elders.example", "bij": "x\r\nSet-Cookie: a=b"}
        back = signed_in(anna).post(reverse("notifications:seen"), data).headers["Location"]
        assert back == f"{INBOX}?na=https%3A%2F%2Felders.example"

    def test_opening_the_page_it_is_about_marks_all_of_it_also_for_the_digest(
        self, anna: User, plan: Initiative
    ) -> None:
        notice, other = hear(anna, plan, UPDATE), hear(anna, initiative(), UPDATE)
        wishes.choose(anna, Category.FOLLOWED, wishes.Wish(on_site=False, mail=Pace.DAILY, push=False))
        only_mailed = hear(anna, plan, UPDATE)
        assert only_mailed.digest_at is not None
        assert not only_mailed.on_site
        signed_in(anna).get(plan.get_absolute_url())
        for one in (notice, only_mailed):
            assert is_seen(one)
            assert one.digest_at is None
        assert not is_seen(other)

    def test_a_page_with_nothing_new_writes_nothing(self, anna: User, plan: Initiative) -> None:
        hear(anna, initiative(), UPDATE)
        client, address = signed_in(anna), plan.get_absolute_url()
        with_news_elsewhere = queries(client, address)
        Notice.objects.all().delete()
        assert queries(client, address) == with_news_elsewhere

    def test_of_more_than_a_hundred_the_page_still_marks_its_own(self, anna: User, plan: Initiative) -> None:
        event = hear(anna, plan, UPDATE).event
        more = Event.objects.bulk_create(
            Event(kind=event.kind, key=f"veel:{number}", context=event.context) for number in range(120)
        )
        Notice.objects.bulk_create(
            Notice(event=one, person=anna, publication_id=plan.pk, category="followed") for one in more
        )
        newer = initiative()
        notice = hear(anna, newer, UPDATE)
        inbox.saw(anna, newer)
        assert is_seen(notice)
        assert Notice.objects.filter(person=anna, seen_at__isnull=True).count() == 121


class TestMute:
    def test_nothing_more_of_one_thing_and_hearing_of_it_again(self, anna: User, plan: Initiative) -> None:
        hear(anna, plan, UPDATE)
        client, address = signed_in(anna), reverse("notifications:mute", args=[plan.pk])
        assert client.get(address).status_code == 405
        for _time in range(2):
            back = client.post(address, {"bij": plan.pk})
        assert back.headers["Location"] == f"{INBOX}#over-{plan.pk}"
        assert _("Hear of this again") in text_of(client.get(INBOX))
        hear_nothing = Notice.objects.filter(person=anna).count()
        with pytest.raises(Notice.DoesNotExist):
            hear(anna, plan, UPDATE)
        assert Notice.objects.filter(person=anna).count() == hear_nothing
        client.post(address, {"weer": "1"})
        assert hear(anna, plan, UPDATE).on_site

    def test_what_waits_goes_no_more_but_what_must_be_told_does(self, anna: User, plan: Initiative) -> None:
        waiting, digested = hear(anna, plan, REPLY), hear(anna, plan, UPDATE)
        must = hear(anna, plan, HIDDEN)
        assert set(Notice.objects.filter(digest_at__isnull=False, person=anna)) == {digested}
        wishes.mute(anna, plan)
        assert Mail.objects.get(notice=waiting).dropped == "muted"
        assert not Notice.objects.filter(digest_at__isnull=False, person=anna).exists()
        assert Mail.objects.get(notice=must).dropped == ""
        assert hear(anna, plan, HIDDEN).pk > must.pk

    def test_what_one_may_not_see_cannot_be_muted(self, anna: User) -> None:
        secret = initiative_in(Publication.State.HIDDEN)
        assert signed_in(anna).post(reverse("notifications:mute", args=[secret.pk])).status_code == 404
        assert not Mute.objects.exists()

    def test_muting_ends_ones_own_follow(self, anna: User, plan: Initiative) -> None:
        following.follow(plan, by=anna)
        wishes.mute(anna, plan)
        assert not Follow.objects.filter(person=anna).exists()


class TestHeader:
    def count_in(self, html: str) -> list[str]:
        return re.findall(r'bell__count" aria-hidden="true">([^<]*)<', html)

    def test_it_counts_what_is_unread_in_words_too(self, anna: User, plan: Initiative) -> None:
        for _number in range(3):
            hear(anna, plan, UPDATE)
        html = text_of(signed_in(anna).get("/initiatieven/"))
        assert set(self.count_in(html)) == {"3"}
        assert escape(ngettext("%(shown)s unread", "%(shown)s unread", 3) % {"shown": 3}) in html
        inbox.mark_seen(anna)
        assert self.count_in(text_of(signed_in(anna).get("/initiatieven/"))) == []

    def test_it_stops_counting_at_99(self, anna: User, plan: Initiative) -> None:
        event = hear(anna, plan, UPDATE).event
        more = Event.objects.bulk_create(
            Event(kind=event.kind, key=f"veel:{number}", context=event.context) for number in range(130)
        )
        Notice.objects.bulk_create(Notice(event=one, person=anna, category="followed") for one in more)
        assert set(self.count_in(text_of(signed_in(anna).get("/initiatieven/")))) == {"99+"}

    def test_it_costs_one_query_for_who_is_signed_in_and_none_for_a_visitor(self, anna: User) -> None:
        for client, most in ((signed_in(anna), 1), (Client(), 0)):
            with CaptureQueriesContext(connection) as captured:
                client.get("/themas/")
            assert sum("notifications_" in one["sql"] for one in captured) == most

    def test_a_visitor_sees_none_of_it_and_gets_no_cookie(self) -> None:
        answer = Client().get("/themas/")
        assert INBOX not in text_of(answer)
        assert not answer.cookies
