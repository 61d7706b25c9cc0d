"""Helping: people offer, the team answers, and never is more accepted than is needed."""

from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from accounts.permissions import sync_roles
from foundation.errors import NotAllowed, Refused
from foundation.models import AuditEntry
from initiatives import helping
from initiatives.actions import revise
from initiatives.energy_count import recount_due
from initiatives.models import Need, Offer
from notifications.models import Mail
from publications.models import Publication
from tests.factories import content, initiative, initiative_in, resident, staff
from tests.initiatives.offers import exact, member, offered, with_need
from tests.notices import deliver
from tests.visitors import come_in, queries, signed_in, text_of


@pytest.mark.django_db
class TestOffering:
    def test_the_author_and_the_team_hear_and_see_no_address(self) -> None:
        need = with_need()
        person, helper = member(need.initiative), resident("Greetje")
        offered(need, helper)
        deliver()
        assert {one.to[0] for one in mail.outbox} >= {need.initiative.author.email, person.email}
        told = next(one for one in mail.outbox if one.to == [person.email])
        assert "Greetje" in told.subject
        assert isinstance(told, EmailMultiAlternatives)
        assert helper.email not in f"{told.body}{told.alternatives}"
        assert AuditEntry.objects.get(action="offer.made").actor == helper

    def test_the_same_offer_twice_is_one_and_another_is_refused(self) -> None:
        need, helper = with_need(), resident()
        assert offered(need, helper) == offered(need, helper)
        with pytest.raises(Refused):
            offered(need, helper, text="Iets anders")
        with pytest.raises(IntegrityError, match="one_open_offer"), transaction.atomic():
            Offer.objects.create(need=need, person=helper, text="nog een")

    def test_the_author_and_the_team_cannot_offer_to_themselves_and_others_can(self) -> None:
        need = with_need()
        for person in (need.initiative.author, member(need.initiative)):
            with pytest.raises(Refused):
                offered(need, person)
        assert offered(need).state == Offer.State.OFFERED

    @pytest.mark.parametrize("state", [one for one in Publication.State if one != Publication.State.PUBLISHED])
    def test_what_is_not_published_takes_no_offers(self, state: Publication.State) -> None:
        one = initiative_in(state)
        with pytest.raises(Refused):
            offered(one.needs.get())

    def test_nobody_offers_more_than_is_needed_nor_on_what_is_found(self) -> None:
        need = with_need(2)
        with pytest.raises(Refused):
            offered(need, amount=3)
        first = offered(need, amount=2)
        helping.accept(first, by=need.initiative.author)
        with pytest.raises(Refused):
            offered(need)
        assert exact(need) == 2

    def test_supporters_have_their_own_button(self) -> None:
        one = initiative(needs={"supporters": "Iedereen"})
        with pytest.raises(Refused):
            offered(one.needs.get())


@pytest.mark.django_db
class TestAnswering:
    def test_what_is_accepted_counts_until_it_is_declined_or_taken_back_and_done_stays(self) -> None:
        need = with_need(5)
        author = need.initiative.author
        one, two, three = (offered(need, amount=amount) for amount in (2, 1, 1))
        helping.accept(one, by=author)
        helping.accept(two, by=author)
        helping.accept(three, by=author)
        assert exact(need) == 4
        helping.decline(one, by=author, word="Toch niet, maar dank je wel.")
        assert exact(need) == 2
        helping.take_back(two, by=two.person)
        assert exact(need) == 1
        helping.mark_done(three, by=author)
        assert exact(need) == 1
        with pytest.raises(Refused):
            helping.take_back(three, by=three.person)

    def test_a_part_of_an_offer_can_be_accepted(self) -> None:
        need = with_need(5)
        one = offered(need, amount=4)
        for wrong in (0, 5):
            with pytest.raises(Refused):
                helping.accept(one, by=need.initiative.author, amount=wrong)
        helping.accept(one, by=need.initiative.author, amount=3)
        assert exact(need) == 3

    def test_only_the_team_answers_and_only_the_helper_takes_back(self) -> None:
        need = with_need()
        one, stranger = offered(need), resident()
        for person in (stranger, one.person):
            with pytest.raises(NotAllowed):
                helping.accept(one, by=person)
            with pytest.raises(NotAllowed):
                helping.decline(one, by=person, word="Nee")
        with pytest.raises(NotAllowed):
            helping.take_back(one, by=need.initiative.author)
        helping.accept(one, by=member(need.initiative))
        with pytest.raises(NotAllowed):
            helping.mark_done(one, by=one.person)
        assert exact(need) == 1

    def test_every_button_pressed_twice_is_pressed_once_and_another_answer_is_refused(self) -> None:
        need = with_need(5)
        author = need.initiative.author
        yes, no, back = offered(need, amount=2), offered(need), offered(need)
        for _number in range(2):
            helping.accept(yes, by=author)
            helping.decline(no, by=author, word="Dank je.")
            helping.take_back(back, by=back.person)
            helping.write_message(yes, author=author, text="Tot zaterdag")
        with pytest.raises(Refused):
            helping.accept(yes, by=author, amount=1)
        for _number in range(2):
            helping.mark_done(yes, by=author)
        assert [line.text for line in yes.messages.all()] == ["Tot zaterdag"]
        assert [line.text for line in no.messages.all()] == ["Dank je."]
        assert exact(need) == 2
        for answered in (no, back):
            with pytest.raises(Refused):
                helping.accept(answered, by=author)

    def test_somebody_declined_can_offer_again(self) -> None:
        need = with_need()
        one = offered(need)
        helping.decline(one, by=need.initiative.author, word="Nu even niet.")
        again = offered(need, one.person, text="En volgende maand?")
        assert again.pk != one.pk

    def test_a_need_without_a_number_takes_everybody(self) -> None:
        need = with_need(None)
        for _ in range(3):
            helping.accept(offered(need), by=need.initiative.author)
        assert exact(need) == 3

    def test_every_step_is_told_by_a_mail_that_can_be_sent(self) -> None:
        need = with_need(5)
        author = need.initiative.author
        one, two, three = offered(need), offered(need), offered(need)
        helping.accept(one, by=author)
        helping.mark_done(one, by=author)
        helping.decline(two, by=author, word="Dank je.")
        helping.take_back(three, by=three.person)
        helping.write_message(one, author=author, text="Tot morgen")
        helping.write_message(one, author=one.person, text="Tot dan")
        deliver()
        assert not Mail.objects.filter(sent_at__isnull=True).exists()
        subjects = {message.subject for message in mail.outbox}
        assert len(subjects) == 8, subjects

    def test_helpers_give_energy_once(self) -> None:
        need = with_need(None)
        recount_due()
        one = Publication.objects.get(pk=need.initiative_id)
        before, helper = one.energy, resident()
        first = offered(need, helper)
        helping.accept(first, by=one.author)
        recount_due()
        one.refresh_from_db()
        after = one.energy
        assert after > before
        helping.mark_done(first, by=one.author)
        helping.accept(offered(need, helper, text="Nog een keer"), by=one.author)
        recount_due()
        one.refresh_from_db()
        assert one.energy == pytest.approx(after)

    def test_the_database_itself_refuses_more_than_is_needed(self) -> None:
        need = with_need(2)
        with pytest.raises(IntegrityError, match="never_more_accepted"), transaction.atomic():
            Need.objects.filter(pk=need.pk).update(met=3)


@pytest.mark.django_db
class TestEditing:
    def test_an_edit_keeps_the_offers_and_never_asks_for_less_than_was_accepted(self) -> None:
        need = with_need(3)
        author, one = need.initiative.author, offered(need, amount=2)
        helping.accept(one, by=author)
        changed = content(needs={"helpers": "Harken"}, amounts={"helpers": 1})
        revise(need.initiative, by=author, content=changed)
        assert exact(need) == 2
        assert (need.text, need.quantity) == ("Harken", 2)

    def test_a_need_that_goes_is_set_aside_when_people_offered_and_removed_when_not(self) -> None:
        need = with_need(3)
        author = need.initiative.author
        one = offered(need)
        revise(need.initiative, by=author, content=content(needs={"goods": "Scheppen"}))
        need.refresh_from_db()
        assert not need.is_asked
        helping.decline(one, by=author, word="We hebben het anders opgelost.")
        with pytest.raises(Refused):
            offered(need)
        revise(need.initiative, by=author, content=content(needs={}))
        assert list(need.initiative.needs.all()) == [need]

    def test_the_form_says_so_before(self) -> None:
        need = with_need(3)
        author = need.initiative.author
        helping.accept(offered(need, amount=2), by=author)
        client = signed_in(author)
        steps = client.post(reverse("initiatives:edit", args=[need.initiative.slug]))
        url = str(steps["Location"]).replace("idee", "beeld")
        page = text_of(client.get(url))
        assert 'name="amount_helpers" value="3"' in page
        answer = client.post(url, {"needs": ["helpers"], "need_helpers": "Spitten", "amount_helpers": "1"})
        assert answer.status_code == 200
        assert "amount_helpers" in answer.context["form"].errors
        fine = client.post(url, {"needs": ["helpers"], "need_helpers": "Spitten", "amount_helpers": "2"})
        assert fine.status_code == 302


@pytest.mark.django_db
class TestOverHttp:
    def test_a_visitor_writes_first_and_signs_in_afterwards(self, client: Client) -> None:
        need = with_need()
        url = reverse("initiatives:offer_help", args=[need.initiative.slug, "helpers"])
        assert url in text_of(client.get(need.initiative.get_absolute_url()))
        answer = client.post(url, {"text": "Ik heb een schop", "amount": "2"})
        assert answer["Location"].startswith(reverse("accounts:enter"))
        assert Offer.objects.count() == 0
        page = come_in(client, "nieuw@voorbeeld.nl", to=url)
        assert "Ik heb een schop" in text_of(page)
        client.post(url, {"text": "Ik heb een schop", "amount": "2"})
        assert Offer.objects.get().amount == 2

    def test_both_sides_talk_and_others_see_nothing(self) -> None:
        need = with_need()
        one = offered(need)
        helper, author = signed_in(one.person), signed_in(need.initiative.author)
        write = reverse("initiatives:offer_act", args=[one.pk, "bericht"])
        helper.post(write, {"text": "Hoe laat?"})
        author.post(write, {"text": "Om tien uur"})
        for client in (helper, author):
            page = text_of(client.get(one.get_absolute_url()))
            assert "Hoe laat?" in page
            assert "Om tien uur" in page
            assert "@voorbeeld.nl" not in page
        stranger = signed_in(resident())
        assert stranger.get(one.get_absolute_url()).status_code == 404
        assert stranger.post(write, {"text": "Hoi"}).status_code == 404
        assert Client().get(one.get_absolute_url()).status_code == 302
        deliver()
        assert not any("Om tien uur" in message.body for message in mail.outbox)

    def test_the_team_answers_on_the_page(self) -> None:
        need = with_need(3)
        one, two = offered(need, amount=2), offered(need)
        author = signed_in(need.initiative.author)
        listed = text_of(author.get(reverse("initiatives:offers", args=[need.initiative.slug])))
        assert one.get_absolute_url() in listed
        assert author.get(one.get_absolute_url()).status_code == 200

        def act(offer: Offer, what: str, **data: str) -> Any:
            return author.post(reverse("initiatives:offer_act", args=[offer.pk, what]), data, follow=True)

        assert act(one, "aannemen", amount="1").status_code == 200
        assert exact(need) == 1
        assert act(one, "klaar").status_code == 200
        empty = act(two, "afwijzen", text="")
        assert empty.context["decline_form"].errors
        assert act(two, "afwijzen", text="Dank je wel, we zijn er al.").status_code == 200
        two.refresh_from_db()
        assert two.state == Offer.State.DECLINED
        assert two.messages.get().text == "Dank je wel, we zijn er al."
        assert act(two, "bestaat-niet").status_code == 404

    def test_an_anonymous_helper_is_named_to_the_team_only(self) -> None:
        need = with_need(3)
        open_one, shy = offered(need, resident("Open Piet")), offered(need, resident("Stille Toos"), is_anonymous=True)
        for one in (open_one, shy):
            helping.accept(one, by=need.initiative.author)
        public = text_of(Client().get(need.initiative.get_absolute_url()))
        assert "Open Piet" in public
        assert "Stille Toos" not in public
        team = text_of(
            signed_in(need.initiative.author).get(reverse("initiatives:offers", args=[need.initiative.slug]))
        )
        assert "Stille Toos" in team

    def test_the_list_of_the_team_is_for_the_team(self) -> None:
        need = with_need()
        url = reverse("initiatives:offers", args=[need.initiative.slug])
        assert signed_in(resident()).get(url).status_code == 404
        assert signed_in(member(need.initiative)).get(url).status_code == 200
        assert "Teamlid" not in text_of(signed_in(resident()).get(reverse("initiatives:my_offers")))

    def test_the_page_takes_the_same_queries_with_many_helpers(self) -> None:
        few, many = with_need(None), with_need(None)
        for need, count in ((few, 1), (many, 6)):
            for _ in range(count):
                helping.accept(offered(need), by=need.initiative.author)
        counts = {queries(Client(), need.initiative.get_absolute_url()) for need in (few, many)}
        assert len(counts) == 1


@pytest.mark.django_db
def test_the_back_office_shows_that_help_was_offered_and_not_what_was_written() -> None:
    sync_roles()
    offer = offered(with_need(), text="Bel me op zondag, dan vertel ik meer.")
    page = signed_in(staff(Role.MODERATOR)).get(reverse("admin:initiatives_offer_change", args=[offer.pk]))
    assert page.status_code == 200
    assert offer.person.display_name in text_of(page)
    assert "zondag" not in text_of(page)
