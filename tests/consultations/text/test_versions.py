"""Editors publish versions: every remark finds its place, and suggestions are used or declined with a reason."""

import pytest

from consultations import actions
from consultations.methods.text import deciding, editions, versions
from consultations.methods.text.models import Paragraph, Passage, Remark, Standing, TextVersion
from foundation.errors import NotAllowed, Refused
from notifications.catalogue import texts
from notifications.following import follow
from tests.consultations import asking
from tests.consultations.text import writing
from tests.consultations.text.writing import CALLING, HEADING, HOURLY, OFTENER, PAYING, TEXT, new_version, say, suggest
from tests.factories import resident
from tests.notices import told

pytestmark = pytest.mark.django_db


def standing(remark: Remark) -> str:
    return Passage.objects.get(pk=remark.passage_id).standing


class TestWriting:
    def test_a_text_becomes_numbered_paragraphs(self) -> None:
        part = writing.text()
        rows = Paragraph.objects.filter(version__part=part).values_list("position", "kind", "text")
        assert list(rows) == [
            (1, "heading", HEADING),
            (2, "paragraph", HOURLY),
            (3, "paragraph", CALLING),
            (4, "paragraph", PAYING),
        ]

    def test_before_residents_read_it_the_text_is_written_anew(self) -> None:
        part = actions.add_part(
            asking.phase(asking.consultation(), from_days=3), by=writing.editor(), method="text", title="Tekst"
        )
        versions.write(part, by=writing.editor(), markdown=TEXT)
        versions.write(part, by=writing.editor(), markdown=OFTENER)
        assert TextVersion.objects.get().number == 1
        assert Paragraph.objects.filter(text__contains="elk half uur").count() == 1
        assert Paragraph.objects.count() == 4

    def test_afterwards_it_is_the_draft_of_the_next_version(self) -> None:
        part = writing.text()
        versions.write(part, by=writing.editor(), markdown=OFTENER)
        current = editions.current(part)
        assert current is not None
        assert "elk uur" in current.markdown
        assert editions.draft(part).markdown == OFTENER  # type: ignore[union-attr]

    @pytest.mark.parametrize("unusable", ["", "   \n\n", "***\n", "a\n\n" * 601])
    def test_a_text_without_words_or_without_end_is_refused(self, unusable: str) -> None:
        with pytest.raises(Refused):
            versions.write(writing.text(), by=writing.editor(), markdown=unusable)

    def test_only_editors_write(self) -> None:
        with pytest.raises(NotAllowed):
            versions.write(writing.text(), by=resident(), markdown=TEXT)


class TestPublishing:
    def test_words_that_did_not_change_still_apply_and_changed_and_gone_ones_are_told_apart(self) -> None:
        part = writing.text()
        stays, changes, goes = (
            say(part, "kleine kernen"),
            say(part, "elk uur"),
            say(part, "De gemeente betaalt de halte."),
        )
        new_version(part, OFTENER.replace(" De gemeente betaalt de halte.", ""))
        assert [standing(one) for one in (stays, changes, goes)] == [Standing.HOLDS, Standing.CHANGED, Standing.GONE]
        assert Passage.objects.get(pk=changes.passage_id).words_now == "elk half uur"

    def test_words_that_come_back_apply_again(self) -> None:
        part = writing.text()
        remark = say(part, "elk uur")
        new_version(part, TEXT.replace("rijdt elk uur met een bus", "regelt vervoer"))
        new_version(part, TEXT)
        assert standing(remark) == Standing.HOLDS

    def test_a_new_paragraph_gets_a_key_of_its_own_and_the_others_keep_theirs(self) -> None:
        part = writing.text()
        before = dict(Paragraph.objects.values_list("text", "key"))
        made = new_version(part, TEXT.replace(HOURLY, f"Eerst dit.\n\n{HOURLY}"))
        after = dict(made.paragraphs.values_list("text", "key"))
        assert {text: after[text] for text in before} == before
        assert after["Eerst dit."] not in before.values()

    def test_who_took_part_and_who_follows_hear_it_once(self) -> None:
        part, person, follower = writing.text(), resident(), resident()
        say(part, "elk uur", author=person)
        follow(part.consultation, by=follower)
        new_version(part, OFTENER, note="De bus gaat vaker.")
        assert {person.pk, follower.pk} <= told(texts.VERSION)

    def test_a_draft_that_says_the_same_is_not_published(self) -> None:
        part = writing.text()
        with pytest.raises(Refused):
            new_version(part, TEXT)
        assert TextVersion.objects.filter(published_at__isnull=False).count() == 1

    def test_a_version_needs_a_note_about_what_changed(self) -> None:
        with pytest.raises(Refused):
            new_version(writing.text(), OFTENER, note="  ")

    def test_residents_do_not_publish(self) -> None:
        part = writing.text()
        versions.write(part, by=writing.editor(), markdown=OFTENER)
        with pytest.raises(NotAllowed):
            versions.publish(part, by=resident(), note="Zomaar.")

    def test_a_passage_of_the_new_version_is_that_of_the_old_one_at_the_same_words(self) -> None:
        part = writing.text()
        first = say(part, "kleine kernen", "agree")
        new_version(part, OFTENER)
        assert say(part, "kleine kernen", "agree").passage_id == first.passage_id


class TestDeciding:
    def test_accepted_words_go_in_the_draft_and_with_the_next_version_to_everybody(self) -> None:
        part, by = writing.text(), writing.editor()
        remark = suggest(part, "elk uur", "elk half uur")
        made = deciding.decide(remark, part, by=by, state="accepted", reason="Dat kan.")
        assert made.is_in_draft
        version = versions.publish(part, by=by, note="De bus gaat vaker.")
        assert version.paragraphs.filter(text__contains="rijdt elk half uur met").exists()
        remark.refresh_from_db()
        assert (remark.state, remark.used_in) == ("accepted", version)

    def test_accepting_twice_puts_the_words_in_once(self) -> None:
        part, by = writing.text(), writing.editor()
        remark = suggest(part, "elk uur", "elk uur en elk kwartier")
        for _ in range(2):
            deciding.decide(remark, part, by=by, state="accepted", reason="")
        draft = editions.draft(part)
        assert draft is not None
        assert draft.markdown.count("kwartier met een bus") == 1

    def test_a_second_suggestion_for_words_that_changed_is_left_to_the_editor(self) -> None:
        part, by = writing.text(), writing.editor()
        deciding.decide(suggest(part, "elk uur", "vaak"), part, by=by, state="accepted", reason="")
        second = deciding.decide(suggest(part, "elk uur", "elk kwartier"), part, by=by, state="accepted", reason="")
        assert not second.is_in_draft
        assert second.remark.state == "accepted"

    def test_a_no_needs_a_reason(self) -> None:
        part, by = writing.text(), writing.editor()
        remark = suggest(part, "elk uur", "elk half uur")
        with pytest.raises(Refused):
            deciding.decide(remark, part, by=by, state="declined", reason=" ")
        deciding.decide(remark, part, by=by, state="declined", reason="Daar is geen geld voor.")
        remark.refresh_from_db()
        assert (remark.state, remark.reason) == ("declined", "Daar is geen geld voor.")
        assert editions.draft(part) is None

    def test_only_suggestions_are_decided_and_only_by_editors(self) -> None:
        part = writing.text()
        with pytest.raises(Refused):
            deciding.decide(say(part, "elk uur"), part, by=writing.editor(), state="accepted", reason="")
        with pytest.raises(NotAllowed):
            deciding.decide(suggest(part, "elk uur", "vaker"), part, by=resident(), state="accepted", reason="")
