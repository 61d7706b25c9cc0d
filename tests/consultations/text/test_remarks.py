"""Residents say what they think of words in a text; it counts once, and nothing leads from it to them."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from consultations import taking_part
from consultations.methods.text import remarks
from consultations.methods.text.models import Passage, Remark
from consultations.models import Participation, Response, Result
from foundation.errors import NotAllowed, Refused
from foundation.models import AuditEntry, Written
from moderation.models import Policy
from tests.consultations import asking
from tests.consultations.text import writing
from tests.consultations.text.writing import CALLING, HOURLY, PAYING, say, sitting, suggest
from tests.factories import resident

pytestmark = pytest.mark.django_db


class TestOnce:
    def test_agreeing_counts_once_for_each_passage_and_the_last_choice_holds(self) -> None:
        part, person = writing.text(), resident()
        one = sitting(part, person)
        say(part, "elk uur", "agree", by=one)
        say(part, "elk uur", "agree", by=one)
        last = say(part, "elk uur", "disagree", by=one)
        assert Remark.objects.get() == last
        assert last.kind == "disagree"

    def test_the_database_refuses_a_second_opinion_on_the_same_words(self) -> None:
        part = writing.text()
        placed = say(part, "elk uur", "agree")
        values = {"passage": placed.passage, "response": placed.response, "made_on": placed.made_on}
        with pytest.raises(IntegrityError), transaction.atomic():
            Remark.objects.create(kind="disagree", **values)

    def test_other_words_in_the_same_paragraph_are_another_passage(self) -> None:
        part = writing.text()
        one = sitting(part, resident())
        say(part, "elk uur", "agree", by=one)
        say(part, "kleine kernen", "agree", by=one)
        assert Passage.objects.count() == Remark.objects.count() == 2

    def test_people_who_choose_the_same_words_meet_at_one_passage(self) -> None:
        part = writing.text()
        say(part, "elk uur", "agree")
        say(part, "elk uur", "disagree")
        passage: Any = Passage.objects.counted().get()
        assert (passage.agree_count, passage.disagree_count) == (1, 1)

    def test_sending_the_same_remark_twice_is_once(self) -> None:
        part = writing.text()
        one = sitting(part)
        assert say(part, "elk uur", by=one) == say(part, "elk uur", by=one)

    def test_the_response_counts_from_the_first_remark_on(self) -> None:
        part = writing.text()
        one = sitting(part)
        say(part, "elk uur", by=one)
        response = Response.objects.get()
        assert (response.state, response.data) == (Response.State.SENT, {"remarks": 1})
        assert Result.objects.get(part=part).is_due


class TestApart:
    def test_no_row_leads_from_a_remark_to_the_person(self) -> None:
        part, person = writing.text(), resident("Berend")
        say(part, "elk uur", author=person)
        placed = Remark.objects.values().get()
        taken = {str(value) for value in Participation.objects.values().get().values()}
        assert str(placed["response_id"]) not in taken
        assert "Berend" not in placed.values()
        assert Written.objects.get(kind="remark").author_id is None
        assert not AuditEntry.objects.filter(subject_type="remark").exists()

    def test_a_name_is_shown_only_when_somebody_wants_it(self) -> None:
        part, person = writing.text(), resident("Berend")
        assert say(part, "elk uur", author=person).name != "Berend"
        shown = say(part, "kleine kernen", author=person, shows_name=True)
        assert shown.name == "Berend"
        assert Remark.objects.exclude(pk=shown.pk).get().shown_name == ""


class TestWords:
    def test_a_quote_that_is_not_there_is_refused(self) -> None:
        part = writing.text()
        with pytest.raises(remarks.TextChanged):
            say(part, "elke minuut", key=writing.key_of(part, HOURLY))
        assert not Passage.objects.exists()

    def test_half_a_word_becomes_the_whole_one(self) -> None:
        part = writing.text()
        assert say(part, "lk uu", key=writing.key_of(part, HOURLY)).passage.quote == "elk uur"

    def test_of_words_that_are_there_twice_the_chosen_ones_are_meant(self) -> None:
        part = writing.text()
        start = PAYING.index("betaalt de", 20)
        placed = say(part, "betaalt de", start=start, key=writing.key_of(part, PAYING))
        assert placed.passage.start == start

    def test_without_a_quote_it_is_about_the_whole_paragraph(self) -> None:
        part = writing.text()
        placed = say(part, "", key=writing.key_of(part, CALLING))
        assert placed.passage.is_whole
        assert placed.passage.quote == CALLING


class TestWhen:
    def test_nothing_can_be_said_after_closing_and_what_was_said_stays(self) -> None:
        part = writing.text()
        one = sitting(part)
        say(part, "elk uur", by=one)
        asking.close_now(part.consultation)
        with pytest.raises(taking_part.Closed):
            say(part, "kleine kernen", by=one)
        assert Remark.objects.count() == 1

    def test_a_policy_that_looks_first_lets_words_wait_but_not_a_bare_opinion(self) -> None:
        Policy.objects.create(kind="remark", when=Policy.When.BEFORE)
        part = writing.text()
        assert say(part, "elk uur").is_waiting
        assert not say(part, "elk uur", "agree").is_waiting
        assert Remark.objects.in_sight().get().kind == "agree"

    def test_somebody_new_is_not_known_so_trust_makes_them_wait(self) -> None:
        Policy.objects.create(kind="remark", when=Policy.When.TRUST)
        part = writing.text()
        assert say(part, "elk uur", by=sitting(part)).is_waiting


class TestTakingBack:
    def test_what_is_taken_back_is_gone_and_counts_no_more(self) -> None:
        part = writing.text()
        one = sitting(part)
        placed = say(part, "elk uur", by=one)
        remarks.take_back(placed, part, one)
        remarks.take_back(placed, part, one)
        assert not Remark.objects.exists()
        assert Response.objects.get().data == {"remarks": 0}

    def test_nobody_takes_back_what_somebody_else_said(self) -> None:
        part = writing.text()
        placed = say(part, "elk uur")
        with pytest.raises(NotAllowed):
            remarks.take_back(placed, part, sitting(part))

    def test_what_was_decided_stays(self) -> None:
        part = writing.text()
        one = sitting(part)
        placed = suggest(part, "elk uur", "elk half uur", by=one)
        Remark.objects.filter(pk=placed.pk).update(state="declined", reason="Te duur.", decided_at="2026-01-01T00:00Z")
        with pytest.raises(Refused):
            remarks.take_back(placed, part, one)

    def test_a_response_that_is_withdrawn_takes_its_remarks_along(self) -> None:
        part = writing.text()
        one = sitting(part)
        say(part, "elk uur", by=one)
        taking_part.withdraw(one)
        assert not Remark.objects.exists()
