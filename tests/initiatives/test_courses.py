"""The course of an initiative: only the steps of the table, one promise at a time, each with its day, in any order."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from accounts.models import Role, User
from foundation import clock
from foundation.errors import Refused
from initiatives import actions, answers, courses, promises, thresholds
from initiatives.models import Answer, Course, CourseStep, Initiative, Kind, KindThreshold, Milestone
from initiatives.thresholds import Declared
from places.models import Municipality
from promises import reminders
from promises.models import Office, Promise
from publications.models import Publication
from tests.factories import content, deventer, initiative, resident, staff, zwolle

S = Course.State


def kind(threshold: int = 3, **fields: object) -> Kind:
    """The citizens' initiative with a threshold that a test can reach."""
    found = Kind.objects.get(slug="burgerinitiatief")
    Kind.objects.filter(pk=found.pk).update(threshold=threshold, **fields)
    found.refresh_from_db()
    return found


def agenda(threshold: int = 3, **fields: object) -> Initiative:
    return initiative(course_kind=kind(threshold, **fields))


def yes(municipality: Municipality | None = None) -> Declared:
    return Declared(age_16=True, lives_in_province=True, municipality=municipality or zwolle())


def backed(one: Initiative, times: int = 3) -> list[User]:
    people = [resident() for _ in range(times)]
    for person in people:
        thresholds.support(one, supporter=person, declared=yes())
    return people


def course(one: Initiative) -> Course:
    return Course.objects.get(pk=one.pk)


def answered(one: Initiative, outcome: Answer.Outcome = Answer.Outcome.ADOPTED) -> Answer:
    """Promise, write and publish by three officials."""
    writer, checker = staff(Role.OFFICIAL), staff(Role.OFFICIAL)
    made = Promise.objects.filter(publication=one, status="open").first() or promises.promise(
        one, by=writer, office=Office.objects.all()[0], due_on=clock.today() + timedelta(days=9)
    )
    written = answers.draft(made, by=writer, outcome=outcome, reasons="Omdat het kan.")
    answers.publish(written, by=checker, version=written.version)
    written.refresh_from_db()
    return written


@pytest.mark.django_db
class TestKinds:
    def test_the_kinds_of_the_rules_are_there_and_the_idea_is_the_usual_one(self) -> None:
        kinds = {one.slug: (one.threshold, one.term_days, one.answer_days) for one in Kind.objects.all()}
        assert kinds == {
            "idee": (0, None, 60),
            "burgerinitiatief": (1000, 365, 60),
            "uitdaagrecht": (50, 180, 90),
        }
        assert course(initiative()).kind.slug == "idee"

    def test_the_rules_of_the_day_of_posting_hold_to_the_end(self) -> None:
        one = agenda(7)
        kind(900)
        assert course(one).threshold == 7

    def test_a_municipality_may_have_a_number_of_its_own(self) -> None:
        chosen = kind(500)
        KindThreshold.objects.create(kind=chosen, municipality=deventer(), threshold=40)
        there = initiative(course_kind=chosen, municipality=deventer())
        here = initiative(course_kind=chosen, municipality=zwolle())
        assert (course(there).threshold, course(here).threshold) == (40, 500)

    def test_the_last_day_is_in_calendar_days(self) -> None:
        assert course(agenda(term_days=10)).ends_on == clock.today() + timedelta(days=10)

    def test_an_edit_does_not_change_the_kind(self) -> None:
        one = agenda()
        actions.revise(one, by=one.author, content=content(course_kind=Kind.objects.get(slug="idee")))
        assert course(one).kind.slug == "burgerinitiatief"

    def test_there_is_one_usual_kind(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Kind.objects.filter(slug="uitdaagrecht").update(is_default=True)


@pytest.mark.django_db
class TestSteps:
    def test_every_step_has_an_actor_and_a_reason_and_stands_on_the_page(self, client: object) -> None:
        one = agenda(2)
        backed(one, 2)
        steps: list[object] = list(CourseStep.objects.filter(course=one.pk).values_list("came_from", "state", "actor"))
        assert steps == [(S.OPEN, S.REACHED, None), (S.REACHED, S.OWED, None)]
        html = client.get(one.get_absolute_url()).content.decode()  # type: ignore[attr-defined]
        for step in CourseStep.objects.filter(course=one.pk):
            assert step.reason
            assert step.reason in html

    @pytest.mark.parametrize("state", S.values)
    def test_what_is_not_in_the_table_is_refused(self, state: str) -> None:
        one = initiative()
        Course.objects.filter(pk=one.pk).update(state=state)
        for target in S:
            with transaction.atomic():
                found = courses.lock(one)
                if target in courses.NEXT[state]:
                    continue
                with pytest.raises(Refused):
                    courses.step(found, target, by=None, reason="Zomaar")
        assert course(one).state == state

    def test_the_author_may_stop_until_there_is_an_answer_and_that_releases_the_promise(self) -> None:
        one = agenda(1)
        backed(one, 1)
        actions.withdraw(one, by=one.author, reason="We verhuizen.")
        assert course(one).state == S.WITHDRAWN
        assert Promise.objects.get().status == Promise.Status.RELEASED
        other = agenda(1)
        backed(other, 1)
        answered(other)
        with pytest.raises(Refused):
            actions.withdraw(other, by=other.author)
        other.refresh_from_db()
        assert other.state == Publication.State.PUBLISHED

    def test_a_term_lapses_after_its_last_day_and_not_on_it(self) -> None:
        one = agenda(5)
        Course.objects.filter(pk=one.pk).update(ends_on=clock.today())
        assert courses.lapse_ended() == 0
        Course.objects.filter(pk=one.pk).update(ends_on=clock.today() - timedelta(days=1))
        assert (courses.lapse_ended(), courses.lapse_ended()) == (1, 0)
        assert course(one).state == S.LAPSED

    def test_milestones_and_the_report_come_only_after_a_yes(self) -> None:
        official, today = staff(Role.OFFICIAL), clock.today()
        no, yes_ = initiative(), initiative()
        answered(no, Answer.Outcome.DECLINED)
        answered(yes_, Answer.Outcome.PARTLY)
        for refused in (
            lambda: answers.add_milestone(no, by=official, title="Iets", due_on=today),
            lambda: answers.close(no, by=official, text="Klaar"),
            lambda: answers.add_milestone(yes_, by=resident(), title="Iets", due_on=today),
        ):
            with pytest.raises(Refused):
                refused()
        first = answers.add_milestone(yes_, by=official, title="De eerste schop", due_on=today)
        assert course(yes_).state == S.DOING
        answers.reach_milestone(first, by=official)
        assert Milestone.objects.get().done_on == today
        answers.close(yes_, by=official, text="Het is er gekomen.")
        assert course(yes_).state == S.DONE
        with pytest.raises(Refused):
            answers.close(yes_, by=official, text="Nog een keer.")


class AnyOrder(RuleBasedStateMachine):
    """Everything that can be done to one initiative, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.initiative = agenda(2)
        self.people = [resident() for _ in range(4)]
        self.officials = [staff(Role.OFFICIAL), staff(Role.OFFICIAL)]
        self.office = Office.objects.all()[0]
        self.has_reached = False

    def attempt(self, what: object) -> None:
        try:
            with transaction.atomic():
                what()  # type: ignore[operator]
        except Refused:
            pass

    @rule(who=st.integers(0, 3), declares=st.booleans())
    def support(self, who: int, declares: bool) -> None:
        declared = yes() if declares else None
        self.attempt(lambda: thresholds.support(self.initiative, supporter=self.people[who], declared=declared))

    @rule(who=st.integers(0, 3))
    def take_back(self, who: int) -> None:
        self.attempt(lambda: thresholds.withdraw_support(self.initiative, supporter=self.people[who]))

    @rule(days=st.integers(-3, 40))
    def promise(self, days: int) -> None:
        due_on = clock.today() + timedelta(days=days)
        self.attempt(lambda: promises.promise(self.initiative, by=self.officials[0], office=self.office, due_on=due_on))

    @rule(who=st.integers(0, 1), outcome=st.sampled_from(list(Answer.Outcome)))
    def draft(self, who: int, outcome: Answer.Outcome) -> None:
        if (found := Promise.objects.filter(publication=self.initiative).last()) is not None:
            self.attempt(lambda: answers.draft(found, by=self.officials[who], outcome=outcome, reasons="Omdat."))

    @rule(who=st.integers(0, 1))
    def publish(self, who: int) -> None:
        if (found := Answer.objects.filter(promise__publication=self.initiative).last()) is not None:
            self.attempt(lambda: answers.publish(found, by=self.officials[who], version=found.version))

    @rule()
    def plan(self) -> None:
        day = clock.today()
        self.attempt(lambda: answers.add_milestone(self.initiative, by=self.officials[0], title="Iets", due_on=day))

    @rule()
    def close(self) -> None:
        self.attempt(lambda: answers.close(self.initiative, by=self.officials[0], text="Klaar."))

    @rule()
    def stop(self) -> None:
        self.attempt(lambda: actions.withdraw(self.initiative, by=self.initiative.author))
        self.initiative.refresh_from_db()

    @rule(days=st.integers(1, 3))
    def time_goes_by(self, days: int) -> None:
        Course.objects.filter(pk=self.initiative.pk).update(ends_on=clock.today() - timedelta(days=days))
        courses.lapse_ended()
        reminders.remind()

    @invariant()
    def every_step_is_in_the_table_and_follows_the_one_before(self) -> None:
        now = S.OPEN.value
        for came_from, state, reason in CourseStep.objects.filter(course=self.initiative.pk).values_list(
            "came_from", "state", "reason"
        ):
            assert came_from == now
            assert state in courses.NEXT[came_from]
            assert reason
            now = state
        assert course(self.initiative).state == now

    @invariant()
    def a_promise_has_a_day_and_there_is_one_open_while_an_answer_is_owed(self) -> None:
        open_ones = Promise.objects.filter(publication=self.initiative, status=Promise.Status.OPEN).count()
        assert open_ones == (course(self.initiative).state == S.OWED)
        assert not Promise.objects.filter(publication=self.initiative, due_on__isnull=True).exists()

    @invariant()
    def what_is_answered_was_checked_by_another(self) -> None:
        for one in Answer.objects.filter(published_at__isnull=False, promise__publication=self.initiative):
            assert one.checked_by_id not in {None, one.drafted_by_id}
            assert one.promise.status == Promise.Status.KEPT

    @invariant()
    def a_reached_threshold_stays_reached_and_the_count_is_its_rows(self) -> None:
        reached = CourseStep.objects.filter(course=self.initiative.pk, state=S.REACHED).exists()
        assert reached or not self.has_reached
        self.has_reached = reached
        assert thresholds.miscounted() == []


@pytest.mark.django_db
def test_any_order_of_events_keeps_to_the_rules() -> None:
    class Rolled(AnyOrder):
        def __init__(self) -> None:
            self.scope = transaction.atomic()
            self.scope.__enter__()
            super().__init__()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.scope.__exit__(None, None, None)

    quick = settings(
        max_examples=25, stateful_step_count=18, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(Rolled, settings=quick)


@pytest.mark.django_db
class TestDatabase:
    def test_it_refuses_an_answer_checked_by_who_wrote_it_or_without_reasons(self) -> None:
        one, official = initiative(), staff(Role.OFFICIAL)
        made = promises.promise(one, by=official, office=Office.objects.all()[0], due_on=clock.today())
        written = answers.draft(made, by=official, outcome=Answer.Outcome.ADOPTED, reasons="Ja.")
        with pytest.raises(IntegrityError, match="checked_by_another"), transaction.atomic():
            Answer.objects.filter(pk=written.pk).update(checked_by=official, published_at=timezone.now())
        with pytest.raises(IntegrityError, match="has_reasons"), transaction.atomic():
            Answer.objects.filter(pk=written.pk).update(reasons="")


def test_the_table_of_the_rules_in_prose_is_the_table_of_the_code() -> None:
    prose = (Path(__file__).resolve().parents[2] / "docs" / "rules" / "thresholds.md").read_text()
    lines = re.findall(
        r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \| [^|]+ \|$", prose.split("## How it goes on")[1], re.MULTILINE
    )
    with override("en"):
        words = {str(state.label): state for state in S}
    told = {
        (words[one.strip()], words[two.strip()])
        for before, after in lines[1:]
        if "---" not in before
        for one in before.split(",")
        for two in re.split(r", or |, ", after)
    }
    assert told == {(S(state), target) for state, targets in courses.NEXT.items() for target in targets}
