"""Updates: what the team tells, on the page at once and by mail at most once a day."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.permissions import sync_roles
from foundation.errors import NotAllowed
from initiatives import drafts, updates
from initiatives.energy_count import recount_due
from initiatives.models import Initiative, TeamMember, TeamRole, Update
from moderation.deciding import take_back
from moderation.models import Case, Source
from notifications.catalogue import Category
from notifications.catalogue import initiatives as events
from notifications.following import follow
from notifications.models import Event, Pace
from notifications.wishes import Wish, choose
from publications.models import Picture, Publication
from tests.factories import deventer, initiative, picture_file, resident, staff, zwolle
from tests.moderation.making import hidden
from tests.notices import deliver, told
from tests.visitors import queries, signed_in, text_of


def posted(one: Initiative, text: str = "De eerste bollen staan in de grond.") -> Update:
    return updates.post(one, by=one.author, text=text)


def told_of(one: Initiative) -> list[Event]:
    return list(Event.objects.filter(kind=events.UPDATE.code, publication=one).order_by("due_at"))


@pytest.mark.django_db
class TestPosting:
    def test_the_team_posts_and_others_do_not(self) -> None:
        one = initiative()
        member = TeamMember.objects.create(initiative=one, person=resident(), role=TeamRole.COORDINATOR)
        assert updates.post(one, by=member.person, text="Van het team").author == member.person
        fresh = Initiative.objects.get(pk=one.pk)
        with pytest.raises(NotAllowed):
            updates.post(fresh, by=resident(), text="Van een ander")
        assert Update.objects.count() == 1

    def test_pressing_twice_is_one_update(self) -> None:
        one = initiative()
        assert posted(one) == posted(one)
        assert posted(one, "Iets anders") != posted(one)

    def test_it_is_markdown_without_harm(self) -> None:
        one = posted(initiative(), "**Gelukt** <script>alert(1)</script>")
        assert "<strong>Gelukt</strong>" in one.text_html
        assert "<script" not in one.text_html

    def test_a_picture_does_not_become_the_one_of_the_initiative_and_is_not_tidied_away(self) -> None:
        one = initiative()
        made = updates.post(
            one, by=one.author, text="Met foto", upload=picture_file(), picture_alt="Bollen in de grond"
        )
        assert made.picture is not None
        assert one.picture is None
        Picture.objects.update(added_at=timezone.now() - timedelta(days=3))
        drafts.forget_stale()
        assert Picture.objects.count() == 1
        updates.remove(made, by=one.author)
        assert Picture.objects.count() == 0

    def test_one_update_a_week_gives_energy(self) -> None:
        one = initiative()
        recount_due()
        before = Publication.objects.get(pk=one.pk).energy
        first = posted(one)
        recount_due()
        once = Publication.objects.get(pk=one.pk).energy
        posted(one, "En nog een")
        recount_due()
        assert before < once == pytest.approx(Publication.objects.get(pk=one.pk).energy)
        Update.objects.exclude(pk=first.pk).delete()
        hidden(first)
        recount_due()
        assert Publication.objects.get(pk=one.pk).energy == pytest.approx(before)


@pytest.mark.parametrize(
    ("latest", "expected"),
    [(None, 10), (date(2026, 5, 8), 10), (date(2026, 5, 10), 11), (date(2026, 5, 11), 11)],
)
def test_the_mail_of_an_update_goes_today_or_with_tomorrows(latest: date | None, expected: int) -> None:
    assert updates.next_mail_day(latest, date(2026, 5, 10)) == date(2026, 5, expected)


@pytest.mark.django_db
class TestMailing:
    def test_followers_get_the_first_at_once_and_the_rest_of_the_day_in_one_mail_tomorrow(self) -> None:
        one, follower = initiative(), resident()
        follow(one, by=follower)
        choose(follower, Category.FOLLOWED, Wish(on_site=True, mail=Pace.NOW, push=False))
        for text in ("Een", "Twee", "Drie"):
            posted(one, text)
        first, second = told_of(one)
        assert first.due_at <= timezone.now()
        assert "Een" in str(first.context["excerpt"])
        local = timezone.localtime(second.due_at)
        assert (local.date(), local.hour) == (timezone.localdate() + timedelta(days=1), 8)
        assert second.context["excerpt"] == ""
        deliver()
        assert told(events.UPDATE) == {follower.pk}
        assert [message.to for message in mail.outbox if "Een\n" in message.body] == [[follower.email]]

    def test_two_initiatives_have_a_mail_each(self) -> None:
        one, other = initiative(), initiative()
        for each in (one, other):
            posted(each)
        assert [len(told_of(each)) for each in (one, other)] == [1, 1]

    def test_over_many_days_nobody_gets_two_in_one_day(self, monkeypatch: pytest.MonkeyPatch) -> None:
        one = initiative()
        start = timezone.now().replace(hour=10)
        days: list[date] = []
        for hour in range(0, 24 * 6, 5):
            moment = start + timedelta(hours=hour)
            monkeypatch.setattr(timezone, "localdate", lambda moment=moment: timezone.localtime(moment).date())
            days.append(posted(one, f"Na {hour} uur").mail_day)
        got = [timezone.localtime(each.due_at).date() for each in told_of(one)][1:]
        assert len(got) == len(set(got))
        assert sorted(set(days)) == days[:1] + sorted(set(days) - set(days[:1]))
        assert len(told_of(one)) == len(set(days))


@pytest.mark.django_db
class TestPages:
    def test_the_newest_three_on_the_page_and_all_on_their_own(self) -> None:
        one = initiative()
        for number in range(12):
            Update.objects.create(
                initiative=one, author=one.author, text=f"Bericht {number}.", mail_day=date(2026, 1, 1)
            )
        page = text_of(Client().get(one.get_absolute_url()))
        assert "Bericht 11." in page
        assert "Bericht 9." in page
        assert "Bericht 8." not in page
        listed = Client().get(reverse("initiatives:updates", args=[one.slug]))
        assert "Bericht 2." in text_of(listed)
        assert "Bericht 1." not in text_of(listed)
        following = listed.context["page"]["next_url"]
        assert "Bericht 1." in text_of(Client().get(reverse("initiatives:updates", args=[one.slug]) + following))

    def test_posting_over_http_with_a_picture(self) -> None:
        one = initiative()
        url = reverse("initiatives:new_update", args=[one.slug])
        assert signed_in(resident()).get(url).status_code == 404
        author = signed_in(one.author)
        assert author.get(url).status_code == 200
        wordless = author.post(url, {"text": "Kijk eens", "picture": picture_file()})
        assert wordless.context["form"].errors["picture_alt"]
        broken = author.post(url, {"text": "Kijk", "picture": picture_file(kind="PNG"), "picture_alt": ""})
        assert broken.status_code == 200
        answer = author.post(
            url, {"text": "Kijk eens", "picture": picture_file(), "picture_alt": "Een perk"}, follow=True
        )
        assert 'alt="Een perk"' in text_of(answer)

    def test_who_wrote_it_and_organisers_remove_it(self) -> None:
        one = initiative()
        made = posted(one)
        cor = TeamMember.objects.create(initiative=one, person=resident(), role=TeamRole.COORDINATOR).person
        url = reverse("initiatives:remove_update", args=[one.slug, made.pk])
        assert signed_in(cor).post(url).status_code == 404
        author = signed_in(one.author)
        assert author.get(url).status_code == 200
        assert author.post(url).status_code == 302
        assert not Update.objects.exists()

    def test_hidden_is_gone_for_everybody_but_moderators(self) -> None:
        sync_roles()
        one = initiative()
        made = posted(one, "Ongepast bericht")
        moderator = staff(Role.MODERATOR, zwolle())
        with pytest.raises(NotAllowed):
            hidden(made, by=staff(Role.MODERATOR, deventer()))
        client = signed_in(moderator)
        decision = hidden(made, by=moderator)
        made.refresh_from_db()
        assert made.is_hidden
        for address in (one.get_absolute_url(), reverse("initiatives:updates", args=[one.slug])):
            assert "Ongepast" not in text_of(Client().get(address))
        assert "Ongepast" in text_of(client.get(one.get_absolute_url()))
        take_back(decision, by=moderator)
        assert "Ongepast" in text_of(Client().get(one.get_absolute_url()))

    def test_the_back_office_leads_a_moderator_to_a_case_about_it_and_nobody_hides_without_one(self) -> None:
        sync_roles()
        made = posted(initiative(municipality=zwolle()), "Ongepast bericht")
        url = reverse("admin:initiatives_update_changelist")
        client = signed_in(staff(Role.MODERATOR, zwolle()))
        address = reverse("admin:moderation_case_open", args=["update", made.pk])
        page = reverse("admin:initiatives_update_change", args=[made.pk])
        assert f'href="{address}"' in text_of(client.get(url))
        assert f'href="{address}"' in text_of(client.get(page))
        client.post(url, {"action": "hide", "_selected_action": [made.pk]})
        made.refresh_from_db()
        assert not made.is_hidden
        assert "Ongepast bericht" in text_of(client.get(address))
        client.post(address)
        case = Case.objects.get(subject_kind="update", subject_id=made.pk)
        assert (case.source, case.claimed_by) == (Source.OWN, client.get(page).wsgi_request.user)

    def test_an_update_in_the_back_office_costs_no_query_more_for_each(self) -> None:
        sync_roles()
        client, url = signed_in(staff(Role.MODERATOR)), reverse("admin:initiatives_update_changelist")
        posted(initiative())
        few = queries(client, url)
        for number in range(5):
            posted(initiative(), f"Nog een, {number}")
        assert queries(client, url) == few

    def test_the_back_office_shows_and_changes_nothing_else(self) -> None:
        sync_roles()
        made = posted(initiative())
        client = signed_in(staff(Role.MODERATOR))
        for name in ("update", "offer", "teammember"):
            assert client.get(reverse(f"admin:initiatives_{name}_changelist")).status_code == 200
            assert client.get(reverse(f"admin:initiatives_{name}_add")).status_code == 403
        url = reverse("admin:initiatives_update_change", args=[made.pk])
        assert client.get(url).status_code == 200
        assert client.post(url, {"text": "Anders"}).status_code == 403

    def test_the_page_takes_at_most_ten_queries_for_a_visitor(self) -> None:
        one = initiative()
        for number in range(4):
            posted(one, f"Bericht {number}")
        assert queries(Client(), one.get_absolute_url()) <= 10
