"""What the order of the queue learns, and what rules and policies would have done before they are saved."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import Role
from discussions.actions import say
from foundation.models import AuditEntry
from moderation import learning
from moderation.deciding import decide
from moderation.models import Case, Learned, Measure, Policy, WordRule
from tests.factories import initiative, resident, staff
from tests.moderation.making import case_about, moderator, verdict
from tests.visitors import signed_in


@pytest.mark.django_db
class TestLearning:
    def teach(self, each: int) -> None:
        plan, by = initiative(), moderator()
        for number in range(each):
            bad = say(plan, author=resident(), text=f"Goedkope caravans, kijk snel {number}")
            good = say(plan, author=resident(), text=f"Mooie tuin voor de buurt {number}")
            decide(case_about(bad), verdict(), by=by)
            decide(case_about(good), verdict(Measure.LEAVE), by=by)

    def test_below_fifty_decisions_of_both_kinds_it_says_nothing(self) -> None:
        self.teach(3)
        learned = learning.learn()
        assert (learned.taken, learned.left) == (3, 3)
        assert learning.lift("Goedkope caravans") == 0.0

    def test_it_puts_what_looks_like_what_was_taken_first_and_opens_nothing(self) -> None:
        learning.LEAST, least = 5, learning.LEAST
        try:
            self.teach(5)
            learning.learn()
        finally:
            learning.LEAST = least
        cases = Case.objects.count()
        assert 0 < learning.lift("Goedkope caravans!") <= 1
        assert -1 <= learning.lift("Een mooie tuin voor de buurt") < 0
        assert Case.objects.count() == cases
        plan = initiative()
        good = case_about(say(plan, author=resident(), text="Nog een mooie tuin voor de buurt"), harm=30)
        bad = case_about(say(plan, author=resident(), text="Nog meer goedkope caravans, kijk snel"), harm=30)
        assert bad.priority > good.priority
        assert bad.due_at - bad.opened_at == good.due_at - good.opened_at

    def test_learning_again_replaces_what_was_learned(self) -> None:
        learning.learn()
        learning.learn()
        assert Learned.objects.count() == 1


@pytest.mark.django_db
class TestPreview:
    def test_a_rule_shows_what_it_would_have_seen_before_it_is_saved(self) -> None:
        plan = initiative()
        fine = say(plan, author=resident(), text="Die snoeshaan heeft gelijk")
        bad = say(plan, author=resident(), text="Wat een snoeshaan ben jij")
        decide(case_about(fine), verdict(Measure.LEAVE), by=moderator())
        decide(case_about(bad), verdict(), by=moderator())
        client = signed_in(staff(Role.ADMINISTRATOR))
        typed = {"code": "insult", "language": "nl", "pattern": "snoeshaan", "allowed": "", "weight": "20"}
        typed["is_active"] = "on"
        address = reverse("admin:moderation_wordrule_add")
        page = client.post(address, typed)
        tried = page.context["tried"]
        assert (tried.texts, tried.seen, tried.wrongly, tried.rightly) == (3, 2, 1, 1)
        assert any("snoeshaan" in one for one in tried.examples)
        assert not WordRule.objects.filter(pattern="snoeshaan").exists()
        client.post(address, {**typed, "confirmed": "1"})
        rule = WordRule.objects.get(pattern="snoeshaan")
        from_audit = audited("wordrule.changed", rule.pk)
        assert from_audit["pattern"] == [None, "snoeshaan"]
        change = reverse("admin:moderation_wordrule_change", args=[rule.pk])
        assert client.post(change, {**typed, "weight": "30"}).context["tried"].seen == 2
        rule.refresh_from_db()
        assert rule.weight == 20
        client.post(change, {**typed, "weight": "30", "confirmed": "1"})
        assert audited("wordrule.changed", rule.pk) == {"weight": [20, 30]}

    @pytest.mark.parametrize("field", ["pattern", "allowed"])
    def test_a_group_of_words_that_is_not_there_is_said_at_the_field(self, field: str) -> None:
        client = signed_in(staff(Role.ADMINISTRATOR))
        typed = {"code": "insult", "language": "nl", "pattern": "<jij> snoeshaan", "allowed": "", "weight": "20"}
        address = reverse("admin:moderation_wordrule_add")
        assert "tried" in client.post(address, typed).context
        page = client.post(address, {**typed, field: "<jijj> snoeshaan", "confirmed": "1"})
        assert "jijj" in str(page.context["adminform"].form.errors[field])
        assert not WordRule.objects.filter(pattern__contains="snoeshaan").exists()

    def test_a_policy_shows_what_would_have_waited(self) -> None:
        plan = initiative()
        say(plan, author=resident(), text="Een reactie")
        client = signed_in(staff(Role.ADMINISTRATOR))
        typed = {"municipality": "", "kind": "comment", "when": "before"}
        address = reverse("admin:moderation_policy_add")
        assert client.post(address, typed).context["tried"].seen == 1
        assert not Policy.objects.exists()
        client.post(address, {**typed, "confirmed": "1"})
        assert audited("policy.changed", Policy.objects.get().pk)["when"] == [None, "before"]

    def test_moderators_change_neither(self) -> None:
        client = signed_in(moderator())
        for name in ("wordrule", "policy"):
            assert client.get(reverse(f"admin:moderation_{name}_add")).status_code == 403


def audited(action: str, pk: int) -> dict[str, object]:
    found = AuditEntry.objects.filter(action=action, subject_id=str(pk)).first()
    assert found is not None
    return dict(found.data)
