"""Waves of support: set aside with reasons, objected to, and given back exactly."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import Role
from foundation import traces
from foundation.errors import NotAllowed, Refused
from foundation.models import AuditEntry, Trace, TraceSalt
from initiatives import merging, thresholds
from initiatives.energy_count import sparks_of
from initiatives.models import Course, Merge
from initiatives.thresholds import Declared
from moderation import appeals
from moderation.deciding import take_back
from moderation.models import Appeal, Case, Measure, Wave
from moderation.waves import deciding
from notifications.catalogue import decisions as events
from publications.models import Publication
from tests.factories import deventer, initiative, resident, staff, zwolle
from tests.moderation.making import moderator
from tests.moderation.waving import FACTS, a_wave, asked, count_of, found, supported
from tests.notices import told
from tests.visitors import at_once
from voting.actions import miscounted, support, withdraw_support
from voting.models import SetAside, Support


@pytest.mark.django_db
class TestSettingAside:
    def test_it_counts_no_longer_anywhere_and_all_of_it_comes_back(self) -> None:
        on = initiative()
        support(on, supporter=resident())
        wave = a_wave(on)
        before = (count_of(on), len(sparks_of([on.pk])[on.pk]))
        deciding.set_aside(wave, by=moderator(), facts=FACTS)
        assert (count_of(on), len(sparks_of([on.pk])[on.pk])) == (1, 1)
        assert Publication.objects.get(pk=on.pk).energy_due
        assert miscounted() == []
        deciding.count_again(wave, by=moderator(), why="Het was een dorpsavond.")
        assert (count_of(on), len(sparks_of([on.pk])[on.pk])) == before
        assert not SetAside.objects.exists()
        assert not Support.objects.filter(counted=False).exists()
        assert miscounted() == []

    def test_a_declared_signature_does_not_count_towards_the_threshold_meanwhile(self) -> None:
        on = initiative()
        Course.objects.filter(pk=on.pk).update(threshold=100)
        wave_people = supported(on, 12)
        for person in wave_people:
            declared = Declared(age_16=True, lives_in_province=True, municipality=zwolle())
            thresholds.choose(on, supporter=person, is_named=False, declared=declared)
        assert Course.objects.get(pk=on.pk).online == 12
        (wave,) = found(on)
        deciding.set_aside(wave, by=moderator(), facts=FACTS)
        assert Course.objects.get(pk=on.pk).online == 0
        assert thresholds.miscounted() == []
        deciding.count_again(wave, by=moderator(), why="Toch goed.")
        assert Course.objects.get(pk=on.pk).online == 12

    def test_it_is_a_reasoned_decision_that_everybody_in_it_hears_of(self) -> None:
        on = initiative()
        wave, by = a_wave(on), moderator()
        made = deciding.set_aside(wave, by=by, facts=FACTS)
        assert made.rule is not None
        assert (made.measure, made.rule.code, made.before) == (Measure.HIDE, "one-voice", {"supports": 12})
        assert FACTS in made.statement
        assert "steun" in made.statement
        people = {member.person for member in wave.members.select_related("person")}
        assert told(events.SUPPORT_SET_ASIDE) == {person.pk for person in people}
        assert AuditEntry.objects.filter(action="case.decided", actor=by).exists()

    def test_taking_back_and_giving_again_does_not_make_it_count(self) -> None:
        on = initiative()
        wave = a_wave(on)
        deciding.set_aside(wave, by=moderator(), facts=FACTS)
        person = wave.members.select_related("person")[0].person
        withdraw_support(on, supporter=person)
        assert (count_of(on), miscounted()) == (0, [])
        support(on, supporter=person)
        assert (count_of(on), miscounted()) == (0, [])
        deciding.count_again(wave, by=moderator(), why="Toch goed.")
        assert (count_of(on), miscounted()) == (12, [])

    def test_who_is_in_two_waves_counts_again_when_both_do(self) -> None:
        on = initiative()
        first = a_wave(on)
        second = Wave.objects.create(
            publication=on, score=50, size=12, first_at=first.first_at, last_at=first.last_at, evidence=first.evidence
        )
        for member in first.members.all():
            member.pk, member.wave = None, second
            member.save()
        for wave in (first, second):
            deciding.set_aside(wave, by=moderator(), facts=FACTS)
        assert count_of(on) == 0
        deciding.count_again(first, by=moderator(), why="Toch goed.")
        assert (count_of(on), miscounted()) == (0, [])
        deciding.count_again(second, by=moderator(), why="Toch goed.")
        assert (count_of(on), miscounted()) == (12, [])

    def test_it_stays_aside_where_a_merge_takes_it_and_comes_back_there_too(self) -> None:
        author = resident()
        gone, kept = initiative(author=author), initiative(author=author)
        support(gone, supporter=resident())
        wave = a_wave(gone)
        deciding.set_aside(wave, by=moderator(), facts=FACTS)
        merge = merging.propose(gone, kept, by=author, reason="Het is hetzelfde plan.")
        assert merge.state == Merge.State.MERGED
        assert (count_of(kept), miscounted()) == (1, [])
        deciding.count_again(wave, by=moderator(), why="Toch goed.")
        assert (count_of(gone), count_of(kept), miscounted()) == (13, 13, [])
        merging.undo(merge, by=author)
        assert (count_of(gone), count_of(kept), miscounted()) == (13, 0, [])

    def test_undoing_a_merge_takes_away_what_counted_and_no_more(self) -> None:
        author = resident()
        gone, kept = initiative(author=author), initiative(author=author)
        support(gone, supporter=resident())
        support(kept, supporter=resident())
        deciding.set_aside(a_wave(gone), by=moderator(), facts=FACTS)
        merging.undo(merging.propose(gone, kept, by=author, reason="Het is hetzelfde plan."), by=author)
        assert (count_of(gone), count_of(kept), miscounted()) == (1, 1, [])

    def test_within_the_hour_who_decided_takes_it_back_as_any_decision(self) -> None:
        on, by = initiative(), moderator()
        wave = a_wave(on)
        take_back(deciding.set_aside(wave, by=by, facts=FACTS), by=by)
        assert count_of(on) == 12
        deciding.find_fine(Wave.objects.get(pk=wave.pk), by=by)
        assert Wave.objects.get(pk=wave.pk).state == Wave.State.FINE

    def test_nobody_decides_about_support_of_their_own_page_or_of_another_place(self) -> None:
        own = moderator()
        for on, by in ((initiative(author=own), own), (initiative(), staff(Role.MODERATOR, deventer()))):
            wave = a_wave(on)
            for act in (
                lambda wave=wave, by=by: deciding.set_aside(wave, by=by, facts=FACTS),
                lambda wave=wave, by=by: deciding.find_fine(wave, by=by),
            ):
                with pytest.raises(NotAllowed):
                    act()

    def test_without_a_word_of_why_nothing_happens(self) -> None:
        wave = a_wave()
        with pytest.raises(Refused):
            deciding.set_aside(wave, by=moderator(), facts=" ")
        assert count_of(wave.publication) == 12
        assert not Case.objects.exists()


@pytest.mark.django_db
class TestObjecting:
    def test_the_first_makes_the_appeal_the_others_join_and_all_get_the_answer(self) -> None:
        on = initiative()
        wave = a_wave(on)
        decision = deciding.set_aside(wave, by=moderator(), facts=FACTS)
        first, second = (member.person for member in wave.members.select_related("person")[:2])
        made = deciding.object_to(wave, by=first, text="Ik zat in de klas.")
        assert deciding.object_to(wave, by=second, text="Ik ook.") == made
        assert deciding.object_to(wave, by=first, text="Nog eens.") == made
        assert Appeal.objects.get().decision == decision
        assert first.pk in told(events.APPEAL_RECEIVED)
        with pytest.raises(Refused):
            deciding.count_again(wave, by=moderator(), why="Toch goed.")
        appeals.answer(made, by=moderator(), granted=True, reasons="Het was een schoolklas.")
        assert count_of(on) == 12
        assert Wave.objects.get(pk=wave.pk).state == Wave.State.FINE
        assert first.pk in told(events.APPEAL_GRANTED)
        assert second.pk in told(events.APPEAL_GRANTED)
        assert len(told(events.SUPPORT_COUNTS)) == 12

    def test_who_is_not_in_it_cannot_object(self) -> None:
        wave = a_wave()
        deciding.set_aside(wave, by=moderator(), facts=FACTS)
        with pytest.raises(NotAllowed):
            deciding.object_to(wave, by=resident(), text="Onzin.")

    def test_those_who_object_can_count_again_while_the_others_stay_aside(self) -> None:
        on = initiative()
        wave = a_wave(on)
        deciding.set_aside(wave, by=moderator(), facts=FACTS)
        person = wave.members.select_related("person")[0].person
        deciding.object_to(wave, by=person, text="Ik was het zelf.")
        assert deciding.count_objectors_again(wave, by=moderator()) == 1
        assert deciding.count_objectors_again(wave, by=moderator()) == 0
        assert (count_of(on), miscounted()) == (1, [])
        assert person.pk in told(events.SUPPORT_COUNTS)


@pytest.mark.usefixtures("committed")
class TestAtOnce:
    def test_two_moderators_set_one_wave_aside_once(self) -> None:
        on = initiative()
        wave = a_wave(on)
        people = [moderator(), moderator()]
        answers = at_once(2, lambda number: deciding.set_aside(wave, by=people[number], facts=FACTS))
        assert sorted(type(one).__name__ for one in answers) == ["Decision", "Refused"]
        assert (count_of(on), miscounted()) == (0, [])

    def test_supporting_and_withdrawing_meanwhile_keeps_the_count_exact(self) -> None:
        on = initiative()
        wave = a_wave(on)
        members = [member.person for member in wave.members.select_related("person")]
        fresh, by = [resident() for _ in range(3)], moderator()

        def act(number: int) -> Any:
            if number == 0:
                return deciding.set_aside(wave, by=by, facts=FACTS)
            if number < 4:
                return support(on, supporter=fresh[number - 1])
            return withdraw_support(on, supporter=members[number])

        answers = at_once(7, act)
        assert not [one for one in answers if isinstance(one, Exception)]
        assert (count_of(on), miscounted()) == (3, [])
        deciding.count_again(Wave.objects.get(pk=wave.pk), by=by, why="Toch goed.")
        assert (count_of(on), miscounted()) == (12, [])

    def test_the_first_traces_of_a_day_share_one_salt(self) -> None:
        answers = at_once(6, lambda number: traces.note("support", number, asked(), person=number))
        assert answers == [None] * 6
        assert TraceSalt.objects.count() == 1
        assert set(Trace.objects.values_list("network", flat=True).distinct()) == {Trace.objects.all()[0].network}
