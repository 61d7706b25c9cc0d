"""Deciding: reasoned, once, on what is there, told, and given back exactly."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from accounts.models import Role, User
from discussions.actions import miscounted, pin, reword, say
from discussions.models import Comment
from foundation.errors import NotAllowed, Refused
from moderation import appeals, rules
from moderation.deciding import Verdict, decide, take_back
from moderation.models import Appeal, Case, Decision, Measure, Restriction, Source
from moderation.opening import Gone, ask_second_opinion, claim, open_case, release
from notifications.catalogue import decisions as events
from notifications.models import Event
from publications.models import Publication
from tests.factories import deventer, initiative, resident, staff, zwolle
from tests.moderation.making import case_about, comment, hidden, moderator, rule, verdict
from tests.notices import told
from tests.visitors import at_once


def state_of(pk: int) -> str:
    return Publication.objects.get(pk=pk).state


@pytest.mark.django_db
class TestOpening:
    def test_one_open_case_per_subject_and_the_worst_harm_counts(self) -> None:
        said = comment()
        first = case_about(said, harm=10)
        again = case_about(said, harm=80)
        first.refresh_from_db()
        assert again == first
        assert first.harm == 80
        assert first.due_at - first.opened_at == timedelta(hours=4)
        assert Case.objects.count() == 1

    def test_the_queue_goes_by_harm_and_reach_and_doubles_with_every_day_of_waiting(self) -> None:
        now = timezone.now()
        assert rules.priority_of(80, 5, now) > rules.priority_of(10, 5, now)
        assert rules.priority_of(10, 500, now) > rules.priority_of(10, 5, now)
        assert rules.priority_of(10, 5, now - timedelta(days=4)) > rules.priority_of(80, 5, now)
        assert rules.priority_of(20, 5, now) == pytest.approx(rules.priority_of(10, 5, now - timedelta(days=1)))

    def test_what_is_not_there_opens_no_case(self) -> None:
        with pytest.raises(Gone):
            open_case("comment", 999_999, source=Source.REPORT, harm=10)

    def test_who_takes_a_case_has_it_until_they_let_go_or_time_is_up(self) -> None:
        case, first, second = case_about(comment()), moderator(), moderator()
        claim(case, by=first)
        claim(case, by=first)
        with pytest.raises(Refused):
            claim(case, by=second)
        Case.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
        assert claim(case, by=second).claimed_by == second
        release(case, by=first)
        with pytest.raises(Refused):
            claim(case, by=first)
        release(case, by=second)
        assert claim(case, by=first).claimed_by == first

    def test_a_second_opinion_puts_it_back_with_a_note(self) -> None:
        case, first = case_about(comment()), moderator()
        claim(case, by=first)
        ask_second_opinion(case, by=first, text="Twijfel: is dit ironie?")
        case.refresh_from_db()
        assert (case.wants_second_opinion, case.claimed_by) == (True, None)
        assert case.notes.get().text.startswith("Twijfel")


@pytest.mark.django_db
class TestDeciding:
    def test_hiding_a_comment_tells_its_author_why_and_keeps_the_counts_right(self) -> None:
        said = comment()
        made = hidden(said)
        said.refresh_from_db()
        assert said.is_hidden
        assert miscounted() == []
        assert told(events.HIDDEN) == {said.author_id}
        for part in ("huisregel", "Je noemt iemand gek.", "183"):
            assert part in made.statement
        assert (made.case.state, made.restricts) == (Case.State.DECIDED, True)

    def test_hiding_an_initiative_takes_it_from_visitors(self) -> None:
        one = initiative()
        hidden(one)
        assert state_of(one.pk) == "hidden"
        assert not Publication.objects.visible_to(resident()).filter(pk=one.pk).exists()

    def test_leaving_it_needs_no_ground_and_is_no_news(self) -> None:
        said = comment()
        made = decide(case_about(said), Verdict(Measure.LEAVE), by=moderator())
        assert not made.restricts
        assert not Event.objects.filter(kind__startswith="content").exists()

    @pytest.mark.parametrize(
        "wrong",
        [
            {"facts": ""},
            {"rule": False},
            {"law": "sr-266"},
            {"measure": Measure.SUSPEND},
            {"measure": Measure.SUSPEND, "lasts": timedelta(days=366)},
            {"measure": Measure.LIMIT, "lasts": timedelta(0)},
            {"measure": Measure.RESTORE},
        ],
    )
    def test_a_verdict_without_what_it_needs_is_refused_and_changes_nothing(self, wrong: dict[str, object]) -> None:
        case = case_about(comment())
        values = {"measure": Measure.HIDE, "rule": rule(), "facts": "Je noemt iemand gek.", **wrong}
        values["rule"] = values["rule"] or None
        with pytest.raises(Refused):
            decide(case, Verdict(**values), by=moderator())  # type: ignore[arg-type]
        assert not Decision.objects.exists()
        assert not Comment.objects.get().is_hidden

    def test_moderators_decide_in_their_own_places_and_never_about_themselves(self) -> None:
        one = initiative()
        assert one.municipality == zwolle()
        with pytest.raises(NotAllowed):
            hidden(one, by=staff(Role.MODERATOR, deventer()))
        with pytest.raises(NotAllowed):
            hidden(one, by=resident())
        own = moderator()
        with pytest.raises(NotAllowed):
            hidden(comment(by=own), by=own)
        hidden(one, by=staff(Role.MODERATOR, zwolle()))
        assert state_of(one.pk) == "hidden"

    def test_what_the_author_changed_in_the_meantime_is_looked_at_again(self) -> None:
        said = comment()
        case = case_about(said)
        read = verdict(case=case)
        reword(said, by=said.author, text="Ik zie dit anders dan jij.")
        with pytest.raises(Refused, match=r"changed|veranderd"):
            decide(case, read, by=moderator())
        assert not Comment.objects.get().is_hidden
        decide(case, verdict(case=case), by=moderator())
        assert Comment.objects.get().is_hidden

    def test_a_suspended_account_is_so_until_the_day_in_the_statement(self) -> None:
        person = resident()
        made = decide(case_about(person), verdict(Measure.SUSPEND, lasts=timedelta(days=7)), by=moderator())
        restriction = Restriction.objects.get()
        assert (restriction.person, restriction.until) == (person, made.until)
        assert told(events.SUSPENDED) == {person.pk}

    def test_the_database_refuses_to_change_or_delete_a_decision_or_one_without_ground(self) -> None:
        made = hidden(comment())
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Decision.objects.update(facts="anders")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Decision.objects.filter(pk=made.pk).delete()
        with pytest.raises(IntegrityError, match="one_ground"), transaction.atomic():
            Decision.objects.create(case=made.case, measure=Measure.HIDE, source="own", decided_by=made.decided_by)


@pytest.mark.django_db
class TestTakingBack:
    def test_within_the_hour_everything_is_as_it_was_and_the_case_is_open_again(self) -> None:
        one, official = initiative(), staff(Role.OFFICIAL)
        said = say(one, author=official, text="Namens de provincie", as_official=True)
        pin(said, by=official)
        made = hidden(said)
        take_back(made, by=made.decided_by)
        said.refresh_from_db()
        assert (said.is_hidden, said.is_pinned) == (False, True)
        assert miscounted() == []
        assert Case.objects.get().state == Case.State.OPEN
        assert told(events.SHOWN) == {said.author_id}
        with pytest.raises(Refused):
            take_back(made, by=made.decided_by)

    @pytest.mark.parametrize("before", ["published", "withdrawn", "archived"])
    def test_an_initiative_gets_the_state_it_had(self, before: str) -> None:
        one = initiative()
        Publication.objects.filter(pk=one.pk).update(state=before)
        made = hidden(one)
        assert state_of(one.pk) == "hidden"
        take_back(made, by=made.decided_by)
        assert state_of(one.pk) == before

    def test_not_by_somebody_else_not_after_the_hour_and_not_after_an_appeal(self) -> None:
        said = comment()
        made = hidden(said)
        with pytest.raises(Refused):
            take_back(made, by=moderator())
        assert rules.can_take_back(made.decided_by, made, made.decided_at + timedelta(minutes=60))
        assert not rules.can_take_back(made.decided_by, made, made.decided_at + timedelta(minutes=61))
        appeals.appeal(made, by=said.author, text="Ik bedoelde het anders.")
        with pytest.raises(Refused):
            take_back(made, by=made.decided_by)
        said.refresh_from_db()
        assert said.is_hidden


@pytest.mark.django_db
class TestAppealing:
    def test_granted_it_is_given_back_with_everything_and_the_author_hears(self) -> None:
        said = comment()
        made = hidden(said)
        appeal = appeals.appeal(made, by=said.author, text="Ik bedoelde het plan, niet de persoon.")
        assert appeals.appeal(made, by=said.author, text="Nog eens") == appeal
        assert told(events.APPEAL_RECEIVED) == {said.author_id}
        with pytest.raises(NotAllowed):
            appeals.answer(appeal, by=made.decided_by, granted=False, reasons="Nee hoor")
        answered = appeals.answer(appeal, by=moderator(), granted=True, reasons="Je hebt gelijk.")
        said.refresh_from_db()
        assert (answered.state, said.is_hidden) == (Appeal.State.GRANTED, False)
        assert told(events.APPEAL_GRANTED) == {said.author_id}
        with pytest.raises(Refused):
            appeals.answer(appeal, by=moderator(), granted=False, reasons="Toch niet")

    def test_upheld_nothing_changes(self) -> None:
        said = comment()
        appeal = appeals.appeal(hidden(said), by=said.author, text="Oneens")
        appeals.answer(appeal, by=moderator(), granted=False, reasons="Het blijft schelden.")
        said.refresh_from_db()
        assert said.is_hidden
        assert told(events.APPEAL_UPHELD) == {said.author_id}

    def test_only_whom_it_is_about_for_six_months_and_a_lifted_suspension_is_lifted(self) -> None:
        person = resident()
        made = decide(case_about(person), verdict(Measure.SUSPEND, lasts=timedelta(days=7)), by=moderator())
        with pytest.raises(NotAllowed):
            appeals.appeal(made, by=resident(), text="Namens een ander")
        assert rules.can_appeal(person, made, made.decided_at + timedelta(days=183))
        assert not rules.can_appeal(person, made, made.decided_at + timedelta(days=184))
        appeal = appeals.appeal(made, by=person, text="Dit was ik niet.")
        appeals.answer(appeal, by=moderator(), granted=True, reasons="Klopt.")
        assert Restriction.objects.get().lifted_at is not None


class TestRaces:
    def test_two_moderators_on_one_case_give_one_decision(self, committed: None) -> None:
        said = comment()
        case, people = case_about(said), [moderator() for _ in range(4)]
        answers = at_once(4, lambda number: attempt(case, people[number]))
        assert sorted(answers) == ["decided", "refused", "refused", "refused"]
        assert Decision.objects.count() == 1
        assert miscounted() == []

    def test_many_reports_at_once_give_one_case(self, committed: None) -> None:
        said = comment()
        cases = at_once(6, lambda number: case_about(said, harm=10 + number).pk)
        assert len(set(cases)) == 1
        assert Case.objects.get().harm == 15

    def test_taking_back_and_appealing_at_once_never_leaves_an_appeal_about_nothing(self, committed: None) -> None:
        said = comment()
        made = hidden(said)
        moves = [lambda: take_back(made, by=made.decided_by), lambda: appeals.appeal(made, by=said.author, text="Nee")]
        answers = at_once(2, lambda number: tried(moves[number]))
        assert sorted(answers) == ["done", "refused"]
        assert Appeal.objects.exists() != Decision.objects.filter(undoes=made).exists()


def attempt(case: Case, person: User) -> str:
    try:
        decide(case, verdict(), by=person)
    except Refused:
        return "refused"
    return "decided"


def tried(move: object) -> str:
    try:
        move()  # type: ignore[operator]
    except Refused:
        return "refused"
    return "done"
