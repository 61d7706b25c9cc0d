"""When something can be read: at once, after a moderator, or by how long we know somebody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import introduce
from accounts.models import Role, User
from discussions.actions import miscounted, reword, say, take_back
from discussions.models import Comment
from foundation import submissions
from foundation.errors import NotAllowed, Refused
from initiatives import actions
from initiatives.models import Initiative, Update
from initiatives.updates import post
from moderation import appeals, deciding, policies, rules
from moderation.deciding import decide
from moderation.models import Appeal, Case, Decision, Measure, Policy
from notifications.catalogue import decisions as events
from notifications.catalogue import initiatives as initiative_events
from notifications.models import Event
from places.models import Municipality
from publications.models import Publication
from tests.factories import content, deventer, initiative, resident, staff, zwolle
from tests.moderation.making import case_about, moderator, verdict
from tests.visitors import signed_in

BEFORE, AFTER, TRUST = Policy.When.BEFORE, Policy.When.AFTER, Policy.When.TRUST


def policy(when: Policy.When, kind: str = "", place: Municipality | None = None) -> None:
    Policy.objects.update_or_create(kind=kind, municipality=place, defaults={"when": when})


def left_alone(what: Comment | Initiative | Update) -> Decision:
    """A moderator looked at what waits and lets it be read."""
    case = Case.objects.get(subject_id=what.pk, state=Case.State.OPEN)
    return decide(case, verdict(Measure.LEAVE), by=moderator())


def refused(what: Comment | Initiative | Update) -> Decision:
    case = Case.objects.get(subject_id=what.pk, state=Case.State.OPEN)
    return decide(case, verdict(case=case), by=moderator())


def told(kind: object, *, to: User | None = None) -> int:
    events_told = Event.objects.filter(kind=kind.code)  # type: ignore[attr-defined]
    return events_told.filter(people__contains=[to.pk]).count() if to else events_told.count()


@pytest.mark.django_db
class TestPolicies:
    def test_without_any_policy_everything_can_be_read_at_once(self) -> None:
        assert initiative().state == Publication.State.PUBLISHED
        assert not Case.objects.exists()

    def test_the_most_specific_policy_holds(self) -> None:
        here, there = zwolle(), deventer()
        policy(BEFORE)
        assert policies.policy_for("comment", here.pk) == BEFORE
        policy(TRUST, kind="comment")
        assert policies.policy_for("comment", here.pk) == TRUST
        policy(AFTER, place=here)
        assert policies.policy_for("comment", here.pk) == AFTER
        policy(BEFORE, kind="comment", place=here)
        assert policies.policy_for("comment", here.pk) == BEFORE
        assert policies.policy_for("publication", here.pk) == AFTER
        assert policies.policy_for("comment", there.pk) == TRUST
        assert policies.policy_for("comment", None) == TRUST

    def test_who_placed_three_things_that_stood_a_week_is_known(self) -> None:
        author, plan = resident(), initiative()
        comments = [say(plan, author=author, text=f"Reactie {number}") for number in range(3)]
        assert not policies.is_known(author)
        Comment.objects.filter(author=author).update(created_at=timezone.now() - timedelta(days=8))
        assert policies.is_known(author)
        policy(TRUST)
        assert not say(plan, author=author, text="En nog een").is_waiting
        assert say(plan, author=resident(), text="Ik ben nieuw").is_waiting
        decision = decide(case_about(comments[0]), verdict(Measure.ASK), by=moderator())
        assert not policies.is_known(author)
        deciding.take_back(decision, by=decision.decided_by)
        assert policies.is_known(author)

    def test_staff_never_waits(self) -> None:
        plan = initiative()
        policy(BEFORE)
        assert not say(plan, author=staff(Role.OFFICIAL), text="Wij antwoorden").is_waiting

    def test_the_promise_of_within_a_day_is_the_term_of_the_case(self) -> None:
        assert rules.term_of(policies.WAITING_HARM) == timedelta(hours=submissions.WAITS_HOURS)


@pytest.mark.django_db
class TestCommentsThatWait:
    def test_only_its_author_and_moderators_read_it_and_it_does_not_count(self) -> None:
        plan, author = initiative(), resident()
        policy(BEFORE, kind="comment")
        said = say(plan, author=author, text="Eerst kijken")
        plan.refresh_from_db()
        assert (said.is_waiting, plan.comment_count) == (True, 0)
        visible = Comment.objects.visible_to
        assert said in visible(author)
        assert said in visible(moderator())
        assert said not in visible(resident())
        assert miscounted() == []
        case = Case.objects.get(subject_kind="comment")
        assert [one.code for one in case.signals.all()] == ["waits"]
        assert case.due_at - case.opened_at == timedelta(hours=24)

    def test_the_author_hears_at_once_what_happens_and_when(self) -> None:
        plan = initiative()
        policy(BEFORE)
        client = signed_in(resident())
        page = client.post(reverse("discussions:say", args=[plan.reference]), {"text": "Goed plan"}, follow=True)
        assert "24" in str(next(iter(page.context["messages"])))
        assert Comment.objects.get().text in page.content.decode()

    def test_leaving_it_alone_lets_it_be_read_and_tells_the_author(self) -> None:
        plan, author = initiative(), resident()
        policy(BEFORE)
        said = say(plan, author=author, text="Eerst kijken")
        left_alone(said)
        plan.refresh_from_db()
        assert plan.comment_count == 1
        assert said in Comment.objects.visible_to(resident())
        assert told(events.ADMITTED, to=author) == 1
        assert miscounted() == []

    def test_taking_that_back_has_it_wait_again(self) -> None:
        plan = initiative()
        policy(BEFORE)
        said = say(plan, author=resident(), text="Eerst kijken")
        decision = left_alone(said)
        deciding.take_back(decision, by=decision.decided_by)
        said.refresh_from_db()
        plan.refresh_from_db()
        assert (said.is_waiting, plan.comment_count) == (True, 0)
        assert Case.objects.get().state == Case.State.OPEN
        left_alone(said)
        assert miscounted() == []

    def test_hiding_it_counts_nothing_and_a_granted_appeal_lets_it_be_read(self) -> None:
        plan, author = initiative(), resident()
        policy(BEFORE)
        said = say(plan, author=author, text="Eerst kijken")
        decision = refused(said)
        assert miscounted() == []
        assert said not in Comment.objects.visible_to(resident())
        made = appeals.appeal(decision, by=author, text="Er is niets mis mee.")
        appeals.answer(made, by=moderator(), granted=True, reasons="Dat klopt.")
        plan.refresh_from_db()
        assert plan.comment_count == 1
        assert said in Comment.objects.visible_to(resident())
        assert miscounted() == []
        assert Appeal.objects.get().state == Appeal.State.GRANTED

    def test_taking_one_s_words_back_while_they_wait_counts_nothing(self) -> None:
        plan, author = initiative(), resident()
        first = say(plan, author=resident(), text="Ik was eerst")
        policy(BEFORE)
        reply = say(plan, author=author, text="Antwoord", parent=first)
        take_back(reply, by=author)
        assert miscounted() == []

    def test_nobody_replies_to_or_values_what_waits(self) -> None:
        plan = initiative()
        policy(BEFORE)
        said = say(plan, author=resident(), text="Eerst kijken")
        policy(AFTER)
        with pytest.raises(Refused):
            say(plan, author=resident(), text="Antwoord", parent=said)

    def test_other_words_wait_again(self) -> None:
        plan, author = initiative(), resident()
        said = say(plan, author=author, text="Onschuldig")
        policy(BEFORE)
        assert reword(said, by=author, text="Iets heel anders").is_waiting
        assert miscounted() == []
        assert Case.objects.get().subject_id == said.pk


@pytest.mark.django_db
class TestInitiativesThatWait:
    def test_it_has_no_date_and_no_follower_hears_until_it_appears(self) -> None:
        policy(BEFORE)
        author = resident("Auteur")
        plan = initiative(author)
        assert (plan.state, plan.published_at) == (Publication.State.SUBMITTED, None)
        assert Publication.objects.visible_to(author).filter(pk=plan.pk).exists()
        assert not Publication.objects.visible_to(resident()).filter(pk=plan.pk).exists()
        assert (told(initiative_events.PUBLISHED), told(initiative_events.RECEIVED, to=author)) == (0, 1)
        left_alone(plan)
        plan.refresh_from_db()
        assert plan.state == Publication.State.PUBLISHED
        assert plan.published_at is not None
        assert plan.energy > 0
        assert told(initiative_events.PUBLISHED) == 1
        assert told(events.ADMITTED, to=author) == 1
        assert [one.state for one in plan.state_changes.all()] == ["submitted", "published"]

    def test_its_author_sees_that_it_waits_and_until_when(self) -> None:
        policy(BEFORE)
        author = resident("Auteur")
        plan = initiative(author)
        client = signed_in(author)
        received = client.get(reverse("initiatives:received", args=[plan.slug]))
        assert received.context["waits"]
        assert "24" in received.content.decode()
        assert client.get(plan.get_absolute_url()).status_code == 200
        assert signed_in(resident()).get(plan.get_absolute_url()).status_code == 404

    def test_taken_back_and_left_alone_again_followers_hear_once(self) -> None:
        policy(BEFORE)
        plan = initiative()
        decision = left_alone(plan)
        deciding.take_back(decision, by=decision.decided_by)
        plan.refresh_from_db()
        assert (plan.state, plan.published_at) == (Publication.State.SUBMITTED, None)
        left_alone(plan)
        plan.refresh_from_db()
        assert plan.is_published
        assert told(initiative_events.PUBLISHED) == 1

    def test_a_refused_one_stays_out_of_sight_until_an_appeal_is_granted(self) -> None:
        policy(BEFORE)
        author = resident("Auteur")
        plan = initiative(author)
        decision = refused(plan)
        plan.refresh_from_db()
        assert not plan.is_published
        made = appeals.appeal(decision, by=author, text="Er is niets mis mee.")
        appeals.answer(made, by=moderator(), granted=True, reasons="Dat klopt.")
        plan.refresh_from_db()
        assert plan.is_published

    def test_its_author_can_change_it_while_it_waits(self) -> None:
        policy(BEFORE)
        author = resident("Auteur")
        plan = initiative(author)
        actions.revise(plan, by=author, content=content(title="Andere titel"))
        plan.refresh_from_db()
        assert (plan.title, plan.state) == ("Andere titel", Publication.State.SUBMITTED)
        assert Case.objects.count() == 1

    def test_an_edit_of_what_can_be_read_stays_there_and_is_put_before_a_moderator(self) -> None:
        author = resident("Auteur")
        plan = initiative(author)
        policy(BEFORE)
        actions.revise(plan, by=author, content=content(title="Andere titel"))
        plan.refresh_from_db()
        assert plan.is_published
        assert Case.objects.get().subject_id == plan.pk

    def test_an_update_waits_without_a_mail_and_goes_out_once_somebody_looked(self) -> None:
        author = resident("Auteur")
        plan = initiative(author)
        policy(BEFORE, kind="update")
        update = post(plan, by=author, text="We zijn begonnen")
        assert update not in Update.objects.visible_to(resident())
        assert told(initiative_events.UPDATE) == 0
        left_alone(update)
        assert update in Update.objects.visible_to(resident())
        assert told(initiative_events.UPDATE) == 1

    def test_a_hidden_update_is_not_shown_by_leaving_a_later_case_alone(self) -> None:
        author = resident("Auteur")
        plan = initiative(author)
        policy(BEFORE, kind="update")
        update = post(plan, by=author, text="We zijn begonnen")
        left_alone(update)
        from_case = policies.keep_waiting
        from_case("update", update.pk)
        refused(update)
        from_case("update", update.pk)
        left_alone(update)
        assert update not in Update.objects.visible_to(resident())


@pytest.mark.django_db
class TestRestrictedAccounts:
    def restrict(self, person: User, measure: Measure) -> Decision:
        return decide(case_about(person), verdict(measure, lasts=timedelta(days=7)), by=moderator())

    def test_what_a_limited_account_places_waits_until_the_term_is_over(self) -> None:
        author, plan = resident(), initiative()
        self.restrict(author, Measure.LIMIT)
        assert say(plan, author=author, text="Ik mag nog wat").is_waiting
        assert initiative(author).state == Publication.State.SUBMITTED
        author.restrictions.update(until=timezone.now() - timedelta(seconds=1))
        assert not say(plan, author=author, text="Nu weer gewoon").is_waiting

    def test_a_suspended_account_places_and_changes_nothing_and_reads_until_when_and_how_to_appeal(self) -> None:
        author, plan = resident(), initiative()
        said = say(plan, author=author, text="Van voor die tijd")
        own = initiative(author)
        decision = self.restrict(author, Measure.SUSPEND)
        for what in (
            lambda: say(plan, author=author, text="Toch iets"),
            lambda: reword(said, by=author, text="Iets anders"),
            lambda: initiative(author),
            lambda: actions.revise(own, by=author, content=content()),
            lambda: post(own, by=author, text="Nieuws"),
            lambda: introduce(author, display_name="Ander"),
        ):
            with pytest.raises(NotAllowed) as no:
                what()
            assert str(author.restrictions.get().until.year) in str(no.value.message)
            assert f"/moderatie/besluit/{decision.pk}/" in str(no.value.message)
        page = signed_in(author).post(reverse("discussions:say", args=[plan.reference]), {"text": "Toch"})
        assert page.status_code == 403

    def test_taken_back_they_can_go_on(self) -> None:
        author, plan = resident(), initiative()
        decision = self.restrict(author, Measure.SUSPEND)
        deciding.take_back(decision, by=decision.decided_by)
        assert not say(plan, author=author, text="Daar ben ik weer").is_waiting
