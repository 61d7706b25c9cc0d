"""The public register: everything that was decided, nobody's name, and the same cost at ten times as many."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from discussions.models import Comment
from foundation.paging import after
from moderation import appeals, register, register_counts, repeat
from moderation.deciding import Verdict, decide, take_back
from moderation.models import Appeal, Case, Decision, Measure, Source
from tests.factories import initiative, resident
from tests.moderation.making import case_about, comment, hidden, moderator, rule, verdict
from tests.visitors import queries, signed_in, text_of

REGISTER = "/moderatie/"


def many(number: int, *, at: datetime | None = None) -> None:
    """Decided cases about comments that are not there any more; all at one moment."""
    now, decider, kept = at or timezone.now(), moderator(), rule()
    cases = Case.objects.bulk_create(
        Case(
            subject_kind="comment",
            subject_id=10_000_000 + Case.objects.count() + one,
            source=list(Source)[one % 3],
            state=Case.State.DECIDED,
            due_at=now,
            decided_at=now,
        )
        for one in range(number)
    )
    Decision.objects.bulk_create(
        Decision(
            case=case,
            measure=Measure.HIDE,
            rule=kept,
            facts="Feiten.",
            source=case.source,
            decided_by=decider,
            decided_at=now,
        )
        for case in cases
    )


def read(client: Client) -> list[int]:
    """The numbers of the decisions of the register, page by page."""
    seen: list[str] = []
    address = REGISTER
    while address:
        page = text_of(client.get(address))
        seen += [part.split("/")[0] for part in page.split('decided__what"><a href="/moderatie/')[1:]]
        following = page.split('rel="next" href="')[1:]
        address = REGISTER + following[0].split('"')[0].replace("&amp;", "&") if following else ""
    return [int(one) for one in seen]


@pytest.mark.django_db
class TestRegister:
    def test_it_tells_what_was_decided_and_never_about_whom(self, client: Client) -> None:
        author = resident("Wilhelmina Geheim")
        said = comment("Een zin die niemand meer mag lezen.", by=author)
        made = hidden(said)
        for address in (REGISTER, f"/moderatie/{made.pk}/", "/moderatie/besluiten.csv", "/moderatie/besluiten.json"):
            response = client.get(address)
            assert response.status_code == 200
            text = b"".join(response).decode()
            assert str(made.pk) in text
            for secret in ("Wilhelmina", "niemand meer mag lezen", author.email, made.facts, said.publication.title):
                assert secret not in text
        assert not client.cookies

    def test_filters_and_the_next_page_keep_to_what_was_chosen(self, client: Client) -> None:
        decide(case_about(comment()), Verdict(Measure.LEAVE), by=moderator())
        made = hidden(initiative())
        page = text_of(client.get(REGISTER, {"maatregel": "hide"}))
        assert f"/moderatie/{made.pk}/" in page
        assert page.count('class="decided__one ') == 1
        month = f"{timezone.localdate():%Y-%m}"
        found = {"maand": month, "soort": "publication", "grond": "rule:respect"}
        assert text_of(client.get(REGISTER, found)).count('class="decided__one ') == 1
        assert text_of(client.get(REGISTER, {"maand": "2001-01"})).count('class="decided__one ') == 0
        for odd in ({"maand": "x"}, {"maand": "9999-12"}, {"soort": "'"}, {"grond": ":"}, {"maatregel": "restore"}):
            assert client.get(REGISTER, odd).status_code == 200
        assert client.get(REGISTER, {"na": "x"}).status_code == 404

    def test_every_decision_is_on_exactly_one_page(self, client: Client) -> None:
        many(45)
        seen = read(client)
        assert sorted(seen) == sorted(Decision.objects.values_list("pk", flat=True))
        assert len(seen) == len(set(seen)) == 45

    def test_what_was_decided_earlier_stands_lower_whenever_it_was_brought_in(self, client: Client) -> None:
        many(22)
        many(23, at=timezone.now() - timedelta(days=400))
        newest = hidden(comment())
        in_time = list(Decision.objects.order_by("-decided_at", "-id").values_list("pk", flat=True))
        assert in_time != sorted(in_time, reverse=True)
        assert in_time[0] == newest.pk
        assert read(client) == in_time
        rows = list(csv.DictReader(io.StringIO(b"".join(client.get("/moderatie/besluiten.csv")).decode())))
        data = json.loads(b"".join(client.get("/moderatie/besluiten.json")))["decisions"]
        assert [int(one["id"]) for one in rows] == [one["id"] for one in data] == in_time[::-1]

    def test_the_next_page_is_read_from_an_index(self) -> None:
        many(300)
        connection.cursor().execute("SET LOCAL enable_seqscan = off")
        last = Decision.objects.order_by("-decided_at", "-id")[150]
        following = register.decisions().filter(after(register.BY_TIME, [last.decided_at, last.pk]))
        plan = following.order_by("-decided_at", "-id")[:20].explain()
        assert "decisions_by_time" in plan
        assert "Index Cond" in plan
        assert "Sort" not in plan

    def test_a_page_costs_the_same_with_ten_times_as_many(self, client: Client) -> None:
        many(30)
        year = timezone.localdate().year
        few = [queries(client, address) for address in (REGISTER, f"/moderatie/verslag/{year}/")]
        many(300)
        assert [queries(client, address) for address in (REGISTER, f"/moderatie/verslag/{year}/")] == few
        assert few[0] <= 7
        assert few[1] <= 18

    def test_open_data_holds_every_decision_and_what_came_of_it(self, client: Client) -> None:
        said = comment()
        made = hidden(said)
        appeal = appeals.appeal(made, by=said.author, text="Ik bedoelde het anders.")
        appeals.answer(appeal, by=moderator(), granted=True, reasons="Je hebt gelijk.")
        many(3)
        rows = list(csv.DictReader(io.StringIO(b"".join(client.get("/moderatie/besluiten.csv")).decode())))
        data = json.loads(b"".join(client.get("/moderatie/besluiten.json")))["decisions"]
        assert len(rows) == len(data) == 4
        assert (rows[0]["measure"], rows[0]["ground"], rows[0]["appeal"]) == ("hide", "rule:respect", "granted")
        assert rows[0]["taken_back_at"]

    def test_months_count_decisions_appeals_and_the_usual_time(self) -> None:
        said = comment()
        made = hidden(said)
        appeals.appeal(made, by=said.author, text="Nee")
        decide(case_about(comment(), source=Source.SIGNAL), Verdict(Measure.LEAVE), by=moderator())
        (month,) = register_counts.last_months(timezone.localdate())
        counted = {name: month[name] for name in ("decided", "restricting", "signal", "report", "appeals", "won")}
        assert counted == {"decided": 2, "restricting": 1, "signal": 1, "report": 1, "appeals": 1, "won": 0}
        assert month["typical"] < timedelta(minutes=5)

    def test_the_yearly_report_is_there_for_years_with_decisions_only(self, client: Client) -> None:
        hidden(comment())
        year = timezone.localdate().year
        assert client.get(f"/moderatie/verslag/{year}/").status_code == 200
        assert client.get(f"/moderatie/verslag/{year - 1}/").status_code == 404


@pytest.mark.django_db
class TestWhatOthersSee:
    def test_the_place_of_a_hidden_comment_says_why_and_its_replies_stay(self, client: Client) -> None:
        one = initiative()
        said, other = comment("Lelijke woorden", on=one), comment("Gewone woorden", on=one)
        made = hidden(said)
        page = text_of(client.get(one.get_absolute_url()))
        assert "Lelijke woorden" not in page
        assert "Gewone woorden" in page
        assert f"/moderatie/{made.pk}/" in page
        assert re.search("(huisregel|house rule) 2", page)
        thread = text_of(client.get(said.get_absolute_url(), follow=True))
        assert "Lelijke woorden" not in thread
        assert said.author.public_name not in thread.split("<footer")[0].split("<main")[1]
        take_back(made, by=made.decided_by)
        page = text_of(client.get(one.get_absolute_url()))
        assert "Lelijke woorden" in page
        assert f"/moderatie/{made.pk}/" not in page
        assert other.pk

    def test_what_a_hidden_comment_said_is_nowhere_else(self, client: Client) -> None:
        said = comment()
        hidden(said)
        for name in ("wordings", "reword", "take_back"):
            address = reverse(f"discussions:{name}", args=[said.pk])
            assert signed_in(resident()).get(address).status_code == 404

    def test_a_label_stands_with_a_comment_and_with_an_initiative(self, client: Client) -> None:
        one = initiative()
        said = comment("Het plan kost een miljoen.", on=one)
        label = Verdict(Measure.LABEL, rule=rule("plan"), facts="Het plan kost volgens de begroting tien mille.")
        decide(case_about(said), label, by=moderator())
        page = text_of(client.get(one.get_absolute_url()))
        assert "Het plan kost een miljoen." in page
        assert page.count("tien mille") == 1
        decide(case_about(one), label, by=moderator())
        assert text_of(client.get(one.get_absolute_url())).count("tien mille") == 2

    def test_the_address_of_a_hidden_initiative_says_what_happened_and_not_what_it_said(self, client: Client) -> None:
        one = initiative()
        made = hidden(one)
        response = client.get(one.get_absolute_url())
        assert response.status_code == 410
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert one.title not in text_of(response)
        assert f"/moderatie/{made.pk}/" in text_of(response)
        assert client.get("/initiatieven/nooit-geweest/").status_code == 404
        take_back(made, by=made.decided_by)
        page = text_of(client.get(one.get_absolute_url()))
        assert one.title in page
        assert "Alles is zoals het was" in page or "Everything is as it was" in page

    def test_a_page_with_notes_costs_no_more_than_one_without(self, client: Client) -> None:
        one = initiative()
        for _number in range(4):
            comment(on=one)
        few = queries(client, one.get_absolute_url())
        for said in Comment.objects.all()[:3]:
            hidden(said)
        assert queries(client, one.get_absolute_url()) <= few


@pytest.mark.django_db
class TestDecisionPage:
    def test_whom_it_is_about_reads_everything_and_appeals_once(self) -> None:
        said = comment()
        made = hidden(said)
        client, address = signed_in(said.author), reverse("moderation:decision", args=[made.pk])
        page = text_of(client.get(address))
        for part in (made.facts, said.text, "#respect", "14"):
            assert part in page
        assert client.post(address, {"text": " "}).status_code == 422
        assert client.post(address, {"text": "Ik bedoelde het plan."}).status_code == 302
        page = text_of(client.get(address))
        assert "Ik bedoelde het plan." in page
        assert "<textarea" not in page
        appeals.answer(made.appeal, by=moderator(), granted=False, reasons="Het blijft schelden.")
        assert "Het blijft schelden." in text_of(client.get(address))

    def test_others_do_not_read_it(self) -> None:
        made = hidden(comment())
        address = reverse("moderation:decision", args=[made.pk])
        other = signed_in(resident()).get(address)
        assert (other.status_code, other["Location"]) == (302, reverse("moderation:entry", args=[made.pk]))
        refused = signed_in(resident()).post(address, {"text": "Namens een ander."})
        assert (refused.status_code, Appeal.objects.exists()) == (302, False)
        assert signed_in(moderator()).get(address).status_code == 200
        assert Client().get(address).status_code == 302

    def test_somebody_suspended_appeals_too(self) -> None:
        person = resident()
        made = decide(case_about(person), verdict(Measure.SUSPEND, lasts=timedelta(days=30)), by=moderator())
        address = reverse("moderation:decision", args=[made.pk])
        assert signed_in(person).post(address, {"text": "Dit was ik niet."}).status_code == 302
        assert made.appeal.text == "Dit was ik niet."

    def test_what_was_typed_after_the_session_ran_out_is_there_after_signing_in(self, client: Client) -> None:
        said = comment()
        made = hidden(said)
        address = reverse("moderation:decision", args=[made.pk])
        assert client.post(address, {"text": "Mijn lange verhaal"}).status_code == 302
        session = client.session
        kept = dict(session)
        client.force_login(said.author)
        session = client.session
        session.update({name: value for name, value in kept.items() if name.startswith("kept")})
        session.save()
        assert "Mijn lange verhaal" in text_of(client.get(address))

    def test_after_taking_back_there_is_nothing_to_appeal_and_the_page_says_so(self) -> None:
        said = comment()
        made = hidden(said)
        client, address = signed_in(said.author), reverse("moderation:decision", args=[made.pk])
        take_back(made, by=made.decided_by)
        assert "<textarea" not in text_of(client.get(address))
        response = client.post(address, {"text": "Toch in beroep"})
        assert response.status_code == 422
        assert "Toch in beroep" in text_of(response)


@pytest.mark.django_db
class TestRepeatOffenders:
    def test_the_written_rule_in_steps(self) -> None:
        person, decider = resident(), moderator()
        assert repeat.suggestion(person) is None
        seen = []
        for _number in range(5):
            decide(case_about(comment(by=person)), verdict(), by=decider)
            advice = repeat.suggestion(person)
            assert advice is not None
            seen.append((advice.measure, advice.lasts))
        warn, limit = (Measure.WARN, None), (Measure.LIMIT, timedelta(days=30))
        assert seen == [warn, warn, limit, limit, (Measure.SUSPEND, timedelta(days=90))]

    def test_what_was_taken_back_or_is_appealed_does_not_count_and_no_advice_is_given_twice(self) -> None:
        person, decider = resident(), moderator()
        made = hidden(comment(by=person), by=decider)
        appeals.appeal(made, by=person, text="Nee")
        assert repeat.suggestion(person) is None
        second = hidden(comment(by=person), by=decider)
        assert repeat.suggestion(person) is not None
        take_back(second, by=decider)
        assert repeat.suggestion(person) is None
        hidden(comment(by=person), by=decider)
        decide(case_about(person), verdict(Measure.WARN), by=decider)
        assert repeat.suggestion(person) is None
