"""What a text gives to the rest of a consultation: counts, exports, receipts, points to answer, copies."""

from random import Random

import pytest

from consultations import actions, taking_part
from consultations.checklist import musts
from consultations.method import METHODS
from consultations.methods.text import editions, remarks
from consultations.methods.text.models import Paragraph, Passage, Remark
from consultations.models import Part, Response
from tests.consultations import asking
from tests.consultations.outcomes import results_read
from tests.consultations.text import writing
from tests.consultations.text.writing import CALLING, HOURLY, PAYING, TEXT, say, suggest
from tests.factories import resident

pytestmark = pytest.mark.django_db
TEXT_METHOD = METHODS["text"]


def counted(part: Part, words: str) -> dict[str, int]:
    key = str(writing.key_of(part, words))
    one = next(count for count in TEXT_METHOD.tally(part)["counts"] if count["key"] == key)
    return {row["key"]: row["count"] for row in one["rows"]} | {"answered": one["answered"]}


class TestCounting:
    def test_people_are_counted_per_paragraph_each_once_a_kind(self) -> None:
        part = writing.text()
        one = writing.sitting(part)
        say(part, "elk uur", "agree", by=one)
        say(part, "met een bus", "agree", by=one)
        say(part, "elk uur", "disagree")
        suggest(part, "elk uur", "vaker", by=one)
        assert counted(part, HOURLY) == {"agree": 1, "disagree": 1, "comment": 0, "suggestion": 1, "answered": 2}
        assert counted(part, PAYING)["answered"] == 0

    def test_what_is_hidden_withdrawn_or_gone_is_not_counted(self) -> None:
        part = writing.text()
        one = writing.sitting(part)
        hidden, gone = say(part, "elk uur"), say(part, "De gemeente betaalt de halte.", "agree")
        say(part, "elk uur", "agree", by=one)
        Remark.objects.filter(pk=hidden.pk).update(is_hidden=True)
        taking_part.withdraw(one)
        writing.new_version(part, TEXT.replace(" De gemeente betaalt de halte.", ""))
        assert Passage.objects.get(pk=gone.passage_id).standing == "gone"
        assert counted(part, HOURLY)["answered"] == counted(part, PAYING)["answered"] == 0

    def test_groups_of_fewer_than_five_are_left_out(self) -> None:
        part = writing.text()
        one = writing.sitting(part)
        Response.objects.filter(pk=one.response.pk).update(age_group="18-29")
        say(part, "elk uur", "agree", by=one)
        assert all(not count["groups"]["age"] for count in TEXT_METHOD.tally(part)["counts"])

    def test_results_show_the_paragraphs_with_most_people_first(self) -> None:
        part = writing.text()
        say(part, "belt de dag ervoor", "agree")
        for _ in range(2):
            say(part, "elk uur", "agree")
        shown = TEXT_METHOD.results(part, TEXT_METHOD.tally(part))
        assert shown is not None
        assert [count["answered"] for count in shown.context["paragraphs"]] == [2, 1]

    def test_everybody_reads_the_results_on_the_page(self) -> None:
        part = writing.text()
        say(part, "elk uur", "agree")
        shown = results_read(part)
        assert shown.count(HOURLY) == 2
        assert "Nog niemand heeft iets gezegd" not in shown


class TestGivingOut:
    def test_a_row_for_each_remark_without_names(self) -> None:
        part = writing.text()
        say(part, "elk uur", author=resident("Berend"), shows_name=True)
        hidden = say(part, "elk uur", text="Lelijk.")
        Remark.objects.filter(pk=hidden.pk).update(is_hidden=True)
        public = list(TEXT_METHOD.rows(part, is_public=True))
        assert len(public) == 1
        assert len(public[0]) == len(TEXT_METHOD.columns(part))
        assert public[0][:2] == [2, "elk uur"]
        assert "Berend" not in public[0]
        assert len(list(TEXT_METHOD.rows(part, is_public=False))) == 2

    def test_everything_somebody_said_is_on_the_receipt_and_can_be_answered(self) -> None:
        part = writing.text()
        one = writing.sitting(part)
        agreed = say(part, "elk uur", "agree", by=one)
        suggested = suggest(part, "kleine kernen", "dorpen en buurtschappen", by=one)
        said = TEXT_METHOD.said(part, one.response)
        assert ["elk uur" in said[0].question, "dorpen en buurtschappen" in said[1].answer] == [True, True]
        points = TEXT_METHOD.points(part, one.response)
        assert [point.pk for point in points] == [str(agreed.pk), str(suggested.pk)]

    def test_every_paragraph_is_read_for_its_reading_level(self) -> None:
        part = writing.text()
        assert [wording.text for wording in TEXT_METHOD.wordings(part)] == [writing.HEADING, HOURLY, CALLING, PAYING]


class TestPreparing:
    def test_a_part_without_text_keeps_its_consultation_from_opening(self) -> None:
        consultation = asking.consultation()
        actions.add_part(asking.phase(consultation, from_days=1), by=writing.editor(), method="text", title="Plan")
        assert any("Plan" in str(problem) for problem in musts(consultation))

    def test_a_copy_has_the_text_and_nothing_that_was_said(self) -> None:
        source, target = writing.text(), asking.part("text")
        say(source, "elk uur")
        TEXT_METHOD.copy(source, target)
        version = editions.current(target)
        assert version is not None
        assert version.number == 1
        assert Paragraph.objects.filter(version=version).count() == 4
        assert not Passage.objects.filter(part=target).exists()

    def test_made_up_responses_become_remarks_once(self) -> None:
        part, chance = writing.text(), Random(3)
        for _ in range(12):
            one = writing.sitting(part)
            taking_part.write(one, TEXT_METHOD.demo(part, chance), is_sent=True)
            one.response.refresh_from_db()
            TEXT_METHOD.keep(part, one.response)
            one.response.refresh_from_db()
            TEXT_METHOD.keep(part, one.response)
        assert set(Remark.objects.values_list("kind", flat=True)) == {
            "agree",
            "disagree",
            "comment",
            "suggestion",
        }
        total = sum(response.data["remarks"] for response in Response.objects.all())
        assert Remark.objects.count() == total

    def test_a_withdrawn_response_is_wiped(self) -> None:
        part = writing.text()
        one = writing.sitting(part)
        say(part, "elk uur", by=one)
        TEXT_METHOD.forget(part, one.response)
        assert not Remark.objects.exists()


def test_remarks_on_one_text_do_not_show_on_another() -> None:
    part, other = writing.text(), writing.text()
    say(part, "elk uur")
    assert not Remark.objects.of_part(other).exists()
    with pytest.raises(remarks.TextChanged):
        say(other, "elk uur", key=99)
