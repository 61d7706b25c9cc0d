"""Waves of support: traced without knowing who, and found with evidence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from foundation import traces
from foundation.models import Trace, TraceSalt
from moderation.models import Wave, WaveMember
from moderation.waves import deciding, finding, rules, tasks, wording
from moderation.waves.rules import Act, Finding, Group, Normal
from tests.factories import initiative, resident
from tests.moderation.making import moderator
from tests.moderation.waving import FACTS, LAPTOP, PHONE, a_wave, asked, found, supported
from tests.visitors import signed_in
from voting.actions import withdraw_support


@pytest.mark.django_db
class TestTraces:
    def test_the_same_network_has_the_same_hash_and_another_has_another(self) -> None:
        for address in ("203.0.113.7", "203.0.113.200", "198.51.100.7"):
            traces.note("support", 1, asked(address), person=1)
        first, second, other = Trace.objects.order_by("id").values_list("network", flat=True)
        assert first == second != other
        assert "203" not in first

    @pytest.mark.parametrize(
        ("address", "prefix"),
        [
            ("192.0.2.77", "192.0.2.0/24"),
            ("::ffff:192.0.2.77", "192.0.2.0/24"),
            ("2001:db8:1:2::3", "2001:db8:1::/48"),
            ("fe80::1%eth0", "fe80::/48"),
            ("unknown", ""),
        ],
    )
    def test_of_an_address_only_its_network_is_used(self, address: str, prefix: str) -> None:
        assert traces.prefix_of(address) == prefix

    def test_versions_of_a_browser_are_one_device(self) -> None:
        newer = PHONE.replace("120.0", "121.5")
        assert traces.device_of(asked(agent=PHONE)) == traces.device_of(asked(agent=newer))
        assert traces.device_of(asked(agent=PHONE)) != traces.device_of(asked(agent=LAPTOP))

    def test_another_day_gives_another_hash(self) -> None:
        traces.note("support", 1, asked(), person=1)
        TraceSalt.objects.all().delete()
        traces.note("support", 2, asked(), person=1)
        first, second = Trace.objects.order_by("id").values_list("network", flat=True)
        assert first != second

    def test_a_trace_is_one_query(self) -> None:
        with CaptureQueriesContext(connection) as captured:
            traces.note("support", 1, asked(), person=1)
            traces.note("support", 2, asked(), person=1)
        assert len(captured) == 2
        assert TraceSalt.objects.count() == 1

    def test_supporting_and_commenting_on_the_site_leave_a_trace(self) -> None:
        on, person = initiative(), resident()
        client = signed_in(person)
        with CaptureQueriesContext(connection) as captured:
            client.post(reverse("initiatives:support", args=[on.slug]))
        assert sum("foundation_trace" in one["sql"] for one in captured) == 1
        client.post(reverse("discussions:say", args=[on.reference]), {"text": "Wat een goed plan is dit."})
        kinds = Trace.objects.filter(person_id=person.pk, publication_id=on.pk).values_list("kind", flat=True)
        assert sorted(kinds) == ["comment", "support"]

    def test_after_thirty_days_traces_and_salts_are_gone_and_not_before(self) -> None:
        traces.note("support", 1, asked(), person=1)
        traces.note("support", 2, asked(), person=1)
        now, today = timezone.now(), timezone.now().date()
        Trace.objects.filter(subject_id=1).update(at=now - timedelta(days=30, minutes=1))
        Trace.objects.filter(subject_id=2).update(at=now - timedelta(days=30) + timedelta(minutes=1))
        TraceSalt.objects.create(day=today - timedelta(days=31), salt=b"old")
        TraceSalt.objects.create(day=today - timedelta(days=30), salt=b"needed")
        tasks.forget()
        assert list(Trace.objects.values_list("subject_id", flat=True)) == [2]
        utc_today = datetime.now(tz=UTC).date()
        assert sorted((utc_today - day).days for day in TraceSalt.objects.values_list("day", flat=True)) == [0, 30]


class TestRules:
    def test_a_burst_is_many_within_seconds_where_minutes_are_usual(self) -> None:
        usual = rules.normal_of([300.0, 500.0, 900.0, 240.0])
        burst = rules.burst_finding(12, 2.0, usual)
        assert burst is not None
        assert burst.numbers["count"] == 12

    @pytest.mark.parametrize(
        ("size", "gap", "usual"),
        [(10, 2.0, 600.0), (12, 5.0, 600.0), (12, 2.0, 6.0)],
        ids=["ten is not many", "five seconds is no burst", "a publication that gets one every six seconds"],
    )
    def test_what_is_no_burst(self, size: int, gap: float, usual: float) -> None:
        assert rules.burst_finding(size, gap, Normal(usual, rules.MAD_LEAST)) is None

    def test_a_usual_mail_domain_is_no_evidence_and_one_that_nobody_else_has_is(self) -> None:
        assert rules.domain_finding("gmail.example", 8, 900, 10_000) is None
        assert rules.domain_finding("raar.example", 8, 9, 10_000) is None
        unusual = rules.domain_finding("raar.example", 8, 1, 10_000)
        assert unusual is not None
        assert unusual.numbers == {"count": 8, "domain": "raar.example", "elsewhere": 1}

    def test_a_school_with_many_devices_weighs_less_than_one_device(self) -> None:
        school, lab = rules.network_finding(30, 20), rules.network_finding(30, 1)
        assert school.weight < lab.weight

    @given(st.integers(0, 10_000), st.integers(1, 60))
    def test_the_weight_of_size_never_goes_beyond_its_most_and_grows(self, size: int, most: int) -> None:
        assert 0 <= rules.size_weight(size, most) <= rules.size_weight(size + 1, most) <= most

    @given(st.lists(st.floats(0, 1e6), max_size=40), st.floats(0, 1e6))
    def test_a_longer_gap_is_never_more_suspicious(self, gaps: list[float], gap: float) -> None:
        normal = rules.normal_of(gaps)
        assert rules.shortness(gap + 1, normal) < rules.shortness(gap, normal)

    @given(st.lists(st.sets(st.integers(0, 30), min_size=1), max_size=12))
    def test_combining_loses_nobody_and_invents_nobody(self, sets: list[set[int]]) -> None:
        groups = [Group(1, set(people), {"network": Finding("network", len(people))}) for people in sets]
        merged = rules.combine(groups)
        assert set().union(*sets) == {person for one in merged for person in one.people} if sets else not merged
        assert len(merged) <= len(groups)
        assert all(group.people == people for group, people in zip(groups, sets, strict=True))

    def test_groups_of_two_publications_stay_apart(self) -> None:
        groups = [Group(on, {1, 2, 3}, {"network": Finding("network", 3)}) for on in (1, 2)]
        assert len(rules.combine(groups)) == 2

    @given(st.lists(st.integers(0, 100), max_size=10))
    def test_a_score_is_at_most_a_hundred(self, weights: list[int]) -> None:
        assert 0 <= rules.score_of(Finding("x", one) for one in weights) <= 100

    @given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=30))
    def test_what_is_said_of_accounts_is_said_with_their_number(self, kinds: list[tuple[bool, bool]]) -> None:
        now = timezone.now()
        acts = [Act(number, now, "n", "d", *kind) for number, kind in enumerate(kinds)]
        for one in rules.people_findings(acts):
            assert 0 < one.numbers["count"] <= one.numbers["of"] == len(acts)
            assert wording.sentence(one.as_json())


@pytest.mark.django_db
class TestFinding:
    def test_one_hand_behind_many_accounts_is_found_with_its_evidence(self) -> None:
        on = initiative()
        supported(on, 12)
        (wave,) = found(on)
        assert {one["code"] for one in wave.evidence} == {"network", "device", "burst", "new", "alone"}
        assert (wave.size, wave.state) == (12, Wave.State.OPEN)
        assert wave.score >= 80
        assert [one.number for one in wave.members.all()] == list(range(1, 13))
        sentences = [wording.sentence(one) for one in wave.evidence]
        assert all("12" in sentence for sentence in sentences)
        assert all(wording.innocent(one) for one in wave.evidence)

    def test_neighbours_who_have_been_here_for_long_are_not_found(self) -> None:
        on = initiative()
        for number in range(12):
            supported(on, 1, address=f"198.51.{number}.1", ago=timedelta(hours=number), known_for=timedelta(days=90))
        assert found(on) == []

    def test_four_people_at_one_table_are_not_found(self) -> None:
        on = initiative()
        supported(on, 4)
        assert found(on) == []

    def test_one_unusual_mail_domain_from_everywhere_is_found(self) -> None:
        on = initiative()
        for number in range(8):
            supported(on, 1, address=f"198.51.{number}.1", ago=timedelta(hours=number), domain="raar.example")
        (wave,) = found(on)
        assert "domain" in {one["code"] for one in wave.evidence}
        assert "raar.example" in wording.sentence(wave.evidence[0])

    def test_a_network_within_a_mail_domain_is_a_group_of_its_own(self) -> None:
        on = initiative()
        narrow = {person.pk for person in supported(on, 12, domain="raar.example")}
        for number in range(30):
            supported(on, 1, address=f"198.51.{number}.1", ago=timedelta(hours=number + 2), domain="raar.example")
        sizes = sorted(wave.size for wave in found(on))
        assert sizes == [12, 42]
        assert {member.person_id for member in Wave.objects.get(size=12).members.all()} == narrow
        assert sorted(wave.size for wave in found(on)) == sizes
        assert Wave.objects.count() == 2

    def test_looking_again_adds_to_the_wave_that_is_there(self) -> None:
        on = initiative()
        supported(on, 12)
        (first,) = found(on)
        supported(on, 3, ago=timedelta(minutes=59))
        (again,) = found(on)
        assert again.pk == first.pk
        assert (again.size, Wave.objects.count()) == (15, 1)

    def test_what_was_found_fine_comes_back_only_when_it_doubles(self) -> None:
        on = initiative()
        wave = a_wave(on)
        deciding.find_fine(wave, by=moderator())
        supported(on, 5, ago=timedelta(minutes=59))
        assert found(on) == []
        assert Wave.objects.get().state == Wave.State.FINE
        supported(on, 7, ago=timedelta(minutes=58))
        (again,) = found(on)
        assert (again.pk, again.state, again.size) == (wave.pk, Wave.State.OPEN, 24)

    def test_support_that_was_taken_back_or_set_aside_is_not_found(self) -> None:
        on = initiative()
        people = supported(on, 12)
        for person in people[:8]:
            withdraw_support(on, supporter=person)
        assert found(on) == []
        other = initiative()
        deciding.set_aside(a_wave(other), by=moderator(), facts=FACTS)
        assert found(other) == []

    def test_it_takes_the_same_queries_for_many_publications(self) -> None:
        ons = [initiative() for _ in range(4)]
        for on in ons:
            supported(on, 3)
        counts = []
        for some in (ons[:1], ons):
            with CaptureQueriesContext(connection) as captured:
                finding.look([on.pk for on in some])
            counts.append(len(captured))
        assert counts[0] == counts[1] <= 7

    def test_the_clock_looks_at_what_was_supported_lately(self) -> None:
        on = initiative()
        supported(on, 12, ago=timedelta(hours=3))
        tasks.look_at_active()
        assert not Wave.objects.exists()
        tasks.look_at_all()
        assert Wave.objects.get().publication_id == on.pk

    def test_old_waves_are_forgotten_unless_they_are_set_aside(self) -> None:
        old, aside = a_wave(), a_wave()
        deciding.set_aside(aside, by=moderator(), facts=FACTS)
        Wave.objects.update(last_at=timezone.now() - timedelta(days=31))
        tasks.forget()
        assert not Wave.objects.filter(pk=old.pk).exists()
        assert WaveMember.objects.filter(wave=aside).count() == 12
