"""Merging from the back office: moderators choose, see the counts, and only then something happens."""

from typing import Any

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Role, User
from accounts.permissions import sync_roles
from foundation.models import AuditEntry
from initiatives import merging
from initiatives.models import Initiative, Merge
from notifications.catalogue import initiatives as events
from tests.factories import deventer, initiative, resident, staff, zwolle
from tests.notices import told
from tests.visitors import queries, signed_in, text_of
from voting.actions import miscounted, support

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def roles() -> None:
    sync_roles()


def supported(number: int, *also: User) -> Initiative:
    """An initiative with so many supporters of its own, and these."""
    one = initiative()
    for person in [*also, *(resident() for _number in range(number))]:
        support(one, supporter=person)
    return one


def press(person: User, model: str, action: str, *chosen: Any, **data: Any) -> str:
    """Choose rows of a list, and an action; confirmed or not."""
    url = reverse(f"admin:initiatives_{model}_changelist")
    sent = {"action": action, ACTION_CHECKBOX_NAME: [one.pk for one in chosen], **data}
    return text_of(signed_in(person).post(url, sent, follow=True))


def become_one(first: Initiative, second: Initiative) -> Merge:
    merge = merging.propose(first, second, by=first.author, reason="Samen")
    return merging.agree(merge, by=second.author)


class TestProposing:
    def test_three_are_chosen_seen_together_and_two_go_on_in_one(self) -> None:
        both = resident()
        one, two, kept = supported(2, both), supported(1, both), supported(3)
        moderator = staff(Role.MODERATOR)
        page = press(moderator, "initiative", "propose_merge", one, two, kept)
        assert "<strong>7</strong>" in page
        assert not Merge.objects.exists()
        data = {"confirmed": "1", "kept": kept.pk, "reason": "Drie keer hetzelfde plan"}
        page = press(moderator, "initiative", "propose_merge", one, two, kept, **data)
        pairs = {(merge.gone_id, merge.kept_id) for merge in Merge.objects.all()}
        assert pairs == {(one.pk, kept.pk), (two.pk, kept.pk)}
        assert all(merge.get_absolute_url() in page for merge in Merge.objects.all())
        assert told(events.MERGE_ASKED) == {each.author_id for each in (one, two, kept)}

    @pytest.mark.parametrize("number", [1, 11])
    def test_two_to_ten_can_be_chosen(self, number: int) -> None:
        chosen = [initiative() for _ in range(number)]
        page = press(staff(Role.MODERATOR), "initiative", "propose_merge", *chosen)
        assert 'name="reason"' not in page
        assert str(number) in page

    @pytest.mark.parametrize(("wrong", "kept"), [("", True), ("x" * 501, True), ("Daarom", False)])
    def test_what_is_missing_or_too_long_is_said_and_nothing_is_lost(self, wrong: str, kept: bool) -> None:
        one, two = initiative(), initiative()
        data = {"confirmed": "1", "reason": wrong, "kept": one.pk if kept else ""}
        page = press(staff(Role.MODERATOR), "initiative", "propose_merge", one, two, **data)
        assert "errorlist" in page
        assert wrong in page
        assert page.count(f'name="{ACTION_CHECKBOX_NAME}"') == 2
        assert not Merge.objects.exists()

    def test_twice_proposes_once_and_says_why_not_again(self) -> None:
        one, two = initiative(), initiative()
        data = {"confirmed": "1", "kept": two.pk, "reason": "Hetzelfde"}
        for _number in range(2):
            page = press(staff(Role.MODERATOR), "initiative", "propose_merge", one, two, **data)
        assert Merge.objects.count() == 1
        assert _("There is a proposal for this one already.") in page

    def test_a_moderator_of_one_place_proposes_nothing_for_another(self) -> None:
        here, there = initiative(municipality=zwolle()), initiative(municipality=deventer())
        data = {"confirmed": "1", "kept": here.pk, "reason": "Hetzelfde"}
        press(staff(Role.MODERATOR, zwolle()), "initiative", "propose_merge", here, there, **data)
        assert not Merge.objects.exists()

    @pytest.mark.parametrize("role", [Role.OFFICIAL, Role.EDITOR, Role.FINANCE])
    def test_other_staff_cannot(self, role: Role) -> None:
        one, two = initiative(), initiative()
        data = {"confirmed": "1", "kept": two.pk, "reason": "Hetzelfde"}
        press(staff(role), "initiative", "propose_merge", one, two, **data)
        assert not Merge.objects.exists()


class TestDeciding:
    def test_several_merges_are_undone_at_once_after_a_look_at_the_counts(self) -> None:
        both = resident()
        merges = [become_one(supported(2, both), supported(3, both)), become_one(supported(1), supported(1))]
        moderator = staff(Role.MODERATOR)
        page = press(moderator, "merge", "undo", *merges)
        counts = [{"together": 6, "gone": 3, "kept": 4}, {"together": 2, "gone": 1, "kept": 1}]
        said = _("Supporters: %(together)d together now; afterwards %(gone)d and %(kept)d.")
        assert all(said % each in page for each in counts)
        assert {merge.state for merge in Merge.objects.all()} == {"merged"}
        press(moderator, "merge", "undo", *merges, confirmed="1")
        assert {merge.state for merge in Merge.objects.all()} == {"undone"}
        assert AuditEntry.objects.filter(action="merge.undone", actor=moderator).count() == 2
        assert miscounted() == []
        for merge, expected in zip(merges, counts, strict=True):
            for side, target in (("gone", merge.gone), ("kept", merge.kept)):
                target.refresh_from_db()
                assert target.support_count == expected[side]

    def test_proposals_are_taken_back_and_what_is_too_late_is_said(self) -> None:
        first, second = supported(2), supported(1)
        waiting = merging.propose(first, second, by=first.author, reason="Samen")
        done = become_one(initiative(), initiative())
        moderator = staff(Role.MODERATOR)
        page = press(moderator, "merge", "take_back", waiting, done)
        assert Merge.objects.get(pk=waiting.pk).state == "proposed"
        assert "2" in page
        page = press(moderator, "merge", "take_back", waiting, done, confirmed="1")
        assert Merge.objects.get(pk=waiting.pk).state == "declined"
        assert Merge.objects.get(pk=done.pk).state == "merged"
        assert _("This proposal is not open any more.") in page

    def test_others_than_moderators_of_both_places_change_nothing(self) -> None:
        merge = become_one(initiative(municipality=zwolle()), initiative(municipality=deventer()))
        for person in (staff(Role.OFFICIAL), staff(Role.MODERATOR, zwolle())):
            press(person, "merge", "undo", merge, confirmed="1")
        assert Merge.objects.get().state == "merged"

    def test_the_list_and_the_page_that_asks_take_as_many_queries_for_ten_as_for_one(self) -> None:
        moderator, url = staff(Role.MODERATOR), reverse("admin:initiatives_merge_changelist")
        client, counts = signed_in(moderator), []
        for number in (1, 9):
            for _number in range(number):
                become_one(supported(1), supported(1))
            chosen = list(Merge.objects.values_list("pk", flat=True))
            sent = {"action": "undo", ACTION_CHECKBOX_NAME: chosen}
            with CaptureQueriesContext(connection) as asking:
                assert client.post(url, sent).status_code == 200
            counts.append((len(asking), queries(client, url)))
        assert counts[0] == counts[1]
