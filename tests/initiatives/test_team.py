"""The team: asked by mail, with a role, through a link that works once."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from discussions.actions import say
from foundation.errors import NotAllowed, Refused
from initiatives import rules, team
from initiatives.actions import revise, withdraw
from initiatives.models import Initiative, Invitation, TeamMember, TeamRole
from publications.models import Publication
from tests.factories import content, initiative, initiative_in, resident
from tests.notices import deliver
from tests.visitors import at_once, come_in, signed_in, text_of
from voting.actions import support


def invited(
    one: Initiative, email: str = "mee@voorbeeld.nl", role: TeamRole = TeamRole.ORGANISER, by: User | None = None
) -> Invitation:
    return team.invite(one, by=by or one.author, email=email, role=role)


def joined(one: Initiative, role: TeamRole = TeamRole.ORGANISER, name: str = "Teamlid") -> User:
    person = resident(name)
    team.join(invited(one, person.email, role), by=person)
    return person


def link(invitation: Invitation) -> str:
    return reverse("initiatives:invitation", args=[team.token_of(invitation)])


def fresh(one: Initiative) -> Initiative:
    return Initiative.objects.get(pk=one.pk)


@pytest.mark.django_db
class TestInviting:
    def test_the_mail_holds_a_link_that_somebody_without_an_account_can_follow(self, client: Client) -> None:
        one = initiative()
        invited(one, "Nieuw@Voorbeeld.nl ")
        deliver()
        told = mail.outbox[-1]
        assert told.to == ["nieuw@voorbeeld.nl"]
        # Not made anew here: a link holds the second in which it was made.
        found = re.search(r"/initiatieven/uitnodiging/[^\s/]+/", str(told.body))
        assert found, told.body
        url = found[0]
        page = text_of(client.get(url))
        assert one.title in page
        assert "nieuw@voorbeeld.nl" not in page
        assert client.post(url, {"antwoord": "ja"})["Location"].startswith(reverse("accounts:enter"))
        come_in(client, "nieuw@voorbeeld.nl", to=url)
        assert client.post(url, {"antwoord": "ja"})["Location"] == one.get_absolute_url()
        assert rules.can_edit(User.objects.get(email="nieuw@voorbeeld.nl"), fresh(one))
        assert client.get(url).status_code == 410
        assert Invitation.objects.get().email == ""

    def test_no_thank_you_needs_no_account_and_the_address_is_forgotten(self, client: Client) -> None:
        one = initiative()
        invitation = invited(one)
        assert client.post(link(invitation), {"antwoord": "nee"}).status_code == 200
        invitation.refresh_from_db()
        assert (invitation.state, invitation.email) == (Invitation.State.DECLINED, "")
        deliver()
        assert mail.outbox[-1].to == [one.author.email]
        assert client.get(link(invitation)).status_code == 410

    @pytest.mark.parametrize("days", [14, 30])
    def test_after_fourteen_days_it_does_not_work_and_before_it_does(self, days: int) -> None:
        invitation, person = invited(initiative()), resident()
        Invitation.objects.update(expires_at=timezone.now() - timedelta(days=days - 14, seconds=1))
        assert team.invitation_of(team.token_of(invitation)) is None
        with pytest.raises(Refused):
            team.join(invitation, by=person)
        Invitation.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
        assert team.invitation_of(team.token_of(invitation)) == invitation

    def test_addresses_of_what_ran_out_are_forgotten(self) -> None:
        invited(initiative())
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        kept = invited(initiative(), "ander@voorbeeld.nl")
        assert team.forget_stale_invitations() == 1
        assert set(Invitation.objects.values_list("email", flat=True)) == {"", kept.email}

    def test_a_link_made_up_or_taken_back_does_not_work(self, client: Client) -> None:
        one = initiative()
        invitation = invited(one)
        assert client.get(reverse("initiatives:invitation", args=["verzonnen"])).status_code == 410
        team.cancel(invitation, by=one.author)
        assert client.get(link(invitation)).status_code == 410

    def test_asking_again_replaces_the_first_link(self) -> None:
        one = initiative()
        first, second = invited(one), invited(one, "MEE@voorbeeld.nl")
        assert team.invitation_of(team.token_of(first)) is None
        assert team.invitation_of(team.token_of(second)) == second

    def test_the_author_and_organisers_invite_and_nobody_else(self) -> None:
        one = initiative()
        organiser, coordinator = joined(one), joined(one, TeamRole.COORDINATOR)
        invited(one, "a@voorbeeld.nl", by=organiser)
        for person in (coordinator, resident()):
            with pytest.raises(NotAllowed):
                invited(one, "b@voorbeeld.nl", by=person)
        with pytest.raises(Refused):
            invited(one, organiser.email)
        with pytest.raises(Refused):
            invited(one, one.author.email)

    def test_ten_open_invitations_is_the_most(self) -> None:
        one = initiative()
        for number in range(rules.MOST_INVITATIONS):
            invited(one, f"mee{number}@voorbeeld.nl")
        with pytest.raises(Refused):
            invited(one, "elf@voorbeeld.nl")

    def test_what_ended_takes_no_new_people(self) -> None:
        one = initiative()
        invitation = invited(one)
        withdraw(one, by=one.author)
        with pytest.raises(Refused):
            team.join(invitation, by=resident())


@pytest.mark.django_db
class TestRoles:
    def test_what_each_role_may(self) -> None:
        one = initiative()
        people = {
            "author": one.author,
            "organiser": joined(one),
            "coordinator": joined(one, TeamRole.COORDINATOR),
            "stranger": resident(),
        }
        found = fresh(one)
        may = {
            name: (
                rules.can_edit(person, found),
                rules.can_withdraw(person, found),
                rules.can_manage_team(person, found),
                rules.can_answer_offers(person, found),
                rules.can_post_update(person, found),
            )
            for name, person in people.items()
        }
        assert may == {
            "author": (True, True, True, True, True),
            "organiser": (True, False, True, True, True),
            "coordinator": (False, False, False, True, True),
            "stranger": (False, False, False, False, False),
        }

    @pytest.mark.parametrize("state", [one for one in Publication.State if one != Publication.State.PUBLISHED])
    def test_what_is_not_published_only_has_its_offers_answered(self, state: Publication.State) -> None:
        one = initiative_in(state)
        member = TeamMember.objects.create(initiative=one, person=resident(), role=TeamRole.ORGANISER)
        for person in (one.author, member.person):
            # While it waits for a moderator, its author may still change the text.
            waits_for_its_author = state == Publication.State.SUBMITTED and person == one.author
            assert rules.can_edit(person, one) == waits_for_its_author
            assert not rules.can_manage_team(person, one)
            assert not rules.can_post_update(person, one)
            assert rules.can_answer_offers(person, one)

    def test_an_organiser_edits_under_their_own_name_and_shares_the_open_edit(self) -> None:
        one = initiative()
        organiser = joined(one)
        with transaction.atomic():
            revise(one, by=organiser, content=content(title="Nieuwe titel van het team"))
        assert one.revisions.first() is not None
        assert one.revisions.get(number=2).editor == organiser
        assert fresh(one).author == one.author
        edit = reverse("initiatives:edit", args=[one.slug])
        addresses = [signed_in(person).post(edit)["Location"] for person in (one.author, organiser)]
        assert addresses[0] == addresses[1]
        assert signed_in(organiser).get(addresses[0]).status_code == 200
        assert signed_in(resident()).get(addresses[0]).status_code == 404

    def test_a_member_may_support_and_the_author_may_not(self) -> None:
        one = initiative()
        support(one, supporter=joined(one))
        with pytest.raises(Refused):
            support(one, supporter=one.author)

    def test_the_role_of_everybody_is_asked_once(self, django_assert_num_queries: object) -> None:
        one = initiative()
        people = [joined(one) for _ in range(3)]
        found = fresh(one)
        with django_assert_num_queries(1):  # type: ignore[operator]
            assert all(rules.is_on_team(person, found) for person in people)


@pytest.mark.django_db
class TestLeaving:
    def test_everybody_leaves_and_only_organisers_take_others_out(self) -> None:
        one = initiative()
        organiser, coordinator, other = joined(one), joined(one, TeamRole.COORDINATOR), joined(one)
        row = TeamMember.objects.get(person=other)
        with pytest.raises(NotAllowed):
            team.remove(row, by=coordinator)
        team.remove(row, by=organiser)
        team.remove(row, by=organiser)
        team.remove(TeamMember.objects.get(person=coordinator), by=coordinator)
        assert not rules.is_on_team(other, fresh(one))
        assert not rules.is_on_team(coordinator, fresh(one))
        assert rules.is_on_team(one.author, fresh(one))
        deliver()
        assert other.email in {address for message in mail.outbox for address in message.to}

    def test_somebody_taken_out_cannot_publish_the_edit_they_began(self) -> None:
        one = initiative()
        organiser = joined(one)
        signed_in(organiser).post(reverse("initiatives:edit", args=[one.slug]))
        team.remove(TeamMember.objects.get(person=organiser), by=one.author)
        with pytest.raises(NotAllowed), transaction.atomic():
            revise(one, by=organiser, content=content())

    def test_over_http_it_is_asked_once_more(self) -> None:
        one = initiative()
        person = joined(one, TeamRole.COORDINATOR, "Joke")
        row = TeamMember.objects.get(person=person)
        url = reverse("initiatives:team_remove", args=[one.slug, row.pk])
        assert signed_in(resident()).get(url).status_code == 404
        client = signed_in(person)
        assert client.get(url).status_code == 200
        assert TeamMember.objects.filter(pk=row.pk).exists()
        client.post(url)
        assert not TeamMember.objects.filter(pk=row.pk).exists()


@pytest.mark.django_db
class TestPages:
    def test_the_team_page_is_for_the_team_and_shows_addresses_to_organisers_only(self) -> None:
        one = initiative()
        coordinator = joined(one, TeamRole.COORDINATOR, "Cor")
        url = reverse("initiatives:team", args=[one.slug])
        author = signed_in(one.author)
        answer = author.post(url, {"email": "mee@voorbeeld.nl", "role": "organiser"}, follow=True)
        assert "mee@voorbeeld.nl" in text_of(answer)
        assert "mee@voorbeeld.nl" not in text_of(signed_in(coordinator).get(url))
        assert signed_in(resident()).get(url).status_code == 404
        assert Client().get(url).status_code == 302
        row = Invitation.objects.get(state=Invitation.State.OPEN)
        cancel = reverse("initiatives:invitation_cancel", args=[one.slug, row.pk])
        assert signed_in(coordinator).post(cancel).status_code == 403
        assert author.post(cancel).status_code == 302

    def test_everybody_sees_who_carry_it(self) -> None:
        one = initiative()
        joined(one, name="Joke van de Wal")
        response = Client().get(one.get_absolute_url())
        assert "Joke van de Wal" in text_of(response)

    def test_a_conversation_marks_the_author_and_the_team_wherever_it_is_read(self) -> None:
        one = initiative()
        stranger, member = resident("Voorbijganger"), joined(one, name="Joke van de Wal")
        asked = say(one, author=stranger, text="Waar is het?")
        for person in (member, one.author, stranger):
            say(one, author=person, text="Hier.", parent=asked)
            say(one, author=person, text="Achter de kerk.")
        both = [_("In the team"), _("Initiator")]
        replies, conversation = asked.get_absolute_url(), reverse("discussions:conversation", args=[one.reference])
        for address in (one.get_absolute_url(), conversation, replies):
            page = text_of(Client().get(address, follow=True))
            assert [page.count(f'<span class="badge">{mark}</span>') for mark in both] == [1, 1], address
        team.remove(TeamMember.objects.get(), by=member)
        assert f'<span class="badge">{both[0]}</span>' not in text_of(Client().get(conversation))

    def test_who_is_in_a_team_finds_it_back(self) -> None:
        one = initiative()
        person = joined(one, TeamRole.COORDINATOR)
        mine = reverse("initiatives:mine")
        assert one.get_absolute_url() in text_of(signed_in(person).get(mine))
        assert one.get_absolute_url() not in text_of(signed_in(resident()).get(mine))


def test_one_link_makes_one_member(committed: None) -> None:
    one, people = initiative(), [resident() for _ in range(5)]
    invitation = invited(one)
    answers = at_once(5, lambda number: team.join(invitation, by=people[number]))
    assert sum(isinstance(answer, TeamMember) for answer in answers) == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == 4
    assert TeamMember.objects.count() == 1
