"""Merging: agreed by both, nobody lost, nobody counted twice, reversible (docs/rules/merging.md)."""

from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Role, User
from discussions.actions import say
from foundation.errors import NotAllowed, Refused
from initiatives import merging
from initiatives.models import Initiative, Merge, Moved
from notifications.catalogue import initiatives as events
from notifications.following import follow, mute
from notifications.letters import letter
from publications.models import Publication
from tests.factories import initiative, resident, staff, zwolle
from tests.notices import mails_about, told
from tests.visitors import at_once, signed_in, text_of
from voting.actions import miscounted, support, withdraw_support
from voting.models import Support


def pair(gone: int = 2, kept: int = 3, both: int = 1) -> tuple[Initiative, Initiative]:
    """Two initiatives with supporters of the one, of the other and of both."""
    first, second = initiative(), initiative()
    shared = [resident() for _ in range(both)]
    for person in [*shared, *(resident() for _ in range(gone))]:
        support(first, supporter=person)
    for person in [*shared, *(resident() for _ in range(kept))]:
        support(second, supporter=person)
    return first, second


def become_one(first: Initiative, second: Initiative) -> Merge:
    merge = merging.propose(first, second, by=first.author, reason="Samen staan we sterker.")
    return merging.agree(merge, by=second.author)


def count(target: Initiative) -> int:
    assert miscounted() == []
    return Publication.objects.get(pk=target.pk).support_count


def state(target: Initiative) -> str:
    return Publication.objects.get(pk=target.pk).state


@pytest.mark.django_db
class TestAgreeing:
    def test_both_sides_have_to(self) -> None:
        first, second = pair()
        merge = merging.propose(first, second, by=first.author, reason="Hetzelfde plan")
        assert (merge.state, state(first)) == ("proposed", "published")
        assert told(events.MERGE_ASKED) == {second.author_id}
        merge = merging.agree(merge, by=second.author)
        assert (merge.state, state(first), state(second)) == ("merged", "archived", "published")

    def test_strangers_neither_propose_nor_agree_nor_undo(self) -> None:
        first, second = pair()
        with pytest.raises(NotAllowed):
            merging.propose(first, second, by=resident(), reason="Ik vind van wel")
        merge = merging.propose(first, second, by=first.author, reason="Wij wel")
        with pytest.raises(NotAllowed):
            merging.agree(merge, by=resident())
        merging.agree(merge, by=second.author)
        with pytest.raises(NotAllowed):
            merging.undo(merge, by=resident())

    def test_a_moderator_proposes_and_both_sides_are_asked(self) -> None:
        first, second = pair()
        merge = merging.propose(first, second, by=staff(Role.MODERATOR, zwolle()), reason="Lijkt hetzelfde")
        assert told(events.MERGE_ASKED) == {first.author_id, second.author_id}
        merging.agree(merge, by=first.author)
        assert state(first) == "published"
        merging.agree(merge, by=second.author)
        assert state(first) == "archived"

    def test_declining_leaves_everything_as_it_was(self) -> None:
        first, second = pair()
        merge = merging.propose(first, second, by=first.author, reason="Kom erbij")
        merging.decline(merge, by=second.author)
        with pytest.raises(Refused):
            merging.agree(merge, by=second.author)
        assert (count(first), count(second)) == (3, 4)

    def test_one_open_proposal_to_go_away_and_never_into_oneself(self) -> None:
        first, second = pair()
        merging.propose(first, second, by=first.author, reason="Een")
        with pytest.raises(Refused):
            merging.propose(first, initiative(), by=first.author, reason="Twee")
        with pytest.raises(Refused):
            merging.propose(second, second, by=second.author, reason="Nul")


@pytest.mark.django_db
class TestCounting:
    def test_everybody_is_counted_once_since_the_day_they_gave_it(self) -> None:
        first, second = pair(gone=2, kept=3, both=1)
        mover = Support.objects.filter(publication=first).latest("id")
        merge = become_one(first, second)
        assert (merge.gone_count, merge.kept_count, merge.both_count, merge.count_after) == (3, 4, 1, 6)
        assert (count(first), count(second)) == (3, 6)
        moved = Support.objects.get(publication=second, person=mover.person)
        assert moved.created_at == mover.created_at

    def test_the_author_of_the_one_that_stays_is_not_a_supporter_of_their_own(self) -> None:
        first, second = pair(1, 1, 0)
        support(first, supporter=second.author)
        merge = become_one(first, second)
        assert count(second) == merge.count_after == 2
        assert not Support.objects.filter(publication=second, person=second.author).exists()

    def test_being_left_out_counts_once_and_only_for_fourteen_days(self) -> None:
        first, second = pair(gone=2, kept=0, both=1)
        merge = become_one(first, second)
        moved = list(User.objects.filter(pk__in=Moved.objects.filter(supported_both=False).values("person")))
        both = Moved.objects.get(supported_both=True).person
        merging.leave_out(merge, person=moved[0])
        merging.leave_out(merge, person=moved[0])
        assert count(second) == 2
        with pytest.raises(Refused):
            merging.leave_out(merge, person=both)
        with pytest.raises(NotAllowed):
            merging.leave_out(merge, person=resident())
        Merge.objects.update(merged_at=timezone.now() - merging.LEAVE_OUT - timedelta(minutes=1))
        with pytest.raises(Refused):
            merging.leave_out(Merge.objects.get(), person=moved[1])

    def test_undoing_gives_everybody_back_and_keeps_what_came_since(self) -> None:
        first, second = pair(gone=2, kept=3, both=1)
        merge = become_one(first, second)
        moved = [row.person for row in Moved.objects.filter(supported_both=False)]
        withdraw_support(second, supporter=moved[0])
        support(second, supporter=moved[0])
        newcomer = resident()
        support(second, supporter=newcomer)
        merging.undo(merge, by=second.author)
        assert (state(first), count(first)) == ("published", 3)
        assert count(second) == 4 + 2
        assert Support.objects.filter(publication=second, person__in=[moved[0], newcomer]).count() == 2

    def test_every_button_pressed_twice_is_pressed_once(self) -> None:
        first, second = pair(gone=2, kept=3, both=1)
        asked = [merging.propose(first, second, by=first.author, reason="Samen") for _ in range(2)]
        assert asked[0].pk == asked[1].pk
        for act, expected in ((merging.agree, (3, 6)), (merging.undo, (3, 4))):
            for _number in range(2):
                act(asked[0], by=second.author)
            assert (count(first), count(second)) == expected
        again = merging.propose(first, second, by=first.author, reason="Toch niet")
        for _number in range(2):
            merging.decline(again, by=second.author)
        assert Merge.objects.get(pk=again.pk).state == "declined"
        with pytest.raises(Refused):
            merging.undo(again, by=second.author)

    def test_support_given_anew_after_the_merge_stays_however_old_its_date(self) -> None:
        # Giving again keeps the first date, which may be of before the merge: it says nothing about what moved.
        first, second = initiative(), initiative()
        once, person = resident(), resident()
        support(second, supporter=once)
        withdraw_support(second, supporter=once)
        for one in (once, person):
            support(first, supporter=one)
        since = Support.objects.get(publication=first, person=person).created_at
        merge = become_one(first, second)
        for one in (once, person):
            withdraw_support(second, supporter=one)
            support(second, supporter=one)
        again = Support.objects.filter(publication=second)
        assert again.get(person=person).created_at == since
        assert merge.merged_at is not None
        assert all(one.created_at < merge.merged_at for one in again)
        merging.undo(merge, by=first.author)
        assert (count(first), count(second)) == (2, 2)

    def test_who_took_it_back_after_the_merge_is_only_where_they_were(self) -> None:
        first, second = pair(gone=2, kept=0, both=0)
        merge = become_one(first, second)
        withdraw_support(second, supporter=Moved.objects.earliest("id").person)
        merging.undo(merge, by=first.author)
        assert (count(first), count(second)) == (2, 0)

    def test_after_thirty_days_it_stays(self) -> None:
        first, second = pair()
        merge = become_one(first, second)
        Merge.objects.update(merged_at=F("merged_at") - merging.REVERSIBLE - timedelta(minutes=1))
        with pytest.raises(Refused):
            merging.undo(merge, by=first.author)

    def test_a_chain_is_undone_from_its_end(self) -> None:
        first, second = pair()
        third = initiative()
        one, two = become_one(first, second), become_one(second, third)
        with pytest.raises(Refused):
            merging.undo(one, by=first.author)
        merging.undo(two, by=second.author)
        merging.undo(one, by=first.author)
        assert [count(each) for each in (first, second, third)] == [3, 4, 0]

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.lists(st.sampled_from(["support", "withdraw", "leave", "undo", "merge"]), max_size=10), st.integers(0, 99)
    )
    def test_in_any_order_nobody_is_counted_twice(self, steps: list[str], seed: int) -> None:
        first, second = pair(1, 1, 1)
        chance = Random(seed)
        people = [*User.objects.filter(supports__publication__in=[first, second]).distinct(), resident()]
        merge: Merge | None = None
        for step in steps:
            person, target = chance.choice(people), chance.choice([first, second])
            with suppress(Refused, NotAllowed):
                if step == "support":
                    support(Publication.objects.get(pk=target.pk), supporter=person)
                elif step == "withdraw":
                    withdraw_support(target, supporter=person)
                elif step == "merge":
                    merge = become_one(first, second)
                elif merge is not None and step == "leave":
                    merging.leave_out(Merge.objects.get(pk=merge.pk), person=person)
                elif merge is not None:
                    merging.undo(merge, by=first.author)
            assert miscounted() == []


@pytest.mark.django_db
class TestPages:
    def test_the_old_address_leads_to_the_one_that_stays(self, client: Client) -> None:
        first, second = pair()
        merge = become_one(first, second)
        response = client.get(first.get_absolute_url())
        assert response.status_code == 302
        assert response["Location"].startswith(second.get_absolute_url())
        merging.undo(merge, by=first.author)
        assert client.get(first.get_absolute_url()).status_code == 200

    @pytest.mark.parametrize("order", [1, -1])
    def test_the_redirect_is_permanent_once_no_merge_on_the_way_can_be_undone(self, client: Client, order: int) -> None:
        first, second = pair()
        third = initiative()
        early, late = become_one(first, second), become_one(second, third)
        long_ago = F("merged_at") - merging.REVERSIBLE - timedelta(minutes=1)
        codes = []
        for merge in (early, late)[::order]:
            codes.append(client.get(first.get_absolute_url()).status_code)
            Merge.objects.filter(pk=merge.pk).update(merged_at=long_ago)
        response = client.get(first.get_absolute_url())
        assert [*codes, response.status_code] == [302, 302, 301]
        assert response["Location"].startswith(third.get_absolute_url())

    @pytest.mark.parametrize("minutes", [-1, 1])
    def test_it_is_permanent_from_the_moment_that_undoing_is_refused(self, client: Client, minutes: int) -> None:
        first, second = pair()
        merge = become_one(first, second)
        Merge.objects.update(merged_at=F("merged_at") - merging.REVERSIBLE - timedelta(minutes=minutes))
        code = client.get(first.get_absolute_url()).status_code
        try:
            merging.undo(merge, by=first.author)
        except Refused:
            assert code == 301
        else:
            assert code == 302

    def test_from_proposing_to_being_left_out_over_http(self, client: Client) -> None:
        first, second = pair(gone=1, kept=1, both=0)
        form = {"which": f"http://testserver{second.get_absolute_url()}", "goes_on": "other", "reason": "Zelfde straat"}
        proposed = signed_in(first.author).post(f"{first.get_absolute_url()}samenvoegen/", form)
        merge = Merge.objects.get()
        assert proposed["Location"] == merge.get_absolute_url()
        assert client.get(merge.get_absolute_url()).status_code == 302
        assert signed_in(resident()).get(merge.get_absolute_url()).status_code == 404
        other = signed_in(second.author)
        assert "Zelfde straat" in text_of(other.get(merge.get_absolute_url()))
        other.post(f"{merge.get_absolute_url()}antwoord/", {"antwoord": "ja"})
        assert count(second) == 2
        mover = signed_in(Moved.objects.get().person)
        leave = f"{merge.get_absolute_url()}niet-mee/"
        assert first.title in text_of(mover.get(leave))
        mover.post(leave)
        assert count(second) == 1
        told_one, its_author = (one.notice for one in mails_about(events.MERGED))
        assert told_one is not None
        assert its_author is not None
        assert told_one.event.context["leave_path"] == leave
        assert (its_author.person, its_author.event.context["part"]) == (first.author, True)

    @pytest.mark.parametrize("which", ["", "niets", "https://elders.nl/x/", "OV-2026-999999"])
    def test_another_that_is_not_there_is_said_at_the_field(self, which: str) -> None:
        first = initiative()
        form = {"which": which, "goes_on": "other", "reason": "Daarom"}
        response = signed_in(first.author).post(f"{first.get_absolute_url()}samenvoegen/", form)
        assert response.status_code == 200
        assert not Merge.objects.exists()


@pytest.mark.django_db
class TestBeingTold:
    def heard(self, merge: Merge, part: str) -> set[int]:
        return told(events.MERGED, key=f"{merge.pk}:{part}")

    def test_who_follows_or_talked_hears_without_a_way_out_and_who_supports_hears_once_with_one(self) -> None:
        first, second = pair(gone=1, kept=1, both=1)
        follower, talker, neighbour = resident(), resident(), resident()
        follow(first, by=follower)
        say(first, author=talker, text="Ik doe mee.")
        assert first.municipality is not None
        follow(first.municipality, by=neighbour)
        fan = Support.objects.filter(publication=first.pk).order_by("pk")[0].person
        follow(first, by=fan)
        merge = become_one(first, second)
        supporters = set(Support.objects.filter(publication=first.pk).values_list("person", flat=True))
        assert self.heard(merge, "moved") | self.heard(merge, "both") == supporters
        assert self.heard(merge, "circle") == {first.author_id, follower.pk, talker.pk}
        mail = next(one for one in mails_about(events.MERGED) if one.recipient_id == follower.pk)
        text = letter(mail).body
        assert f"“{second.title}”" in text
        assert second.get_absolute_url() in text
        assert "niet-mee" not in text

    def test_who_wants_to_hear_no_more_of_it_and_who_carried_it_out_hear_nothing(self) -> None:
        first, second = pair(gone=0, kept=0, both=0)
        talker = resident()
        say(first, author=talker, text="Ik doe mee.")
        mute(first, by=talker)
        merge = merging.propose(first, second, by=second.author, reason="Samen staan we sterker.")
        merge = merging.agree(merge, by=first.author)
        assert self.heard(merge, "circle") == set()

    def test_merging_a_second_time_after_undoing_is_told_anew_and_the_same_merge_only_once(self) -> None:
        first, second = pair(gone=0, kept=0, both=0)
        follower = resident()
        follow(first, by=follower)
        merge = become_one(first, second)
        merging.agree(merge, by=second.author)
        merging.undo(merge, by=first.author)
        again = become_one(first, second)
        for one in (merge, again):
            assert self.heard(one, "circle") == {first.author_id, follower.pk}


class TestRaces:
    def test_supporting_while_it_is_merged_loses_and_doubles_nobody(self, committed: None) -> None:
        first, second = pair(gone=3, kept=3, both=2)
        merge = merging.propose(first, second, by=first.author, reason="Nu")
        people = [resident() for _ in range(15)]

        def act(number: int) -> None:
            if number == 7:
                merging.agree(merge, by=second.author)
            else:
                support((first, second)[number % 2], supporter=people[number])

        results = at_once(15, act)
        assert [one for one in results if isinstance(one, Exception) and not isinstance(one, Refused)] == []
        stayed = {row.person_id for row in Support.objects.filter(publication=second)}
        moved = {row.person_id for row in Support.objects.filter(publication=first)}
        assert moved <= stayed
        assert count(second) == len(stayed)

    def test_both_agreeing_at_once_merge_once(self, committed: None) -> None:
        first, second = pair()
        merge = merging.propose(first, second, by=staff(Role.MODERATOR), reason="Nu")
        at_once(2, lambda number: merging.agree(merge, by=(first.author, second.author)[number]))
        assert Merge.objects.get().state == "merged"
        assert count(second) == 6
